#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// The sentences of the service scheduler, as ECS writes them: events (without the leading
/// "(service NAME) "), stop reasons, rollout state reasons.
/// Source: ECS Developer Guide, service event messages; API Reference, Deployment.
namespace gantry::ecs::texts {

/// @param unhealthy  of them so many replace UNHEALTHY tasks
std::string started(std::span<const std::string> task_ids, std::int64_t unhealthy);
std::string stopped(std::span<const std::string> task_ids);
std::string stopped_pending(std::int64_t tasks);
/// @param why  of an operation that makes tasks
std::string failed_to_launch(std::string_view why);
/// @param why  of one task
std::string unable_to_place(std::string_view why);
/// @param task_set  id of the deployment whose tasks are protected
std::string under_protection(std::string_view task_set, std::int64_t tasks);
std::string failed_health_checks(std::string_view task_id);
std::string deployment_completed(std::string_view deployment_id);
std::string deployment_failed(std::string_view deployment_id);
std::string rolling_back(std::string_view deployment_id);
/// Beyond ECS: the service is deployed anew.
/// @param secrets  that have changed, as the definition names them; at least one
std::string secrets_changed(std::string_view deployment_id, std::span<const std::string> secrets);

inline constexpr std::string_view kNoRollbackCandidate =
    "No rollback candidate was found to run the rollback.";
inline constexpr std::string_view kRolledBackByBreaker =
    "Service deployment rolled back because the circuit breaker threshold was exceeded.";
inline constexpr std::string_view kSteady = "has reached a steady state.";
inline constexpr std::string_view kCannotStart =
    "is unable to consistently start tasks successfully.";
inline constexpr std::string_view kStuckConfiguration =
    "was unable to stop or start tasks during a deployment because of the service deployment "
    "configuration. Update the minimumHealthyPercent or maximumPercent value and try again.";

std::string scaling_stop_reason(std::string_view deployment_id);
inline constexpr std::string_view kUnhealthyStopReason = "Task failed container health checks";
inline constexpr std::string_view kDrainingStopReason =
    "Task stopped because its container instance is in DRAINING state";

std::string rollout_in_progress(std::string_view deployment_id);
std::string rollout_completed(std::string_view deployment_id);
std::string rollout_rolling_back(std::string_view deployment_id);
std::string rollout_stopped_rolling_back(std::string_view deployment_id);
inline constexpr std::string_view kRolloutStopped = "ECS deployment stopped by the user.";
inline constexpr std::string_view kRolloutFailed =
    "ECS deployment circuit breaker: tasks failed to start.";

}  // namespace gantry::ecs::texts
