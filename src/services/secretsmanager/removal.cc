#include "services/secretsmanager/removal.h"

#include "services/secretsmanager/api/secrets.h"

namespace gantry::secretsmanager {

void Removal::on_change(const core::Change& change, const Wake& wake) {
    if (!change.is_of(tables_.secrets)) return;
    const auto* row = change.after_as(tables_.secrets);
    if (row != nullptr && row->deletion_date) wake(change.key);
}

void Removal::all_keys(const Wake& wake) {
    for (const auto& [key, row] : tables_.secrets.rows()) {
        if (row->deletion_date) wake(key);
    }
}

core::Plan Removal::plan(const std::string& key, SysTime now) {
    core::Plan plan;
    const auto row = tables_.secrets.find(key);
    if (!row || !row->deletion_date) return plan;
    if (*row->deletion_date > now) {
        plan.again_in = *row->deletion_date - now;
        return plan;
    }
    erase_secret(tables_, plan.changes, key);
    plan.reason = "its recovery window has ended";
    return plan;
}

}  // namespace gantry::secretsmanager
