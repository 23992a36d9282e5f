#include "services/ecs/secrets/secret_roller.h"

#include <utility>

#include "services/ecs/model/roll_on_change.h"
#include "services/ecs/reconcile/deployment_start.h"
#include "services/ecs/reconcile/service_events.h"
#include "services/ecs/reconcile/service_texts.h"
#include "services/ecs/secrets/secret_sources.h"

namespace gantry::ecs {
namespace {

/// Whether a change of a service can matter here: most are of its tasks.
bool matters_to_rolls(const ServiceRow* before, const ServiceRow* after) {
    if (before == nullptr || after == nullptr) return true;
    const auto id = [](const ServiceRow& row) {
        return row.primary() == nullptr ? std::string() : row.primary()->id;
    };
    return id(*before) != id(*after) || before->status != after->status ||
           before->secrets_in_use != after->secrets_in_use ||
           (before->desired_count == 0) != (after->desired_count == 0);
}

}  // namespace

SecretRoller::SecretRoller(
    const Tables& tables, const service::Registry& services, IdSource& ids, SecretRollRules rules
)
    : tables_(tables), services_(services), ids_(ids), rules_(rules) {}

void SecretRoller::on_change(const core::Change& change, const Wake& wake) {
    if (change.is_of(tables_.services)) {
        const bool matters =
            matters_to_rolls(change.before_as(tables_.services), change.after_as(tables_.services));
        if (matters) wake(change.key);
        return;
    }
    if (users_.empty()) return;
    const auto users = users_.find(changed_source(services_, change));
    if (users == users_.end()) return;
    for (const std::string& key : users->second) wake(key);
}

void SecretRoller::all_keys(const Wake& wake) {
    sources_.clear();
    users_.clear();
    for (const auto& [key, row] : tables_.services.rows()) wake(key);
}

std::vector<std::string> SecretRoller::uses_of(const ServiceRow& row) const {
    const DeploymentRow* primary = row.primary();
    if (row.status != ServiceStatus::Active || primary == nullptr) return {};
    const auto definition = tables_.task_definitions.find(
        task_definition_key(row.scope(), primary->family, primary->revision)
    );
    return definition ? secrets_that_roll(definition->definition) : std::vector<std::string>{};
}

/// Brings users_ up to what the service uses now.
void SecretRoller::remember(const std::string& key, std::set<std::string> sources) {
    const auto known = sources_.find(key);
    if (known == sources_.end() ? sources.empty() : known->second == sources) return;
    if (known != sources_.end()) {
        for (const std::string& source : known->second) {
            const auto users = users_.find(source);
            users->second.erase(key);
            if (users->second.empty()) users_.erase(users);
        }
        sources_.erase(known);
    }
    for (const std::string& source : sources) users_[source].insert(key);
    if (!sources.empty()) sources_.emplace(key, std::move(sources));
}

core::Plan SecretRoller::plan(const std::string& key, SysTime now) {
    const auto row = tables_.services.find(key);
    const auto uses = row ? uses_of(*row) : std::vector<std::string>{};
    std::set<std::string> sources;
    for (const std::string& value_from : uses) sources.insert(source_of(row->scope(), value_from));
    remember(key, std::move(sources));
    if (!row) return {};

    SecretRollView view{.row = *row, .now = {}};
    for (const std::string& value_from : uses) {
        view.now.push_back({value_from, version_in_force(services_, row->scope(), value_from)});
    }
    SecretRollPlan decided = plan_secret_roll(view, now, rules_);
    core::Plan plan;
    if (decided.look_again_at) plan.again_in = *decided.look_again_at - now;
    if (decided.noted == row->secrets_in_use && decided.changed.empty()) return plan;
    ServiceRow next = *row;
    if (!decided.changed.empty()) {
        deploy_again({plan.changes, tables_, ids_, now}, next);
        decided.noted->deployment_id = next.primary()->id;
        const std::string text = texts::secrets_changed(next.primary()->id, decided.changed);
        add_service_event(plan.changes, tables_, next, ids_, now, text);
        plan.reason = "secrets changed";
    }
    next.secrets_in_use = std::move(decided.noted);
    plan.changes.put(tables_.services, key, std::move(next));
    return plan;
}

}  // namespace gantry::ecs
