#include "cmd/agent_flags.h"

#include "services/ecs/model/arn.h"

namespace gantry::cmd {

namespace {

/// Of one file system: says what is wrong with it, or nothing.
std::string fault_of_file_system(const std::string& text) {
    const auto equals = text.find('=');
    const std::string name = text.substr(0, equals);
    const bool named = name.starts_with("fs-") && name.size() > 3;
    const std::string place = equals == std::string::npos ? "" : text.substr(equals + 1);
    const bool placed = place.starts_with('/') || place.find(":/") != std::string::npos;
    if (named && placed && place.find_first_of(",:\n") >= place.find(":/")) return {};
    return "takes fs-ID=/DIRECTORY, fs-ID=SERVER:/EXPORT or fs-ID/fsap-ID=…, but was '" + text +
           "'";
}

}  // namespace

void AgentFlags::add_to(CLI::App& command) {
    command
        .add_option(
            "--container-retention-minutes",
            container_retention_minutes,
            "How long a stopped task's containers stay at Docker"
        )
        ->check(CLI::Range(1, 60 * 24 * 365))
        ->capture_default_str();
    command
        .add_option(
            "--task-endpoint",
            task_endpoint,
            "auto: tasks get their role's credentials and their metadata at 169.254.170.2, which "
            "is "
            "put on the loopback device (as root, or with CAP_NET_ADMIN); off: they get neither"
        )
        ->check(CLI::IsMember({"auto", "off"}))
        ->capture_default_str();
    command
        .add_option(
            "--task-networking",
            task_networking,
            "auto: tasks with network mode awsvpc have addresses of their own (as root); off: they "
            "are not placed here"
        )
        ->check(CLI::IsMember({"auto", "off"}))
        ->capture_default_str();
    command
        .add_option(
            "--file-system",
            file_systems,
            "Where the file system of EFS volumes is: fs-ID=/DIRECTORY or fs-ID=SERVER:/EXPORT "
            "(NFS), "
            "fs-ID/fsap-ID=… for an access point; may be repeated"
        )
        ->check(CLI::Validator(
            [](std::string& text) { return fault_of_file_system(text); }, "FILE-SYSTEM"
        ));
    command.add_option(
        "--snapshots",
        snapshots,
        "Directory of snapshots of EBS volumes: machines that share it restore each other's "
        "(default: snapshots in the data directory)"
    );
    command.add_option(
        "--toolbox",
        toolbox,
        "An image on this machine, with a shell: ECS Exec runs commands in a container of it, "
        "beside the task's container, where that does not have the program"
    );
    command.add_flag(
        "--give-endpoint,!--no-give-endpoint",
        give_endpoint,
        "Containers get AWS_ENDPOINT_URL, by which AWS SDKs ask this Gantry (over plain HTTP "
        "only): what runs on this machine's bridges and in its VPCs then reaches the API; a "
        "container with the docker label gantry.endpoint=false is not told"
    );
    command
        .add_option(
            "--secret-files-seconds",
            secret_files_seconds,
            "How often files of secrets (docker label gantry.files) are compared with these"
        )
        ->check(CLI::Range(1, 60 * 60 * 24))
        ->capture_default_str();
    command.add_flag(
        "--introspection",
        introspection,
        "Tells who the agent is and what runs at http://127.0.0.1:51678/v1/metadata and /v1/tasks, "
        "to all who are on this machine"
    );
}

void AgentFlags::apply(agent::AgentConfig& config) const {
    for (const std::string& one : file_systems) {
        const auto equals = one.find('=');
        config.file_systems[one.substr(0, equals)] = one.substr(equals + 1);
    }
    config.give_api = give_endpoint;
    config.toolbox_image = toolbox;
    config.files_refresh_interval = Seconds{secret_files_seconds};
    config.cleanup_wait = minutes{container_retention_minutes};
}

void join_fargate_pool(agent::AgentConfig& config, int overcommit) {
    config.cluster = ecs::kFargatePool;
    config.extra_capabilities.emplace_back(ecs::kFargatePoolAttribute);
    config.overcommit = overcommit;
}

}  // namespace gantry::cmd
