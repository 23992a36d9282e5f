#include "services/ecs/placement/failure_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gantry::ecs::placement {

namespace {

constexpr std::string_view kSeeGuide =
    " For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

/// How the event list words it; the rest is told as an error name.
std::string shortcoming(Reason reason) {
    switch (reason) {
        case Reason::Agent: return "doesn't have the agent connected.";
        case Reason::Cpu: return "has insufficient CPU units available.";
        case Reason::Memory: return "has insufficient memory available.";
        case Reason::Ports: return "is already using a port required by your task.";
        case Reason::Attribute: return "is missing an attribute required by your task.";
        default: return fmt::format("encountered error \"{}\"", failure_reason(reason));
    }
}

bool considered(Reason reason) {
    return reason != Reason::NotAsked && reason != Reason::NotActive && reason != Reason::Fits;
}

constexpr std::string_view kNoCapacity =
    "Capacity is unavailable at this time. Please try again later or in a different availability "
    "zone";

/// What operators can do about it.
std::string pool_detail(const ClusterView& pool, std::span<const Verdict> verdicts) {
    const auto closest = std::ranges::max_element(verdicts, {}, &Verdict::reason);
    if (pool.instances.empty() || closest == verdicts.end()) {
        return "No machine is in Gantry's FARGATE pool; add one with `gantry agent --pool fargate`";
    }
    return fmt::format(
        "The closest of {} machines in Gantry's FARGATE pool: {}",
        pool.instances.size(),
        closest->detail
    );
}

}  // namespace

std::string_view failure_reason(Reason reason) {
    constexpr std::array<std::string_view, 13> kTexts = {
        "MISSING",
        "INACTIVE",
        "AGENT",
        "LOCATION",
        "RESOURCE:CPU",
        "RESOURCE:MEMORY",
        "RESOURCE:PORTS",
        "RESOURCE:GPU",
        "RESOURCE:ENI",
        "ATTRIBUTE",
        "DistinctInstance placement constraint unsatisfied.",
        "MemberOf placement constraint unsatisfied.",
        "",
    };
    return kTexts[static_cast<std::size_t>(reason)];
}

std::vector<api::ecs::Failure> failures_of(
    const ClusterView& view, std::span<const Verdict> verdicts
) {
    std::vector<api::ecs::Failure> failures;
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        if (!considered(verdicts[i].reason)) continue;
        failures.push_back(
            {.arn = container_instance_arn(view.scope, view.cluster, view.instances[i].id),
             .reason = std::string(failure_reason(verdicts[i].reason))}
        );
    }
    if (failures.empty()) failures.push_back({.reason = "NO ACTIVE INSTANCES"});
    return failures;
}

api::ecs::Failure interface_failure(const TaskRow& task, const Error& why) {
    api::ecs::Failure failure{
        .reason = std::string(failure_reason(Reason::Interface)), .detail = why.message
    };
    if (task.launch_type != api::ecs::LaunchType::Fargate) {
        failure.arn = container_instance_arn(task.scope(), task.host(), task.instance_id);
    }
    return failure;
}

api::ecs::Failure capacity_failure(const ClusterView& pool, std::span<const Verdict> verdicts) {
    return {.reason = std::string(kNoCapacity), .detail = pool_detail(pool, verdicts)};
}

std::string capacity_event_text(const ClusterView& pool, std::span<const Verdict> verdicts) {
    return fmt::format(
        "was unable to place a task. Reason: {}.{} {}.",
        kNoCapacity,
        kSeeGuide,
        pool_detail(pool, verdicts)
    );
}

std::string placement_event_text(const ClusterView& view, std::span<const Verdict> verdicts) {
    std::string text =
        "was unable to place a task because no container instance met all of its requirements.";
    const auto closest = std::ranges::max_element(verdicts, {}, [](const Verdict& verdict) {
        return considered(verdict.reason) ? static_cast<int>(verdict.reason) : -1;
    });
    if (closest == verdicts.end() || !considered(closest->reason)) {
        text += " Reason: No Container Instances were found in your cluster.";
    } else {
        const auto index = static_cast<std::size_t>(closest - verdicts.begin());
        text += fmt::format(
            " The closest matching (container-instance {}) {}",
            view.instances[index].id,
            shortcoming(closest->reason)
        );
    }
    return text.append(kSeeGuide);
}

}  // namespace gantry::ecs::placement
