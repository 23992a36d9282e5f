#include <sys/resource.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "base/log.h"
#include "cmd/agent_host.h"
#include "cmd/command.h"
#include "cmd/stop_signal.h"
#include "control/control_plane.h"

namespace gantry::cmd {

namespace {

struct DevOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 4566;
    std::string data_dir = "gantry-data";
    std::string docker = "unix:///var/run/docker.sock";
    std::string auth = "any";
    int instances = 1;
    int task_retention_minutes = 60;
    int journal_retention_hours = 24 * 7;
};

/// Every instance publishes its ports on a loopback address of its own, so that a fixed host port
/// is free once per instance: 127.0.0.1, 127.0.0.2, …
std::string bind_address(const DevOptions& options, int instance) {
    if (options.instances == 1)
        return options.address == "127.0.0.1" ? "127.0.0.1" : options.address;
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
        host.data_dir = options.data_dir + "/agent-" + std::to_string(i + 1);
        host.agent.region = host.region;
        host.agent.host_bind_address = bind_address(options, i);
        host.agent.pull_behavior = agent::PullBehavior::PreferCached;
        auto started = AgentHost::start(std::move(host), client);
        if (!started) return started.error();
        hosts.push_back(std::move(*started));
    }
    return hosts;
}

/// Many connections need many descriptors; the soft limit is only a habit.
void raise_file_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

int fail(const Error& error) {
    std::fprintf(stderr, "gantry dev: %s\n", error.message.c_str());
    return 1;
}

int run_dev(const DevOptions& options) {
    const StopSignal stop;
    raise_file_limit();
    control::ControlPlaneOptions plane_options;
    plane_options.address = options.address;
    plane_options.port = options.port;
    plane_options.data_dir = options.data_dir;
    plane_options.auth = options.auth == "any" ? control::AuthMode::Any : control::AuthMode::Verify;
    plane_options.core.stopped_task_retention = minutes{options.task_retention_minutes};
    plane_options.core.journal_retention = hours{options.journal_retention_hours};
    plane_options.default_clusters = {{control::kDefaultAccount, control::kDefaultRegion}};
    const auto plane = control::ControlPlane::start(std::move(plane_options));
    if (!plane) return fail(plane.error());
    const auto client = net::make_http_client();
    const auto agents = start_agents(options, **plane, *client);
    if (!agents) return fail(agents.error());

    std::printf(
        "Gantry is ready at %s; %d agent%s registering in cluster default, containers on %s\n"
        "Try:  aws --endpoint-url %s ecs list-container-instances\n",
        (*plane)->endpoint().c_str(),
        options.instances,
        options.instances == 1 ? "" : "s",
        options.docker.c_str(),
        (*plane)->endpoint().c_str()
    );
    if (options.auth != "any") {
        std::printf("The access key is in %s/root.key (id:secret)\n", options.data_dir.c_str());
    }
    std::fflush(stdout);
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
    command->add_option("--port", options->port, "Port of the API; 0 chooses a free one")
        ->capture_default_str();
    command->add_option("--address", options->address, "Address to listen on")
        ->capture_default_str();
    command->add_option("--data-dir", options->data_dir, "Where the state is kept")
        ->capture_default_str();
    command
        ->add_option(
            "--instances",
            options->instances,
            "Container instances on this machine's Docker; each gets a loopback address for host "
            "ports"
        )
        ->check(CLI::Range(1, 200))
        ->capture_default_str();
    command->add_option("--docker", options->docker, "Docker's socket")
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
    command
        ->add_option(
            "--task-retention-minutes",
            options->task_retention_minutes,
            "How long stopped tasks can be described"
        )
        ->check(CLI::Range(1, 60 * 24 * 365))
        ->capture_default_str();
    command
        ->add_option(
            "--journal-retention-hours",
            options->journal_retention_hours,
            "How far back history and state reach"
        )
        ->check(CLI::Range(1, 24 * 365 * 10))
        ->capture_default_str();
    command->callback([&program, options] { program.run = [options] { return run_dev(*options); }; }
    );
}

}  // namespace gantry::cmd
