#include "control/control_plane.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <future>

#include "base/log.h"
#include "control/secret_file.h"
#include "services/all.h"
#include "store/data_directory.h"
#include "store/sqlite_journal.h"

namespace gantry::control {

namespace {

constexpr Duration kStopGrace{2'000};
/// How often it is seen whether a certificate has to be another.
constexpr Duration kCertificateChecked = hours{1};

/// 256 bits from the kernel, as hex.
std::string random_secret() {
    return IdSource{Random::from_system()}.hex(64);
}

/// "<access key id>:<secret>".
std::string make_root_key() {
    IdSource ids{Random::from_system()};
    return "GNTR" + ids.hex(16) + ":" + ids.hex(40);
}

/// Makes the directory if it is missing. Errors: it cannot be used, with what to do.
Result<void> prepare_directory(const std::string& path) {
    struct stat found{};
    std::string why;
    if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
        why = std::string("cannot be made: ") + std::strerror(errno);
    } else if (stat(path.c_str(), &found) == 0 && !S_ISDIR(found.st_mode)) {
        why = "is a file";
    } else if (access(path.c_str(), W_OK | X_OK) != 0) {
        why = std::string("cannot be written: ") + std::strerror(errno);
    }
    if (why.empty()) {
        auto open_to_others = store::keep_private(path);
        if (open_to_others) return *open_to_others;
        return {};
    }
    return unavailable(
        "the data directory " + path + " " + why + "; choose another with --data-dir"
    );
}

/// Names of the files that hold secrets in the data directory.
std::vector<std::string> key_files() {
    std::vector<std::string> files{"root.key", "page-token.key"};
    for (const service::Service* service : all_services()) {
        if (!service->key_file.empty()) files.emplace_back(service->key_file);
    }
    return files;
}

/// What the rows of all services went through, in order.
std::vector<core::Migration> all_migrations() {
    std::vector<core::Migration> all;
    for (const service::Service* service : all_services()) {
        if (service->migrations == nullptr) continue;
        for (const core::Migration& step : service->migrations()) all.push_back(step);
    }
    std::ranges::sort(all, {}, &core::Migration::format);
    return all;
}

/// What to change when nothing can be bound.
std::string binding_advice(const std::string& why) {
    const bool port = why.find("Address already in use") != std::string::npos ||
                      why.find("Permission denied") != std::string::npos;
    return port ? "; choose another port with --port" : "; choose another address with --address";
}

}  // namespace

Result<std::unique_ptr<ControlPlane>> ControlPlane::start(ControlPlaneOptions options) {
    auto plane = std::unique_ptr<ControlPlane>(new ControlPlane(std::move(options)));
    if (auto opened = plane->open(); !opened) return opened.error();
    if (auto serving = plane->serve(); !serving) return serving.error();
    return plane;
}

ControlPlane::ControlPlane(ControlPlaneOptions options)
    : options_(std::move(options)), metrics_(options_.version, options_.data_dir) {}

Result<void> ControlPlane::open() {
    if (auto usable = prepare_directory(options_.data_dir); !usable) return usable.error();
    loop_ = std::make_unique<ThreadLoop>("core");
    workers_ = std::make_unique<ThreadLoop>("workers");
    options_.core.workers = workers_.get();
    // Before the keys are made: where they are, a journal was.
    if (auto opened = open_journal(); !opened) return opened.error();
    if (auto read = read_keys(); !read) return read.error();
    if (auto opened = open_certificate(); !opened) return opened.error();
    Result<void> started;
    loop_->run_and_wait([&] {
        core_ = std::make_unique<ControlCore>(
            *loop_, *journal_, IdSource{Random::from_system()}, options_.core
        );
        core_->keys().put(root_key_);
        started = core_->start();
        metrics_.watch(*loop_);
    });
    return started;
}

Result<void> ControlPlane::open_journal() {
    store::SqliteJournal::Options options{
        .accept_loss = options_.accept_loss, .migrations = all_migrations()
    };
    for (const std::string& key : key_files()) {
        const std::string path = options_.data_dir + "/" + key;
        if (access(path.c_str(), F_OK) == 0) options.expected_for = path + " is there";
    }
    auto journal = store::SqliteJournal::open(*loop_, options_.data_dir, std::move(options));
    if (!journal) return journal.error();
    journal_ = std::move(*journal);
    return {};
}

Result<void> ControlPlane::read_keys() {
    for (const service::Service* service : all_services()) {
        if (service->key_file.empty()) continue;
        const std::string name(service->key_file);
        auto key = read_or_make_secret(options_.data_dir + "/" + name, random_secret);
        if (!key) return key.error();
        options_.core.settings.keys[name] = *std::move(key);
    }
    auto token_key = read_or_make_secret(options_.data_dir + "/page-token.key", random_secret);
    if (!token_key) return token_key.error();
    options_.core.settings.secret = *token_key;
    auto root_key = read_or_make_secret(options_.data_dir + "/root.key", make_root_key);
    if (!root_key) return root_key.error();
    auto parsed =
        parse_access_key(*root_key, options_.data_dir + "/root.key", aws::kDefaultAccount);
    if (!parsed) return parsed.error();
    root_key_ = std::move(*parsed);
    return {};
}

Result<void> ControlPlane::open_certificate() {
    if (!options_.tls) return {};
    if (options_.address.starts_with("unix://")) {
        return invalid_argument("a unix socket needs no --tls: nobody can listen in there");
    }
    auto opened = ServerCertificate::open(
        *options_.tls,
        options_.data_dir,
        certificate_names(options_.address, options_.host_names),
        RealClock{}.now()
    );
    if (!opened) return opened.error();
    certificate_ = std::move(*opened);
    return {};
}

/// On tls_loop_.
void ControlPlane::keep_certificate() {
    const auto changed = certificate_->refresh(
        certificate_names(options_.address, options_.host_names), RealClock{}.now()
    );
    Result<void> shown;
    if (!changed) {
        shown = changed.error();
    } else if (*changed) {
        shown = server_->renew_tls(certificate_->current());
        if (shown) log_info("tls_certificate_renewed");
    }
    if (!shown) log_warn("tls_certificate_not_renewed", {{"why", shown.error().message}});
    tls_loop_->call_after(kCertificateChecked, [this] { keep_certificate(); });
}

Result<void> ControlPlane::serve() {
    gantry_api_ = std::make_unique<GantryApi>(
        *core_, metrics_, certificate_ ? certificate_->authority() : std::string()
    );
    frontend_ = std::make_unique<ApiFrontend>(
        *core_,
        *gantry_api_,
        metrics_.requests(),
        Identity{options_.auth, core_->keys(), options_.core.settings.secret},
        FrontDoor{options_.address, options_.host_names},
        *workers_
    );
    net::HttpServerOptions server_options{
        .address = options_.address, .port = options_.port, .meters = metrics_.http()
    };
    if (certificate_) server_options.tls = certificate_->current();
    auto server = net::start_http_server(server_options, *frontend_);
    if (!server) {
        const std::string& why = server.error().message;
        if (server.error().kind == ErrorKind::InvalidArgument && certificate_) {
            return invalid_argument(why);
        }
        return unavailable(why + binding_advice(why));
    }
    server_ = std::move(*server);
    if (certificate_) {
        tls_loop_ = std::make_unique<ThreadLoop>("tls");
        tls_loop_->call_after(kCertificateChecked, [this] { keep_certificate(); });
    }
    loop_->run_and_wait([this] { core_->settings().endpoint = endpoint(); });
    log_info("serving", {{"endpoint", endpoint()}, {"data_dir", options_.data_dir}});
    return {};
}

std::string ControlPlane::endpoint() const {
    // Agents on this machine reach a wildcard address through loopback.
    std::string host = options_.address;
    if (host.starts_with("unix://")) return host;
    if (host == "0.0.0.0") host = "127.0.0.1";
    if (host == "::") host = "::1";
    if (host.find(':') != std::string::npos) host = "[" + host + "]";
    // A given certificate seldom is for an address.
    const bool given = options_.tls && !options_.tls->certificate_file.empty();
    if (given && !options_.host_names.empty()) host = options_.host_names.front();
    const char* const scheme = certificate_ ? "https://" : "http://";
    return scheme + host + ":" + std::to_string(server_->port());
}

net::HttpClientOptions ControlPlane::client_options() const {
    if (!certificate_) return {};
    return {.tls_ca_file = certificate_->trust_file(), .tls_server_name = certificate_->name()};
}

ControlPlane::~ControlPlane() {
    if (tls_loop_) tls_loop_->stop();
    if (loop_) {
        loop_->run_and_wait([this] {
            if (frontend_) frontend_->stop();
            if (core_) core_->stop();
        });
    }
    if (server_) server_->stop(kStopGrace);
    server_.reset();
    if (workers_) workers_->stop();
    frontend_.reset();
    if (loop_ && core_) {
        // What was accepted is made durable before the journal closes.
        std::promise<void> flushed;
        loop_->post([&] {
            core_->core().after_durable([&](const Result<void>&) { flushed.set_value(); });
        });
        flushed.get_future().wait_for(std::chrono::seconds{5});
        // Both in one turn: pages wait for what is durable, and read the journal on a thread of
        // theirs.
        loop_->run_and_wait([this] {
            gantry_api_.reset();
            core_.reset();
        });
    }
    journal_.reset();
    loop_.reset();
}

}  // namespace gantry::control
