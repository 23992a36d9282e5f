#include "services/ecs/reconcile/secret_roll.h"

#include <algorithm>
#include <utility>

namespace gantry::ecs {
namespace {

const SecretVersion* find_version(
    const std::vector<SecretVersion>& versions, const std::string& value_from
) {
    const auto found = std::ranges::find(versions, value_from, &SecretVersion::value_from);
    return found == versions.end() ? nullptr : &*found;
}

/// What was noted, with what it does not know yet: what is used newly, and what was not there.
std::vector<SecretVersion> completed_note(
    const std::vector<SecretVersion>& noted, const std::vector<SecretVersion>& now
) {
    std::vector<SecretVersion> all = now;
    for (SecretVersion& each : all) {
        const SecretVersion* known = find_version(noted, each.value_from);
        if (known != nullptr && !known->version.empty()) each.version = known->version;
    }
    return all;
}

/// What is there now; what is gone counts as it was.
std::vector<SecretVersion> still_there(
    const std::vector<SecretVersion>& noted, const std::vector<SecretVersion>& now
) {
    std::vector<SecretVersion> all = now;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].version.empty()) all[i].version = noted[i].version;
    }
    return all;
}

bool wants_tasks(const ServiceRow& row) {
    return row.scheduling == api::ecs::SchedulingStrategy::Daemon || row.desired_count > 0;
}

void take_note(SecretsInUse& noted, std::vector<SecretVersion> versions) {
    noted.versions = std::move(versions);
    noted.waiting.clear();
    noted.first_change_at.reset();
    noted.last_change_at.reset();
}

/// When the changes count as over.
SysTime due_at(const SecretsInUse& noted, SysTime now, const SecretRollRules& rules) {
    return std::min(
        noted.last_change_at.value_or(now) + rules.quiet,
        noted.first_change_at.value_or(now) + rules.longest
    );
}

}  // namespace

SecretRollPlan plan_secret_roll(
    const SecretRollView& view, SysTime now, const SecretRollRules& rules
) {
    const ServiceRow& row = view.row;
    const DeploymentRow* primary = row.primary();
    SecretRollPlan plan{.noted = row.secrets_in_use};
    if (primary == nullptr || row.status != ServiceStatus::Active) return plan;
    if (view.now.empty()) return {};
    const bool is_newer = !plan.noted || (plan.noted->deployment_id != primary->id &&
                                          primary->created_at >= plan.noted->begun_at);
    if (is_newer) {
        plan.noted = SecretsInUse{
            .deployment_id = primary->id, .begun_at = primary->created_at, .versions = view.now
        };
        return plan;
    }
    SecretsInUse& noted = *plan.noted;
    noted.versions = completed_note(noted.versions, view.now);
    std::vector<SecretVersion> current = still_there(noted.versions, view.now);
    if (current == noted.versions || !wants_tasks(row)) {
        take_note(noted, std::move(current));
        return plan;
    }
    if (noted.waiting != current) {
        noted.waiting = current;
        noted.last_change_at = now;
        if (!noted.first_change_at) noted.first_change_at = now;
    }
    const SysTime due = due_at(noted, now, rules);
    if (due > now) {
        plan.look_again_at = due;
        return plan;
    }
    for (std::size_t i = 0; i < current.size(); ++i) {
        if (current[i] != noted.versions[i]) plan.changed.push_back(current[i].value_from);
    }
    take_note(noted, std::move(current));
    noted.begun_at = now;
    return plan;
}

}  // namespace gantry::ecs
