#include "agent/engine/task_state.h"

#include <array>

namespace gantry::agent {

using reflect::field;

std::span<const std::string_view> enum_names(Progress) {
    static constexpr std::array<std::string_view, 6> kNames = {
        "NONE", "MANIFEST_PULLED", "PULLED", "CREATED", "RUNNING", "STOPPED"
    };
    return kNames;
}

std::span<const std::string_view> enum_names(Namespaces) {
    static constexpr std::array<std::string_view, 5> kNames = {
        "NONE", "CREATED", "RUNNING", "READY", "GONE"
    };
    return kNames;
}

std::span<const std::string_view> enum_names(Goal) {
    static constexpr std::array<std::string_view, 2> kNames = {"RUNNING", "STOPPED"};
    return kNames;
}

std::span<const std::string_view> enum_names(TaskStatus) {
    static constexpr std::array<std::string_view, 3> kNames = {"PENDING", "RUNNING", "STOPPED"};
    return kNames;
}

std::span<const std::string_view> enum_names(HealthStatus) {
    static constexpr std::array<std::string_view, 3> kNames = {"UNKNOWN", "HEALTHY", "UNHEALTHY"};
    return kNames;
}

const reflect::TypeInfo& PublishedPort::type_info() {
    using T = PublishedPort;
    static const reflect::TypeInfo info = reflect::structure<T>(
        "PublishedPort",
        {
            field<&T::bind_ip>("bindIp"),
            field<&T::container_port>("containerPort"),
            field<&T::host_port>("hostPort"),
            field<&T::protocol>("protocol"),
        }
    );
    return info;
}

const reflect::TypeInfo& ContainerState::type_info() {
    using T = ContainerState;
    static const reflect::TypeInfo info = reflect::structure<T>(
        "ContainerState",
        {
            field<&T::name>("name"),
            field<&T::progress>("progress"),
            field<&T::pull_began>("pullBegan"),
            field<&T::runtime_id>("runtimeId"),
            field<&T::image_digest>("imageDigest"),
            field<&T::told_digest>("toldDigest"),
            field<&T::ports>("ports"),
            field<&T::port_conflicts>("portConflicts"),
            field<&T::unsure>("unsure"),
            field<&T::give_up>("giveUp"),
            field<&T::restart_due>("restartDue"),
            field<&T::restarts>("restarts"),
            field<&T::exit_code>("exitCode"),
            field<&T::reason>("reason"),
            field<&T::health>("health"),
            field<&T::health_since>("healthSince"),
            field<&T::created_at>("createdAt"),
            field<&T::started_at>("startedAt"),
            field<&T::last_start_at>("lastStartAt"),
            field<&T::finished_at>("finishedAt"),
            field<&T::told_running>("toldRunning"),
            field<&T::told_stopped>("toldStopped"),
            field<&T::untold_since>("untoldSince"),
        }
    );
    return info;
}

const reflect::TypeInfo& PauseState::type_info() {
    using T = PauseState;
    static const reflect::TypeInfo info = reflect::structure<T>(
        "PauseState",
        {
            field<&T::progress>("progress"),
            field<&T::unsure>("unsure"),
            field<&T::open>("open"),
            field<&T::runtime_id>("runtimeId"),
            field<&T::pid>("pid"),
            field<&T::losses>("losses"),
            field<&T::created_at>("createdAt"),
            field<&T::started_at>("startedAt"),
            field<&T::told_attached>("toldAttached"),
        }
    );
    return info;
}

const reflect::TypeInfo& TaskState::type_info() {
    using T = TaskState;
    static const reflect::TypeInfo info = reflect::structure<T>(
        "TaskState",
        {
            field<&T::arn>("arn"),
            field<&T::order>("order"),
            field<&T::goal>("goal"),
            field<&T::stop_wanted_at>("stopWantedAt"),
            field<&T::admitted>("admitted"),
            field<&T::volumes_ready>("volumesReady"),
            field<&T::volumes_were_ready>("volumesWereReady"),
            field<&T::mounts_gone>("mountsGone"),
            field<&T::told_disk>("toldDisk"),
            field<&T::pause>("pause"),
            field<&T::reason>("reason"),
            field<&T::containers>("containers"),
            field<&T::pull_started_at>("pullStartedAt"),
            field<&T::pull_stopped_at>("pullStoppedAt"),
            field<&T::running_at>("runningAt"),
            field<&T::execution_stopped_at>("executionStoppedAt"),
            field<&T::stopped_at>("stoppedAt"),
            field<&T::told>("told"),
            field<&T::closed>("closed"),
        }
    );
    return info;
}

ContainerState* TaskState::find(std::string_view name) {
    for (ContainerState& container : containers) {
        if (container.name == name) return &container;
    }
    return nullptr;
}

const ContainerState* TaskState::find(std::string_view name) const {
    for (const ContainerState& container : containers) {
        if (container.name == name) return &container;
    }
    return nullptr;
}

TaskStatus TaskState::status() const {
    if (stopped_at) return TaskStatus::Stopped;
    return running_at ? TaskStatus::Running : TaskStatus::Pending;
}

}  // namespace gantry::agent
