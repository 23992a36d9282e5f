#include "cmd/plane_flags.h"

#include <algorithm>
#include <limits>

#include "cmd/key_file.h"
#include "cmd/oidc_keys.h"
#include "cmd/version.h"
#include "services/ecr/service.h"
#include "services/ecs/service.h"
#include "services/iam/service.h"
#include "services/logs/service.h"
#include "services/s3/service.h"
#include "services/sts/service.h"

namespace gantry::cmd {
namespace {

iam::Enforcement enforcement_of(const std::string& word) {
    if (word == "off") return iam::Enforcement::Off;
    return word == "audit" ? iam::Enforcement::Audit : iam::Enforcement::Enforce;
}

}  // namespace

void PlaneFlags::add_to(CLI::App& command) {
    command.add_option("--port", port, "Port of the API; 0 chooses a free one")
        ->check(CLI::Validator(
            [](std::string& text) {
                const bool digits = text.find_first_not_of("0123456789") == std::string::npos;
                const bool fits = digits && !text.empty() && text.size() <= 5 &&
                                  std::stoi(text) <= std::numeric_limits<std::uint16_t>::max();
                return fits ? std::string() : "takes 0 to 65535, but was " + text;
            },
            ""
        ))
        ->capture_default_str();
    command.add_option("--address", address, "Address to listen on")->capture_default_str();
    command
        .add_option(
            "--host-name",
            host_names,
            "A name by which this Gantry is reached, besides localhost and its address; repeatable"
        )
        ->check(CLI::Validator(
            [](std::string& text) {
                return control::is_host_name(text)
                           ? std::string()
                           : "takes a name like gantry.example, but was " + text;
            },
            ""
        ));
    add_tls_to(command);
    command.add_option("--data-dir", data_dir, "Where the state is kept")->capture_default_str();
    command
        .add_option(
            "--task-retention-minutes",
            task_retention_minutes,
            "How long stopped tasks can be described"
        )
        ->check(CLI::Range(1, 60 * 24 * 365))
        ->capture_default_str();
    command
        .add_option(
            "--journal-retention-hours",
            journal_retention_hours,
            "How far back history and state reach"
        )
        ->check(CLI::Range(1, 24 * 365 * 10))
        ->capture_default_str();
    command
        .add_option(
            "--settle-seconds",
            settle_seconds,
            "How long a service's task without a health check must run before it counts as ready; "
            "one that exits earlier failed to start"
        )
        ->check(CLI::Range(1, 3600))
        ->capture_default_str();
    command
        .add_option(
            "--secret-roll-seconds",
            secret_roll_seconds,
            "How long secrets are left alone before the services that ask for it "
            "(gantry.roll-on-change) are deployed anew"
        )
        ->check(CLI::Range(1, 3600))
        ->capture_default_str();
    add_accept_loss(command, accept_loss);
    command
        .add_option(
            "--docker-registry",
            docker_registry,
            "The program that keeps ECR's images, Debian's docker-registry: a path, or a name to "
            "be "
            "found in PATH; started when first needed"
        )
        ->capture_default_str();
    command
        .add_option(
            "--iam",
            iam,
            "enforce: what IAM's policies deny to users and sessions is refused; audit: it is "
            "logged, counted and done; off: no policy is asked"
        )
        ->check(CLI::IsMember({"off", "audit", "enforce"}))
        ->capture_default_str();
    command
        .add_option_function<std::vector<std::string>>(
            "--oidc-keys",
            [this](const std::vector<std::string>& texts) {
                for (const std::string& text : texts) {
                    auto keys = read_oidc_keys(text);
                    if (!keys) throw CLI::ValidationError("--oidc-keys", keys.error().message);
                    oidc_keys.insert_or_assign(std::move(keys->first), std::move(keys->second));
                }
            },
            "ISSUER=FILE: an issuer of OpenID Connect and its public keys (JWKS), by which "
            "AssumeRoleWithWebIdentity verifies its tokens; nothing is fetched; repeatable"
        )
        ->type_name("URL=FILE");
    add_objects_to(command);
    command
        .add_option(
            "--logs-max-mib",
            logs_max_mib,
            "No log event is taken any more while those there are take more than this on disk; 0: "
            "no bound but the disk's"
        )
        ->check(CLI::Range(0, 1 << 30))
        ->capture_default_str();
}

void PlaneFlags::add_objects_to(CLI::App& command) {
    auto* url = command
                    .add_option_function<std::string>(
                        "--objects",
                        [this](const std::string& text) {
                            auto outside = s3::parse_outside(text);
                            if (!outside) {
                                throw CLI::ValidationError("--objects", outside.error().message);
                            }
                            objects = *std::move(outside);
                        },
                        "Where the bodies of S3's objects are kept instead of DATA_DIR/objects: a "
                        "bucket of a store that speaks S3, http://host:port/bucket[/prefix]; what "
                        "is said of objects stays here"
                    )
                    ->type_name("URL");
    auto* key =
        command
            .add_option_function<std::string>(
                "--objects-key-file",
                [this](const std::string& path) {
                    const auto read = read_key_file(path);
                    if (!read) {
                        throw CLI::ValidationError("--objects-key-file", read.error().message);
                    }
                    objects_key = {read->id, read->secret, {}};
                },
                "The key of that store: a file with one line <access key id>:<secret>, "
                "mode 0600"
            )
            ->type_name("FILE");
    url->needs(key);
    key->needs(url);
}

void PlaneFlags::add_tls_to(CLI::App& command) {
    auto* on = command.add_flag(
        "--tls",
        tls,
        "Speak HTTPS only, with a certificate of an authority of its own (DATA_DIR/ca.crt), which "
        "clients have to be given: AWS_CA_BUNDLE, NODE_EXTRA_CA_CERTS; see gantry ca --help"
    );
    auto* certificate = command.add_option(
        "--tls-cert",
        tls_files.certificate_file,
        "With --tls: this certificate instead, PEM, its chain behind it; read again each hour"
    );
    auto* key =
        command.add_option("--tls-key", tls_files.key_file, "The private key of --tls-cert, PEM");
    certificate->needs(key)->needs(on);
    key->needs(certificate);
}

std::string PlaneFlags::ca_file() const {
    return tls && tls_files.certificate_file.empty() ? data_dir + "/ca.crt" : std::string();
}

control::ControlPlaneOptions PlaneFlags::options() const {
    control::ControlPlaneOptions options;
    options.address = address;
    options.port = port;
    options.host_names = host_names;
    if (tls) options.tls = tls_files;
    options.data_dir = data_dir;
    options.accept_loss = accept_loss;
    options.version = kVersion;
    auto& ecr = options.core.services.of<ecr::Options>();
    ecr.directory = data_dir + "/registry";
    ecr.program = docker_registry;
    auto& ecs = options.core.services.of<ecs::Options>();
    ecs.fleet.accept_loss = accept_loss;
    ecs.stopped_task_retention = minutes{task_retention_minutes};
    options.core.services.of<iam::Options>().enforcement = enforcement_of(iam);
    auto& logs = options.core.services.of<logs::Options>();
    logs.directory = data_dir + "/logs";
    logs.max_bytes = logs_max_mib << 20U;
    auto& s3 = options.core.services.of<s3::Options>();
    s3.directory = data_dir + "/objects";
    s3.outside = objects;
    if (s3.outside) s3.outside->credentials = objects_key;
    options.core.services.of<sts::Options>().oidc_keys = oidc_keys;
    options.core.journal_retention = hours{journal_retention_hours};
    ecs.scheduler.settle = Seconds{settle_seconds};
    ecs.secret_rolls.quiet = Seconds{secret_roll_seconds};
    ecs.secret_rolls.longest = std::max(ecs.secret_rolls.longest, 2 * ecs.secret_rolls.quiet);
    return options;
}

void add_accept_loss(CLI::App& command, bool& accept_loss) {
    command.add_flag(
        "--accept-loss",
        accept_loss,
        "Start although the journal is lost, older than it was or damaged: what is there is taken "
        "as "
        "it is, the rest is given up"
    );
}

}  // namespace gantry::cmd
