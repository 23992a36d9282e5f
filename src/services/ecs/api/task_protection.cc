#include <fmt/format.h>

#include "services/ecs/api/errors.h"
#include "services/ecs/api/resolve.h"
#include "services/ecs/api/tasks.h"

namespace gantry::ecs {
namespace {

using api::ecs::Failure;
using api::ecs::ProtectedTask;

constexpr std::size_t kMaxProtected = 100;
constexpr std::size_t kMaxUpdated = 10;
constexpr std::int32_t kDefaultMinutes = 120;
constexpr std::int32_t kMaxMinutes = 2880;

/// What both operations answer with.
struct Outcome {
    std::vector<ProtectedTask> tasks;
    std::vector<Failure> failures;
};

ProtectedTask describe_protection(const TaskRow& task, SysTime now) {
    ProtectedTask shown{.task_arn = task.arn(), .protection_enabled = task.is_protected(now)};
    if (shown.protection_enabled) shown.expiration_date = task.protection_until;
    return shown;
}

/// Only tasks of services that run can be protected.
bool can_be_protected(const TaskRow& task) {
    return !task.service.empty() && task.goal == TaskGoal::Running && !task.stopped();
}

Result<ClusterPtr> required_cluster(const Call& call, const std::optional<std::string>& cluster) {
    if (!cluster || cluster->empty()) return invalid_parameter("Cluster can not be blank.");
    return resolve_cluster(call, cluster);
}

/// Does `visit` to each of the named tasks that can be protected; the others become failures.
template <class Visit>
Result<void> for_each_task(
    const Call& call,
    const ClusterRow& cluster,
    const std::vector<std::string>& names,
    Outcome& outcome,
    Visit visit
) {
    for (const auto& text : names) {
        const auto id = resolve_task_id(call, cluster.name, text);
        if (!id) return id.error();
        const std::string arn = task_arn(call.scope, cluster.name, *id);
        const auto row =
            call.tx.get(call.tables.tasks, in_cluster_key(call.scope, cluster.name, *id));
        if (!row) {
            outcome.failures.push_back({.arn = arn, .reason = "MISSING"});
        } else if (!can_be_protected(*row)) {
            outcome.failures.push_back(
                {.arn = arn,
                 .reason = "TASK_NOT_VALID",
                 .detail = "Only running tasks of a service can be protected."}
            );
        } else {
            visit(*row);
        }
    }
    return {};
}

Result<std::optional<SysTime>> protection_end(
    const Call& call, const api::ecs::UpdateTaskProtectionRequest& input
) {
    const std::int32_t lasting = input.expires_in_minutes.value_or(kDefaultMinutes);
    if (lasting < 1 || lasting > kMaxMinutes) {
        return invalid_parameter(
            fmt::format("expiresInMinutes must be between 1 and {}.", kMaxMinutes)
        );
    }
    if (!*input.protection_enabled) return std::optional<SysTime>{};
    return std::optional(call.now + minutes{lasting});
}

}  // namespace

Result<api::ecs::GetTaskProtectionResponse> get_task_protection(
    Call& call, const api::ecs::GetTaskProtectionRequest& input
) {
    const auto cluster = required_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    Outcome outcome;
    const auto show = [&](const TaskRow& task) {
        outcome.tasks.push_back(describe_protection(task, call.now));
    };
    if (input.tasks && !input.tasks->empty()) {
        if (input.tasks->size() > kMaxProtected) {
            return invalid_parameter("taskIds can have at most 100 items.");
        }
        if (auto good = for_each_task(call, **cluster, *input.tasks, outcome, show); !good) {
            return good.error();
        }
    } else {
        const auto rows =
            call.tables.tasks.with_prefix(cluster_prefix(call.scope, (*cluster)->name));
        for (const auto& [key, task] : rows) {
            if (can_be_protected(*task)) show(*task);
        }
    }
    return api::ecs::GetTaskProtectionResponse{
        .protected_tasks = std::move(outcome.tasks), .failures = std::move(outcome.failures)
    };
}

Result<api::ecs::UpdateTaskProtectionResponse> update_task_protection(
    Call& call, const api::ecs::UpdateTaskProtectionRequest& input
) {
    const auto cluster = required_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    if (!input.tasks || input.tasks->empty()) return invalid_parameter("Tasks cannot be empty.");
    if (input.tasks->size() > kMaxUpdated) {
        return invalid_parameter("taskIds can have at most 10 items.");
    }
    const auto until = protection_end(call, input);
    if (!until) return until.error();
    Outcome outcome;
    const auto protect = [&](const TaskRow& row) {
        TaskRow task = row;
        task.protection_until = *until;
        outcome.tasks.push_back(describe_protection(task, call.now));
        const std::string key = task.key();
        call.tx.put(call.tables.tasks, key, std::move(task));
    };
    if (auto good = for_each_task(call, **cluster, *input.tasks, outcome, protect); !good) {
        return good.error();
    }
    return api::ecs::UpdateTaskProtectionResponse{
        .protected_tasks = std::move(outcome.tasks), .failures = std::move(outcome.failures)
    };
}

}  // namespace gantry::ecs
