#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <memory>
#include <string>

#include "cmd/addresses.h"
#include "cmd/agent_flags.h"
#include "cmd/agent_host.h"
#include "cmd/command.h"
#include "cmd/console.h"
#include "cmd/endpoint_host.h"
#include "cmd/gpu_flags.h"
#include "cmd/image_flags.h"
#include "cmd/join_code.h"
#include "cmd/key_file.h"
#include "cmd/machine_identity.h"
#include "cmd/network_host.h"
#include "cmd/plane_flags.h"
#include "cmd/process_limits.h"
#include "cmd/stop_signal.h"

namespace gantry::cmd {

namespace {

/// As Amazon's agent ends when starting it again would not help.
constexpr int kExitRefused = 5;

struct AgentOptions {
    std::string endpoint = "http://127.0.0.1:4566";
    std::string cluster = "default";
    std::string pool;
    std::string region = aws::kDefaultRegion;
    std::string data_dir = "gantry-agent";
    std::string docker = "unix:///var/run/docker.sock";
    std::string key_file;
    std::string join;
    int ping_s = static_cast<int>(ssm::kMachinePings / Seconds{1});
    std::string ca_file;
    std::string pull = "default";
    std::string bind_address = "0.0.0.0";
    std::string network_address;
    std::vector<std::string> attributes;
    int reserved_memory_mib = 0;
    bool accept_loss = false;
    AgentFlags agent;
    ImageFlags images;
    GpuFlags gpus;
};

Error usage(std::string message) {
    return invalid_argument(std::move(message));
}

agent::PullBehavior to_pull_behavior(const std::string& text) {
    if (text == "always") return agent::PullBehavior::Always;
    if (text == "once") return agent::PullBehavior::Once;
    if (text == "prefer-cached") return agent::PullBehavior::PreferCached;
    return agent::PullBehavior::Default;
}

Result<void> check_addresses(const AgentOptions& options) {
    if (const auto endpoint = read_endpoint(options.endpoint); !endpoint) return endpoint.error();
    if (const auto docker = read_docker_address(options.docker); !docker) return docker.error();
    if (!is_ip_address(options.bind_address)) {
        return usage(
            "--bind-address takes an address like 0.0.0.0, but was '" + options.bind_address + "'"
        );
    }
    if (!options.network_address.empty() && !is_ip_address(options.network_address)) {
        return usage(
            "--network-address takes an address like 10.0.0.7, but was '" +
            options.network_address + "'"
        );
    }
    return {};
}

/// Whether the machine is one that came in by an activation, or is about to.
bool is_managed(const AgentOptions& options) {
    return !options.join.empty() || MachineIdentity::exists(options.data_dir);
}

/// Errors: those of MachineIdentity::open.
Result<std::unique_ptr<MachineIdentity>> open_machine(
    const AgentOptions& options, net::HttpClient& client
) {
    std::optional<JoinCode> join;
    // Who is in needs no code any more, and the file with it may be gone.
    if (!MachineIdentity::exists(options.data_dir)) {
        auto code = read_join_code(options.join);
        if (!code) return code.error();
        join = *std::move(code);
    }
    return MachineIdentity::open(
        {.endpoint = options.endpoint,
         .data_dir = options.data_dir,
         .join = std::move(join),
         .address = options.network_address.empty() ? address_towards(options.endpoint)
                                                    : options.network_address,
         .ping = Seconds{options.ping_s}},
        client
    );
}

/// The agent of a managed instance: EXTERNAL, in its Region, with its credentials.
void act_as(const MachineIdentity& machine, AgentHostOptions& host) {
    host.region = machine.region();
    host.agent.region = machine.region();
    host.agent.external = true;
    host.current_credentials = [&machine] { return machine.credentials(); };
}

/// What does not go with a machine that joined, at whatever start it did.
/// @return the word to its operator; empty: nothing of that was given
std::string not_of_a_machine(const AgentOptions& options) {
    if (options.key_file.empty() && options.pool.empty()) return {};
    return options.data_dir +
           " is of a machine that joined by an activation: it acts with its own role, for a "
           "cluster. --key-file and --pool do not go with that: leave them out, or choose another "
           "directory with --data-dir";
}

/// What a machine that cannot join is to do. @return the exit code
int say_why_not(Console& console, const AgentOptions& options, const Error& why) {
    const bool again = ssm::may_join_later(why);
    console.warn(
        "gantry agent: this machine cannot join at " + options.endpoint + ": " + why.message +
        (again ? "; the activation is not lost: start again with the same" : "")
    );
    return again ? 1 : kExitRefused;
}

Result<AgentHostOptions> to_host_options(const AgentOptions& options) {
    if (auto good = check_addresses(options); !good) return good.error();
    auto key = read_key_file(options.key_file);
    if (!key) return key.error();
    AgentHostOptions host;
    host.endpoint = options.endpoint;
    host.region = options.region;
    host.key = std::move(*key);
    host.docker = options.docker;
    host.data_dir = options.data_dir;
    host.snapshots = options.agent.snapshots_or(options.data_dir + "/snapshots");
    host.accept_loss = options.accept_loss;
    host.agent.cluster = options.cluster;
    host.agent.region = options.region;
    host.agent.host_bind_address = options.bind_address;
    host.agent.pull_behavior = to_pull_behavior(options.pull);
    host.agent.reserved_memory_mib = options.reserved_memory_mib;
    host.agent.network_address = options.network_address.empty() ? address_towards(options.endpoint)
                                                                 : options.network_address;
    options.agent.apply(host.agent);
    options.images.apply(host.agent);
    if (auto good = options.gpus.apply(host.agent); !good) return good.error();
    if (!options.pool.empty()) join_fargate_pool(host.agent, 1);
    for (const std::string& pair : options.attributes) {
        const auto equals = pair.find('=');
        if (equals == std::string::npos || equals == 0) {
            return usage("--attribute takes NAME=VALUE, but was '" + pair + "'");
        }
        const std::string name = pair.substr(0, equals);
        if (name.starts_with("ecs.") || name.starts_with("com.amazonaws.ecs.")) {
            return usage(
                "--attribute " + name +
                ": names that begin with ecs. or com.amazonaws.ecs. are "
                "set by the agent itself"
            );
        }
        host.agent.attributes[name] = pair.substr(equals + 1);
    }
    return host;
}

/// Its tasks are placed and run all the same.
void warn_of_no_address(Console& console, const AgentOptions& options) {
    console.warn(fmt::format(
        "gantry agent: awsvpc tasks here and those of other machines do not reach each other: {} "
        "does not tell by which address they would. Where there are other machines, say "
        "--network-address.",
        options.endpoint
    ));
}

int run_agent(const AgentOptions& options) {
    forbid_core_files();
    const StopSignal stop;
    Console console;
    auto host_options = to_host_options(options);
    if (!host_options) {
        console.warn("gantry agent: " + host_options.error().message);
        return 2;
    }
    // Refused for good: nothing will work until someone changes the configuration.
    std::atomic<bool> refused{false};
    host_options->on_terminal = [&refused, &console](const Error& why) {
        console.warn("gantry agent: the control plane refused this machine: " + why.message);
        refused = true;
        kill(getpid(), SIGTERM);
    };
    const auto client = net::make_http_client();  // of Docker
    const auto plane_client = net::make_http_client({.tls_ca_file = options.ca_file});
    std::unique_ptr<MachineIdentity> machine;
    if (is_managed(options)) {
        if (const std::string wrong = not_of_a_machine(options); !wrong.empty()) {
            console.warn("gantry agent: " + wrong);
            return 2;
        }
        auto opened = open_machine(options, *plane_client);
        if (!opened) return say_why_not(console, options, opened.error());
        machine = *std::move(opened);
        act_as(*machine, *host_options);
        machine->keep([&refused, &console, &options](const Error& why) {
            console.warn(
                "gantry agent: " + why.message +
                " To join again, remove machine.key and "
                "machine.json in " +
                options.data_dir + " and give a new activation with --join."
            );
            refused = true;
            kill(getpid(), SIGTERM);
        });
    }
    EndpointHost endpoint(console, "gantry agent", options.agent, options.docker);
    NetworkHost network(
        console,
        options.agent,
        {.program = "gantry agent",
         .docker = options.docker,
         .region = host_options->region,
         .machine_address = host_options->agent.network_address}
    );
    if (!machine && network.works() && host_options->agent.network_address.empty()) {
        warn_of_no_address(console, options);
    }
    endpoint.serve(network);
    endpoint.relay_api(options.endpoint, options.agent.give_endpoint);
    endpoint.join(*host_options);
    const auto host = AgentHost::start(std::move(*host_options), {*plane_client, *client});
    if (!host) {
        console.warn("gantry agent: " + host.error().message);
        return 1;
    }
    endpoint.begin();
    console.say(fmt::format(
        "The agent runs{}: {} at {}, containers on {}",
        machine ? " as " + machine->instance_id() : "",
        options.pool.empty() ? "cluster " + options.cluster : "the pool of FARGATE",
        options.endpoint,
        options.docker
    ));
    expect_docker(console, *client, options.docker);
    stop.wait();
    if (refused) return kExitRefused;
    console.say("Stopping. Containers go on; the next agent with this --data-dir takes them over.");
    return 0;
}

}  // namespace

void add_agent_command(Program& program) {
    auto options = std::make_shared<AgentOptions>();
    CLI::App* command = program.app.add_subcommand(
        "agent", "Joins this machine to a cluster and runs its tasks in Docker"
    );
    command->add_option("--endpoint,--server", options->endpoint, "Where the control plane answers")
        ->envname("GANTRY_SERVER")
        ->capture_default_str();
    auto* cluster = command->add_option("--cluster", options->cluster, "Cluster to join");
    cluster->capture_default_str();
    command
        ->add_option(
            "--pool",
            options->pool,
            "fargate: instead of joining a cluster, run FARGATE tasks of every cluster"
        )
        ->check(CLI::IsMember({"fargate"}))
        ->excludes(cluster);
    command->add_option("--region", options->region, "Region of the cluster")
        ->capture_default_str();
    command->add_option("--data-dir", options->data_dir, "Where the agent keeps its state")
        ->capture_default_str();
    command
        ->add_option(
            "--docker", options->docker, "Where Docker answers: unix:///path or http://host:port"
        )
        ->envname("DOCKER_HOST")
        ->capture_default_str();
    command->add_option(
        "--key-file",
        options->key_file,
        "File with '<access key id>:<secret>', mode 0600; for gantry dev none is needed"
    );
    command
        ->add_option(
            "--join",
            options->join,
            "Come in by an activation of Systems Manager (ECS Anywhere): ID:CODE, file:PATH, or - "
            "for a line of standard input. Once: the machine then knows who it is"
        )
        ->envname("GANTRY_JOIN")
        ->excludes("--key-file", "--pool");
    command
        ->add_option(
            "--ping-seconds",
            options->ping_s,
            "How often a machine that joined asks for new credentials"
        )
        ->check(CLI::Range(5, 300))  // ssm::kOnlineFor has room for one that is lost
        ->capture_default_str();
    command->add_option("--ca-file", options->ca_file, kCaFileHelp)->check(CLI::ExistingFile);
    command->add_option("--pull", options->pull, "When images are pulled")
        ->check(CLI::IsMember({"default", "always", "once", "prefer-cached"}))
        ->capture_default_str();
    command->add_option("--bind-address", options->bind_address, "Where host ports are published")
        ->capture_default_str();
    command->add_option(
        "--network-address",
        options->network_address,
        "By which other machines reach the tasks of this one (awsvpc; UDP port 4789); left out: "
        "the "
        "address from which it reaches the control plane"
    );
    command->add_option(
        "--attribute", options->attributes, "Custom attribute NAME=VALUE; may be repeated"
    );
    command
        ->add_option(
            "--reserved-memory", options->reserved_memory_mib, "MiB kept for other programs"
        )
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    options->images.add_to(*command);
    options->gpus.add_to(*command);
    add_accept_loss(*command, options->accept_loss);
    options->agent.add_to(*command);
    command->callback([&program, options] {
        program.run = [options] { return run_agent(*options); };
    });
}

}  // namespace gantry::cmd
