#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "agent/engine/image_policy.h"
#include "base/time.h"

namespace gantry::agent {

/// When an image is pulled although a copy is on the machine.
enum class PullBehavior : std::uint8_t {
    /// Pulled; on failure the copy is used. An image that can have come from no registry (no digest
    /// of
    /// one), or that is named by its digest, is taken as it is: a pull could not change it.
    Default,
    Always,        ///< pulled; a failure stops the task
    Once,          ///< pulled when there is no copy; a failure stops the task
    PreferCached,  ///< pulled when there is no copy
};

/// How an agent is set up. Read once; changes need a new agent.
struct AgentConfig {
    // Who it is
    std::string cluster = "default";                ///< name or ARN, sent as written
    std::string region;                             ///< given to containers as AWS_REGION
    std::map<std::string, std::string> attributes;  ///< custom ones, for a new instance
    std::map<std::string, std::string> tags;
    std::string instance_type;  ///< attribute ecs.instance-type; empty: not sent
    std::string ami_id;         ///< attribute ecs.ami-id; empty: not sent
    std::string availability_zone;
    bool external = false;  ///< registers as an EXTERNAL instance
    std::string agent_version = "0.1.0";
    std::string agent_hash = "gantry";

    // What messages name; nothing is opened here
    std::string endpoint;  ///< of the control plane
    std::string data_dir;

    // What it offers
    std::optional<std::int64_t> cpu;         ///< CPU units; default: all of the machine
    std::optional<std::int64_t> memory_mib;  ///< default: all of the machine
    std::int64_t overcommit = 1;             ///< so many times of that is offered
    std::int64_t reserved_memory_mib = 0;    ///< kept for others, whichever of the two applies
    std::vector<std::int32_t> reserved_ports{22, 2375, 2376, 51678, 51679};
    std::vector<std::int32_t> reserved_ports_udp;
    std::vector<std::string> logging_drivers{
        "json-file", "none", "awslogs", "syslog", "journald", "gelf", "fluentd", "splunk"
    };
    std::vector<std::string> volume_plugins{"local"};
    std::vector<std::string> gpus;   ///< ids, as NVIDIA's runtime knows them: "GPU-…"
    int gpu_sharing = 1;             ///< how many tasks one of them is given to at a time
    std::string gpu_driver_version;  ///< "550.54.14"; empty: unknown
    bool pretend_gpus = false;       ///< for tests: containers are told of them and get none
    /// Further capabilities that whoever hosts the agent takes care of (credentials, registry
    /// logins …).
    std::vector<std::string> extra_capabilities;
    /// Tasks reach their endpoint at 169.254.170.2: containers are told so in their environment.
    bool task_endpoint = false;
    /// Why no task with network mode awsvpc can run here, for people; empty: they can. Set by the
    /// agent from what its network driver is able to.
    std::string no_task_networking = "this agent has no task networking (awsvpc)";
    /// FireLens: there is somewhere to keep what log routers are configured with. Set by the agent.
    bool log_routers = false;
    /// Faults can be injected into the networks of tasks. Set by the agent.
    bool faults = false;
    /// Where the file systems of EFS volumes are, by "fs-…" or "fs-…/fsap-…" (an access point): a
    /// directory of the machine ("/srv/share"), or an NFS export ("server:/export").
    std::map<std::string, std::string> file_systems;
    /// All others are directories below this one; empty: there are no others.
    std::string file_system_directory;
    /// Why no disk (an EBS volume) can be made for a task here, for people; empty: they can. Set by
    /// the agent from what its storage driver is able to.
    std::string no_task_disks = "this agent makes no disks for tasks (EBS volumes)";
    /// Names the place where snapshots of disks are, which other machines may share; empty: none
    /// are made here. Set by the agent from what its storage driver is able to.
    std::string snapshot_store;
    /// By which other machines reach the tasks of this one; empty: none does.
    std::string network_address;
    /// Where the control plane's API answers to tasks: "http://169.254.170.2:4566"; empty: nowhere.
    std::string api_url;
    bool give_api = false;  ///< containers are told that without asking for it

    // How it runs containers
    std::string host_bind_address = "0.0.0.0";  ///< where ports are published
    std::int32_t dynamic_port_first = 32768;    ///< as Linux chooses by default
    std::int32_t dynamic_port_last = 60999;
    PullBehavior pull_behavior = PullBehavior::Default;
    bool pull_dependents_upfront = false;
    std::optional<ImagePolicy> image_cleanup;  ///< of images that it pulled; absent: they stay
    /// How many containers are created or started at once; default: two for each core.
    std::optional<int> parallel_starts;
    Seconds stop_timeout{30};  ///< for containers without stopTimeout
    Duration create_limit = minutes{4};
    Duration start_limit = minutes{3};
    Duration attach_limit = minutes{3};  ///< of a task's network interface
    Duration pull_limit = hours{2};
    Duration cleanup_wait = hours{3};  ///< how long a stopped task's containers and logs are kept
    Duration journal_retention = hours{24};  ///< how long what happened to tasks can be looked up
    /// How often files that are made of secrets (gantry.files) are compared with these.
    Duration files_refresh_interval = minutes{1};
    /// An image on the machine that commands in containers (ECS Exec) are run in where the
    /// container does not have the program; empty: they fail.
    std::string toolbox_image;
    int log_tail_lines = 50;  ///< of a stopped container, sent to the control plane

    // How it keeps in touch
    Duration reconnect_min{250};
    Duration reconnect_max = Seconds{30};    ///< Amazon's agent waits for up to two minutes
    Duration inactivity_limit = minutes{1};  ///< plus up to as much again, by chance
    Duration metrics_interval{20'000};
    Duration usage_sample_interval{5'000};
    Duration reconcile_interval = minutes{5};
};

}  // namespace gantry::agent
