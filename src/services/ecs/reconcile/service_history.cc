#include "services/ecs/reconcile/service_history.h"

#include <algorithm>
#include <utility>

#include "services/ecs/reconcile/service_rollback.h"
#include "services/ecs/reconcile/service_texts.h"

namespace gantry::ecs {

namespace {

using api::ecs::DeploymentRolloutState;
using Status = api::ecs::ServiceDeploymentStatus;

constexpr int kIdDigits = 21;

std::string history_key(const ServiceRow& row, const std::string& id) {
    return row.key() + "/" + id;
}

void stop(ServiceDeploymentRow& story, std::string reason, SysTime now) {
    story.status = Status::Stopped;
    story.status_reason = std::move(reason);
    story.stopped_at = now;
    story.finished_at = now;
}

/// Edits a story unless it is over, and stages it when that changed anything.
template <class Edit>
void edit_story(
    core::Transaction& tx, const Tables& tables, const std::string& key, SysTime now, Edit&& edit
) {
    const auto before = tx.get(tables.service_deployments, key);
    if (!before || before->is_over()) return;
    ServiceDeploymentRow story = *before;
    std::forward<Edit>(edit)(story);
    if (story == *before) return;
    story.updated_at = now;
    tx.put(tables.service_deployments, key, std::move(story));
}

/// Where the deployment stands, as a state of its story.
Status status_of(const DeploymentRow& primary, bool rolls_back) {
    switch (primary.rollout_state) {
        case DeploymentRolloutState::Completed:
            return rolls_back ? Status::RollbackSuccessful : Status::Successful;
        case DeploymentRolloutState::Failed:
            return rolls_back ? Status::RollbackFailed : Status::Stopped;
        case DeploymentRolloutState::InProgress: break;
    }
    return rolls_back ? Status::RollbackInProgress : Status::InProgress;
}

std::string reason_of(const ServiceDeploymentRow& story, const ServiceRow& row, bool rolls_back) {
    if (story.breaker_triggered && rolls_back) return std::string(texts::kRolledBackByBreaker);
    const auto& breaker = row.deployment_configuration.deployment_circuit_breaker;
    const bool wanted_back = breaker && breaker->rollback.value_or(false);
    if (story.breaker_triggered && wanted_back) return std::string(texts::kNoRollbackCandidate);
    return row.primary()->rollout_reason;
}

void follow(
    ServiceDeploymentRow& story,
    const ServiceRow& row,
    const std::optional<DeploymentRow>& tripped,
    SysTime now
) {
    const DeploymentRow& primary = *row.primary();
    const bool rolls_back = primary.number() != story.revision_number;
    for (const DeploymentRow& each : row.deployments) {
        if (each.number() != story.revision_number) continue;
        story.failure_count = each.failed_tasks;
        story.images = each.images;
    }
    if (tripped && tripped->number() == story.revision_number) {
        story.failure_count = tripped->failed_tasks;
        story.breaker_triggered = true;
    }
    story.failure_threshold = breaker_threshold(row, row.desired_count);
    story.status = status_of(primary, rolls_back);
    story.status_reason = reason_of(story, row, rolls_back);
    if (!story.started_at) story.started_at = now;
    if (rolls_back && story.rollback_revision.empty()) {
        story.rollback_revision = primary.number();
        story.rollback_started_at = now;
    }
    if (story.is_over()) story.finished_at = now;
    if (story.status == Status::Stopped) story.stopped_at = now;
}

/// Makes room for one more: the oldest that are over go.
void trim(core::Transaction& tx, const Tables& tables, const std::string& service_key) {
    std::vector<std::pair<SysTime, std::string>> over;
    std::size_t kept = 0;
    for (const auto& [key, story] : tables.service_deployments.with_prefix(service_key + "/")) {
        ++kept;
        if (story->is_over()) over.emplace_back(story->created_at, key);
    }
    std::ranges::sort(over);
    for (const auto& [created, key] : over) {
        if (kept-- < kServiceDeploymentsKept) return;
        tx.erase(tables.service_deployments, key);
    }
}

}  // namespace

void begin_history(
    core::Transaction& tx, const Tables& tables, ServiceRow& row, IdSource& ids, SysTime now
) {
    trim(tx, tables, row.key());
    ServiceDeploymentRow story{
        .account = row.account,
        .region = row.region,
        .cluster = row.cluster,
        .service = row.name,
        .id = ids.hex(kIdDigits),
        .launch_type = row.launch_type,
        .capacity_provider_strategy = row.capacity_provider_strategy,
        .platform_version = row.primary()->platform_version,
        .network_configuration = row.primary()->network_configuration,
        .volume_configurations = row.primary()->volume_configurations,
        .configuration = row.deployment_configuration,
        .failure_threshold = breaker_threshold(row, row.desired_count),
        .created_at = now,
        .updated_at = now,
    };
    DeploymentRow& primary = row.deployments.front();
    story.revision_number = primary.number();
    story.family = primary.family;
    story.revision = primary.revision;
    primary.service_deployment_id = story.id;
    for (std::size_t i = 1; i < row.deployments.size(); ++i) {
        story.source_revisions.push_back(row.deployments[i].number());
    }
    if (row.deployments.size() > 1) {
        const std::string replaced = history_key(row, row.deployments[1].service_deployment_id);
        edit_story(tx, tables, replaced, now, [&](ServiceDeploymentRow& older) {
            stop(older, "A newer service deployment began.", now);
        });
    }
    const std::string key = story.key();
    tx.put(tables.service_deployments, key, std::move(story));
}

void update_history(
    core::Transaction& tx,
    const Tables& tables,
    const ServiceRow& row,
    const std::optional<DeploymentRow>& tripped,
    SysTime now
) {
    if (row.primary() == nullptr) return;
    const std::string key = history_key(row, row.primary()->service_deployment_id);
    edit_story(tx, tables, key, now, [&](ServiceDeploymentRow& story) {
        follow(story, row, tripped, now);
    });
}

void end_history(core::Transaction& tx, const Tables& tables, const ServiceRow& row, SysTime now) {
    if (row.primary() == nullptr) return;
    const std::string key = history_key(row, row.primary()->service_deployment_id);
    edit_story(tx, tables, key, now, [&](ServiceDeploymentRow& story) {
        stop(story, "The service is being deleted.", now);
    });
}

void erase_history(core::Transaction& tx, const Tables& tables, const std::string& service_key) {
    for (const auto& [key, story] : tables.service_deployments.with_prefix(service_key + "/")) {
        tx.erase(tables.service_deployments, key);
    }
}

}  // namespace gantry::ecs
