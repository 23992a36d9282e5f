#include "services/ecs/reconcile/service_texts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace gantry::ecs::texts {

namespace {

std::string list(std::span<const std::string> task_ids) {
    std::string text;
    for (const std::string& id : task_ids) {
        if (!text.empty()) text += ' ';
        text += fmt::format("(task {})", id);
    }
    return text;
}

}  // namespace

std::string started(std::span<const std::string> task_ids, std::int64_t unhealthy) {
    std::string text = fmt::format("has started {} tasks: {}.", task_ids.size(), list(task_ids));
    if (unhealthy > 0) {
        text += fmt::format(" Amazon ECS replaced {} tasks due to an unhealthy status.", unhealthy);
    }
    return text;
}
std::string stopped(std::span<const std::string> task_ids) {
    return fmt::format("has stopped {} running tasks: {}.", task_ids.size(), list(task_ids));
}
std::string stopped_pending(std::int64_t tasks) {
    return fmt::format("stopped {} pending tasks.", tasks);
}
std::string failed_to_launch(std::string_view why) {
    return fmt::format("failed to launch a task with (error {})", why);
}
std::string unable_to_place(std::string_view why) {
    return fmt::format("was unable to place a task. Reason: {}.", why);
}

std::string under_protection(std::string_view task_set, std::int64_t tasks) {
    return fmt::format(
        "(taskSet {}) was unable to scale in due to (reason {} tasks under protection)",
        task_set,
        tasks
    );
}
std::string failed_health_checks(std::string_view task_id) {
    return fmt::format("(task {}) failed container health checks.", task_id);
}
std::string deployment_completed(std::string_view deployment_id) {
    return fmt::format("(deployment {}) deployment completed.", deployment_id);
}
std::string deployment_failed(std::string_view deployment_id) {
    return fmt::format("(deployment {}) deployment failed: tasks failed to start.", deployment_id);
}
std::string rolling_back(std::string_view deployment_id) {
    return fmt::format("rolling back to deployment {}.", deployment_id);
}

std::string secrets_changed(std::string_view deployment_id, std::span<const std::string> secrets) {
    constexpr std::size_t kNamed = 3;
    const auto named = secrets.first(std::min(secrets.size(), kNamed));
    std::string text = fmt::format(
        "(deployment {}) deployment in progress: a value that its containers use has changed: {}",
        deployment_id,
        fmt::join(named, ", ")
    );
    if (secrets.size() > kNamed) text += fmt::format(" and {} more", secrets.size() - kNamed);
    return text + ".";
}

std::string scaling_stop_reason(std::string_view deployment_id) {
    return fmt::format("Scaling activity initiated by (deployment {})", deployment_id);
}

std::string rollout_in_progress(std::string_view deployment_id) {
    return fmt::format("ECS deployment {} in progress.", deployment_id);
}
std::string rollout_completed(std::string_view deployment_id) {
    return fmt::format("ECS deployment {} completed.", deployment_id);
}
std::string rollout_stopped_rolling_back(std::string_view deployment_id) {
    return fmt::format(
        "ECS deployment stopped by the user: rolling back to deploymentId {}.", deployment_id
    );
}
std::string rollout_rolling_back(std::string_view deployment_id) {
    return fmt::format(
        "ECS deployment circuit breaker: rolling back to deploymentId {}.", deployment_id
    );
}

}  // namespace gantry::ecs::texts
