#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/log.h"
#include "cmd/addresses.h"
#include "cmd/agent_flags.h"
#include "cmd/agent_host.h"
#include "cmd/command.h"
#include "cmd/console.h"
#include "cmd/endpoint_host.h"
#include "cmd/gpu_flags.h"
#include "cmd/network_host.h"
#include "cmd/plane_flags.h"
#include "cmd/process_limits.h"
#include "cmd/stop_signal.h"
#include "control/control_plane.h"
#include "services/ec2/service.h"
#include "services/ecs/service.h"
#include "services/iam/service.h"

namespace gantry::cmd {

namespace {

struct DevOptions {
    PlaneFlags plane;
    std::string docker = "unix:///var/run/docker.sock";
    std::string auth = "any";
    int instances = 1;
    int fargate_overcommit = 4;  ///< 0: no FARGATE
    bool quick = false;
    bool to_the_letter = false;  ///< --iam was given
    AgentFlags agent;
    GpuFlags gpus;
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

/// What all agents of the process have in common.
AgentHostOptions host_options(
    const DevOptions& options, const control::ControlPlane& plane, const std::string& name
) {
    AgentHostOptions host;
    host.endpoint = plane.endpoint();
    host.region = aws::kDefaultRegion;
    host.key = options.auth == "any" ? control::AccessKey{aws::kDefaultAccount, "dev", {}}
                                     : plane.root_key();
    host.docker = options.docker;
    host.data_dir = options.plane.data_dir + "/" + name;
    host.snapshots = options.agent.snapshots_or(options.plane.data_dir + "/snapshots");
    host.accept_loss = options.plane.accept_loss;
    host.agent.region = host.region;
    host.agent.pull_behavior = agent::PullBehavior::PreferCached;
    options.agent.apply(host.agent);
    // Those of EFS volumes that nobody named; all agents of the process share them.
    host.agent.file_system_directory =
        (std::filesystem::absolute(options.plane.data_dir) / "file-systems").lexically_normal();
    return host;
}

/// The container instances of the cluster, and one more agent beside them on the same Docker for
/// FARGATE tasks. What these take is not taken from the container instances: like several of these,
/// both offer all of the machine, and FARGATE several times of it (--fargate-overcommit), for its
/// smallest sizes are large for a laptop.
std::vector<AgentHostOptions> all_hosts(
    const DevOptions& options, const control::ControlPlane& plane, Console& console
) {
    std::vector<AgentHostOptions> hosts;
    for (int i = 0; i < options.instances; ++i) {
        auto& host =
            hosts.emplace_back(host_options(options, plane, "agent-" + std::to_string(i + 1)));
        host.agent.host_bind_address = bind_address(options, i);
    }
    if (options.fargate_overcommit > 0) {
        auto& host = hosts.emplace_back(host_options(options, plane, "agent-fargate"));
        host.agent.host_bind_address = bind_address(options, 0);
        join_fargate_pool(host.agent, options.fargate_overcommit);
    }
    for (AgentHostOptions& host : hosts) {
        host.on_terminal = [dir = host.data_dir, &console](const Error& why) {
            console.warn(fmt::format(
                "gantry dev: the agent of {} was refused and runs nothing: {}", dir, why.message
            ));
        };
    }
    return hosts;
}

Result<std::vector<std::unique_ptr<AgentHost>>> start_agents(
    const DevOptions& options,
    const control::ControlPlane& plane,
    const AgentHost::Clients& clients,
    EndpointHost& endpoint,
    Console& console
) {
    std::vector<std::unique_ptr<AgentHost>> hosts;
    auto all = all_hosts(options, plane, console);
    // One agent has a GPU, the first; FARGATE has none.
    if (auto good = options.gpus.apply(all.front().agent); !good) return good.error();
    for (AgentHostOptions& host : all) {
        endpoint.join(host);
        auto started = AgentHost::start(std::move(host), clients);
        if (!started) return started.error();
        hosts.push_back(std::move(*started));
    }
    return hosts;
}

int fail(Console& console, const Error& error) {
    console.warn("gantry dev: " + error.message);
    return 1;
}

void print_ready(
    Console& console, const DevOptions& options, const std::string& endpoint, bool docker_answers
) {
    std::string text = fmt::format(
        "Gantry is ready at {}; {} container instance{} {} cluster default, containers on {}\n",
        endpoint,
        options.instances,
        options.instances == 1 ? "" : "s",
        docker_answers ? "joining" : "waiting for Docker to join",
        options.docker
    );
    if (options.auth == "any") {
        text += "Try:  AWS_ACCESS_KEY_ID=000000000000 AWS_SECRET_ACCESS_KEY=local \\\n";
    } else {
        text += fmt::format(
            "Signatures are verified; the access key is in {0}/root.key (id:secret).\n"
            "Try:  AWS_ACCESS_KEY_ID=$(cut -d: -f1 {0}/root.key) \\\n"
            "      AWS_SECRET_ACCESS_KEY=$(cut -d: -f2 {0}/root.key) \\\n",
            options.plane.data_dir
        );
    }
    if (!options.plane.ca_file().empty()) {
        text += fmt::format("      AWS_CA_BUNDLE={} \\\n", options.plane.ca_file());
    }
    text += fmt::format(
        "      aws --region {} --endpoint-url {} ecs list-container-instances",
        aws::kDefaultRegion,
        endpoint
    );
    if (options.plane.settle_seconds != PlaneFlags::kSettleSeconds) {
        text += fmt::format(
            "\nQuick: tasks without a health check count as ready after {} s (Amazon ECS: {} s); "
            "what dies later than that is not seen by the circuit breaker.",
            options.plane.settle_seconds,
            PlaneFlags::kSettleSeconds
        );
    }
    console.say(std::move(text));
    if (options.auth == "any" && !is_loopback(options.plane.address)) {
        console.warn(fmt::format(
            "Warning: every caller is believed, and {} can be reached from other machines. Whoever "
            "reaches it can do all on this machine that root can; use --auth verify",
            options.plane.address
        ));
    }
}

int run_dev(const DevOptions& options) {
    const StopSignal stop;
    Console console;
    if (const auto docker = read_docker_address(options.docker); !docker) {
        fail(console, docker.error());
        return 2;
    }
    raise_file_limit();
    forbid_core_files();
    control::ControlPlaneOptions plane_options = options.plane.options();
    plane_options.auth = options.auth == "any" ? control::AuthMode::Any : control::AuthMode::Verify;
    // Definitions of tutorials name roles of elsewhere, which nobody makes here.
    plane_options.core.services.of<iam::Options>().takes_unknown_roles =
        options.auth == "any" && !options.to_the_letter;
    plane_options.core.services.of<ecs::Options>().default_clusters = {
        {aws::kDefaultAccount, aws::kDefaultRegion}
    };
    plane_options.core.services.of<ec2::Options>().default_vpcs = {
        {aws::kDefaultAccount, aws::kDefaultRegion}
    };
    const auto plane = control::ControlPlane::start(std::move(plane_options));
    if (!plane) return fail(console, plane.error());
    const auto client = net::make_http_client();  // of Docker
    const auto plane_client = net::make_http_client((*plane)->client_options());
    EndpointHost endpoint(console, "gantry dev", options.agent, options.docker);
    NetworkHost network(
        console,
        options.agent,
        {.program = "gantry dev",
         .docker = options.docker,
         .region = aws::kDefaultRegion,
         .machine_address = {}}
    );
    endpoint.serve(network);
    endpoint.relay_api((*plane)->endpoint(), options.agent.give_endpoint);
    const auto agents = start_agents(options, **plane, {*plane_client, *client}, endpoint, console);
    if (!agents) return fail(console, agents.error());
    endpoint.begin();

    const bool docker_answers = expect_docker(console, *client, options.docker);
    print_ready(console, options, (*plane)->endpoint(), docker_answers);
    stop.wait();
    console.say("Stopping. Containers go on; start again with the same --data-dir to continue.");
    return 0;
}

}  // namespace

void add_dev_command(Program& program) {
    auto options = std::make_shared<DevOptions>();
    CLI::App* command = program.app.add_subcommand(
        "dev", "An Amazon ECS of your own on this machine: control plane and agents in one process"
    );
    options->plane.add_to(*command);
    options->agent.give_endpoint = true;
    options->gpus.add_to(*command);
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
            "--fargate-overcommit",
            options->fargate_overcommit,
            "FARGATE tasks may be promised so many times the machine's CPU and memory; 0: no "
            "FARGATE"
        )
        ->check(CLI::Range(0, 100))
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
    options->agent.add_to(*command);
    CLI::Option* iam = command->get_option("--iam");
    iam->description(
        iam->get_description() +
        ". Not given, and with --auth any: enforce, but tasks and managed machines may have roles "
        "that nobody made, and do with them what an administrator may; what policies would have to "
        "allow is logged"
    );
    command->callback([&program, options, iam] {
        options->to_the_letter = iam->count() > 0;
        if (options->quick) options->plane.settle_seconds = kQuickSettleSeconds;
        program.run = [options] { return run_dev(*options); };
    });
}

}  // namespace gantry::cmd
