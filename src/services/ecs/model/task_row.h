#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/ecs/attachment.h"
#include "api/ecs/connectivity.h"
#include "api/ecs/failure.h"
#include "api/ecs/health_status.h"
#include "api/ecs/launch_type.h"
#include "api/ecs/network_binding.h"
#include "api/ecs/tag.h"
#include "api/ecs/task_managed_ebs_volume_configuration.h"
#include "api/ecs/task_override.h"
#include "api/ecs/task_stop_code.h"
#include "base/reflect.h"
#include "services/ecs/model/arn.h"
#include "services/ecs/model/container_instance_row.h"
#include "services/ecs/model/states.h"

namespace gantry::ecs {

/// What a container's image stood for when a task of the deployment pulled it first.
struct ResolvedImage {
    std::string container;
    std::string digest;  ///< "sha256:…"

    friend bool operator==(const ResolvedImage&, const ResolvedImage&) = default;
    static const reflect::TypeInfo& type_info();
};

/// What Amazon's agent told of the process in a container that runs commands for ECS Exec. Ours
/// needs none, and tells nothing (exec_agent.h).
struct ExecAgent {
    std::string status;  ///< PENDING, RUNNING, STOPPED
    std::string reason;
    std::optional<SysTime> last_started_at;

    friend bool operator==(const ExecAgent&, const ExecAgent&) = default;
    static const reflect::TypeInfo& type_info();
};

/// One container of a task, as last reported by the agent.
struct TaskContainer {
    std::string id;  ///< uuid, last part of the container ARN
    std::string name;
    std::string image;
    std::string image_digest;  ///< pulled, or to be pulled (version consistency); empty: by its tag
    std::string runtime_id;
    ContainerStatus status = ContainerStatus::Pending;
    std::optional<std::int32_t> exit_code;
    std::string reason;
    api::ecs::HealthStatus health = api::ecs::HealthStatus::Unknown;
    bool essential = true;
    bool has_health_check = false;
    std::vector<api::ecs::NetworkBinding> network_bindings;
    std::string cpu = "0";  ///< as DescribeTasks shows them: strings, memory absent when unset
    std::optional<std::string> memory;
    std::optional<std::string> memory_reservation;
    std::vector<std::string> gpu_ids;     ///< of its instance, this container's alone
    std::optional<ExecAgent> exec_agent;  ///< absent: nothing was told of one

    friend bool operator==(const TaskContainer&, const TaskContainer&) = default;
    static const reflect::TypeInfo& type_info();
};

/// A task's network interface (network mode awsvpc): what was asked for, and what EC2 gave for it.
struct TaskNetwork {
    std::vector<std::string> subnets;  ///< any of these
    std::vector<std::string> groups;   ///< none: the VPC's default group
    bool assign_public_ip = false;

    std::string attachment_id;  ///< uuid; the Attachment in TaskRow::attachments
    std::string interface_id;   ///< "eni-…"
    std::string vpc_id;
    std::string subnet_id;
    std::string subnet_cidr;
    std::string gateway;  ///< with the subnet's length: "172.31.0.1/20"
    std::string private_ip;
    std::string mac;
    std::string dns_name;                   ///< of the private address; empty: the VPC gives none
    std::vector<std::string> dns_servers;   ///< none: the VPC has none
    std::vector<std::string> domain_names;  ///< in which names are looked up
    std::string public_ip;                  ///< empty: none
    /// The interface was given back to EC2: its addresses may be another's.
    bool given_back = false;

    friend bool operator==(const TaskNetwork&, const TaskNetwork&) = default;
    static const reflect::TypeInfo& type_info();
};

/// A volume that is made for the task at its start (volumes[].configuredAtLaunch).
struct TaskVolume {
    std::string name;           ///< of the definition's volume
    std::string attachment_id;  ///< uuid; the Attachment in TaskRow::attachments
    std::string volume_id;      ///< "vol-…"
    /// Where the snapshot is that it is made from (kSnapshotStoreAttribute); empty: from none.
    std::string snapshot_store;
    api::ecs::TaskManagedEBSVolumeConfiguration asked;  ///< checked, with its defaults
    bool made = false;   ///< its machine has told that it is there, or was
    bool ended = false;  ///< its machine has told that the task's end was its end; or nobody will

    friend bool operator==(const TaskVolume&, const TaskVolume&) = default;
    static const reflect::TypeInfo& type_info();
};

/// A task: one placement of a task definition on a container instance. One-shot: its status only
/// moves forward, and it is never placed again. Key: in_cluster_key(scope, cluster, id).
struct TaskRow {
    std::string account;
    std::string region;
    std::string cluster;
    std::string id;      ///< 32 hex digits
    std::string family;  ///< of the task definition
    std::int64_t revision = 0;
    std::string instance_id;  ///< container instance; empty while none is chosen
    /// Whose instance that is, when it is not of the task's own cluster: kFargatePool. Else empty.
    std::string host_cluster;
    /// Its agent has told that it has taken the task in, or has reported on it. Until then nobody
    /// but the control plane need know of the task, so that it may go back.
    bool acknowledged = false;

