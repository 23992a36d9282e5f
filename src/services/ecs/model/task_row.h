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

    friend bool operator==(const TaskContainer&, const TaskContainer&) = default;
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
    std::string platform_version;
    std::string availability_zone;
    std::string cpu_architecture;  ///< of the instance: "x86_64" or "arm64", empty when unknown
    api::ecs::TaskOverride overrides;
    std::string cpu;     ///< shown texts, e.g. "256"
    std::string memory;  ///< MiB
    bool enable_execute_command = false;
    std::vector<api::ecs::Attachment> attachments;
    std::vector<api::ecs::Tag> tags;

    api::ecs::HealthStatus health = api::ecs::HealthStatus::Unknown;
    api::ecs::Connectivity connectivity = api::ecs::Connectivity::Connected;
    std::optional<api::ecs::TaskStopCode> stop_code;
    std::string stopped_reason;
    std::int64_t version = 1;
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
    [[nodiscard]] bool stopped() const { return status == TaskStatus::Stopped; }
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
