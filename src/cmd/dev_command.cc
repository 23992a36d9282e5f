#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "base/log.h"
#include "cmd/addresses.h"
#include "cmd/agent_host.h"
#include "cmd/command.h"
#include "cmd/plane_flags.h"
#include "cmd/stop_signal.h"
#include "control/control_plane.h"

namespace gantry::cmd {

namespace {

struct DevOptions {
    PlaneFlags plane;
    std::string docker = "unix:///var/run/docker.sock";
    std::string auth = "any";
    int instances = 1;
    bool quick = false;
};

/// --settle-seconds of --quick: long enough for what crashes at once to be seen.
constexpr int kQuickSettleSeconds = 3;

/// Every instance publishes its ports on a loopback address of its own, so that a fixed host port
/// is free once per instance: 127.0.0.1, 127.0.0.2, …
std::string bind_address(const DevOptions& options, int instance) {
    if (options.instances == 1) {
        return is_ip_address(options.plane.address) ? options.plane.address : "127.0.0.1";
    }
    return "127.0.0." + std::to_string(instance + 1);
}

Result<std::vector<std::unique_ptr<AgentHost>>> start_agents(
    const DevOptions& options, const control::ControlPlane& plane, net::HttpClient& client
) {
    std::vector<std::unique_ptr<AgentHost>> hosts;
    for (int i = 0; i < options.instances; ++i) {
        AgentHostOptions host;
        host.endpoint = plane.endpoint();
        host.region = control::kDefaultRegion;
        host.key = options.auth == "any" ? control::AccessKey{control::kDefaultAccount, "dev", {}}
                                         : plane.root_key();
        host.docker = options.docker;
        host.data_dir = options.plane.data_dir + "/agent-" + std::to_string(i + 1);
        host.agent.region = host.region;
        host.agent.host_bind_address = bind_address(options, i);
        host.agent.pull_behavior = agent::PullBehavior::PreferCached;
        host.on_terminal = [i, dir = host.data_dir](const Error& why) {
            std::fprintf(
                stderr,
                "gantry dev: container instance %d (%s) was refused and runs nothing: %s\n",
                i + 1,
                dir.c_str(),
                why.message.c_str()
            );
        };
        auto started = AgentHost::start(std::move(host), client);
        if (!started) return started.error();
        hosts.push_back(std::move(*started));
    }
    return hosts;
}

int fail(const Error& error) {
    std::fprintf(stderr, "gantry dev: %s\n", error.message.c_str());
    return 1;
}

void print_ready(const DevOptions& options, const std::string& endpoint, bool docker_answers) {
    const char* dir = options.plane.data_dir.c_str();
    std::printf(
        "Gantry is ready at %s; %d container instance%s %s cluster default, containers on %s\n",
        endpoint.c_str(),
        options.instances,
        options.instances == 1 ? "" : "s",
        docker_answers ? "joining" : "waiting for Docker to join",
        options.docker.c_str()
    );
    if (options.auth == "any") {
        std::printf("Try:  AWS_ACCESS_KEY_ID=000000000000 AWS_SECRET_ACCESS_KEY=local \\\n");
    } else {
        std::printf(
            "Signatures are verified; the access key is in %s/root.key (id:secret).\n"
            "Try:  AWS_ACCESS_KEY_ID=$(cut -d: -f1 %s/root.key) \\\n"
            "      AWS_SECRET_ACCESS_KEY=$(cut -d: -f2 %s/root.key) \\\n",
            dir,
            dir,
            dir
        );
    }
    std::printf(
        "      aws --region %s --endpoint-url %s ecs list-container-instances\n",
        control::kDefaultRegion,
        endpoint.c_str()
    );
    if (options.plane.settle_seconds != PlaneFlags::kSettleSeconds) {
        std::printf(
            "Quick: tasks without a health check count as ready after %d s (Amazon ECS: %d s); "
            "what "
            "dies later than that is not seen by the circuit breaker.\n",
            options.plane.settle_seconds,
            PlaneFlags::kSettleSeconds
        );
    }
    std::fflush(stdout);
    if (options.auth == "any" && !is_loopback(options.plane.address)) {
        std::fprintf(
            stderr,
            "Warning: every caller is believed, and %s can be reached from other machines. Whoever "
            "reaches it can do all on this machine that root can; use --auth verify\n",
            options.plane.address.c_str()
        );
    }
}

int run_dev(const DevOptions& options) {
    const StopSignal stop;
    if (const auto docker = read_docker_address(options.docker); !docker) {
        fail(docker.error());
        return 2;
    }
    raise_file_limit();
    control::ControlPlaneOptions plane_options = options.plane.options();
    plane_options.auth = options.auth == "any" ? control::AuthMode::Any : control::AuthMode::Verify;
    plane_options.default_clusters = {{control::kDefaultAccount, control::kDefaultRegion}};
    const auto plane = control::ControlPlane::start(std::move(plane_options));
    if (!plane) return fail(plane.error());
    const auto client = net::make_http_client();
    const auto agents = start_agents(options, **plane, *client);
    if (!agents) return fail(agents.error());

    print_ready(options, (*plane)->endpoint(), expect_docker(*client, options.docker));
    stop.wait();
    std::printf("Stopping. Containers go on; start again with the same --data-dir to continue.\n");
    return 0;
}

}  // namespace

void add_dev_command(Program& program) {
    auto options = std::make_shared<DevOptions>();
    CLI::App* command = program.app.add_subcommand(
        "dev", "An Amazon ECS of your own on this machine: control plane and agents in one process"
    );
    options->plane.add_to(*command);
    command
        ->add_option(
            "--instances",
            options->instances,
            "Container instances on this machine's Docker; each gets a loopback address for host "
            "ports"
        )
        ->check(CLI::Range(1, 200))
        ->capture_default_str();
    command
        ->add_option(
            "--docker", options->docker, "Where Docker answers: unix:///path or http://host:port"
        )
        ->envname("DOCKER_HOST")
        ->capture_default_str();
    command
        ->add_option(
            "--auth",
            options->auth,
            "any: every credential is accepted, a 12-digit access key id names the account; "
            "verify: signatures are checked against DATA_DIR/root.key"
        )
        ->check(CLI::IsMember({"any", "verify"}))
        ->capture_default_str();
    auto* quick = command->add_flag(
        "--quick",
        options->quick,
        fmt::format(
            "The same as --settle-seconds {}: roll-outs at a developer's pace", kQuickSettleSeconds
        )
    );
    quick->excludes("--settle-seconds");
    command->callback([&program, options] {
        if (options->quick) options->plane.settle_seconds = kQuickSettleSeconds;
        program.run = [options] { return run_dev(*options); };
    });
}

}  // namespace gantry::cmd