    TaskStatus status = TaskStatus::Pending;
    TaskGoal goal = TaskGoal::Running;
    std::vector<TaskContainer> containers;
    ResourceSet reserved;  ///< what it holds on its instance until STOPPED

    std::string group;
    std::string started_by;
    std::string service;        ///< name; empty for standalone tasks
    std::string deployment_id;  ///< "ecs-svc/…" of the deployment that started it
    /// Set once the service scheduler has taken note of its end (goal STOPPED): a failure is
    /// counted once, whatever happens in between.
    bool end_noted = false;

    api::ecs::LaunchType launch_type = api::ecs::LaunchType::Ec2;
    std::string capacity_provider;
    std::string platform_version;    ///< FARGATE only: "1.4.0"
    std::int64_t ephemeral_gib = 0;  ///< FARGATE only: the disk that it was promised
    std::string availability_zone;
    std::string cpu_architecture;  ///< of the instance: "x86_64" or "arm64", empty when unknown
    api::ecs::TaskOverride overrides;
    std::string cpu;     ///< shown texts, e.g. "256"
    std::string memory;  ///< MiB
    bool enable_execute_command = false;
    std::vector<api::ecs::Attachment> attachments;
    std::optional<TaskNetwork> network;  ///< of network mode awsvpc
    std::optional<TaskVolume> volume;    ///< made for it; a definition has one at most
    std::vector<api::ecs::Tag> tags;

    api::ecs::HealthStatus health = api::ecs::HealthStatus::Unknown;
    api::ecs::Connectivity connectivity = api::ecs::Connectivity::Connected;
    std::optional<api::ecs::TaskStopCode> stop_code;
    std::string stopped_reason;
    std::int64_t version = 1;
    /// A Spot task that was told of its interruption is asked to stop at this time.
    std::optional<SysTime> interrupt_at;
    /// Scale-in and deployments spare the task until then; absent: not protected.
    std::optional<SysTime> protection_until;

    SysTime created_at;
    std::optional<SysTime> connectivity_at;
    std::optional<SysTime> pull_started_at;
    std::optional<SysTime> pull_stopped_at;
    std::optional<SysTime> started_at;
    std::optional<SysTime> stopping_at;
    std::optional<SysTime> execution_stopped_at;
    std::optional<SysTime> stopped_at;

    [[nodiscard]] Scope scope() const { return {account, region}; }
    [[nodiscard]] std::string key() const { return in_cluster_key(scope(), cluster, id); }
    [[nodiscard]] std::string arn() const { return task_arn(scope(), cluster, id); }
    /// The cluster, or pool, that its container instance is of.
    [[nodiscard]] const std::string& host() const {
        return host_cluster.empty() ? cluster : host_cluster;
    }
    /// The row key of its container instance, once one is chosen.
    [[nodiscard]] std::string instance_key() const {
        return in_cluster_key(scope(), host(), instance_id);
    }
    [[nodiscard]] bool stopped() const { return status == TaskStatus::Stopped; }
    /// It has an interface that EC2 does not have back yet.
    [[nodiscard]] bool holds_interface() const {
        return network && !network->interface_id.empty() && !network->given_back;
    }
    /// It has a volume whose end nobody has told yet.
    [[nodiscard]] bool holds_volume() const { return volume && !volume->ended; }
    /// Once it has STOPPED: its machine has yet to say what became of what it had there.
    [[nodiscard]] bool holds_attachment() const { return holds_interface() || holds_volume(); }
    [[nodiscard]] bool is_protected(SysTime now) const {
        return protection_until && *protection_until > now;
    }
    friend bool operator==(const TaskRow&, const TaskRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// The last lines a stopped container wrote, kept with its task. Key: task key + "/" + container
/// name.
struct LogTailRow {
    std::string task_key;
    std::string container;
    std::vector<std::string> lines;
    SysTime at;

    static const reflect::TypeInfo& type_info();
};

/// Remembers a client token, so that a repeated call is answered like the first.
/// Key: `<scope>/<operation>/<cluster>/<token>`. Kept 24 hours.
struct ClientTokenRow {
    std::string account;
    std::string region;
    std::string request;  ///< the request's JSON without the token; a different one is a conflict
    std::vector<std::string> task_keys;
    std::vector<api::ecs::Failure> failures;  ///< of the tasks that found no place
    SysTime created_at;

    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::ecs
