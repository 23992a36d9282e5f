#include "services/ssm/expiration.h"

#include "services/ssm/api/parameters.h"

namespace gantry::ssm {

void Expiration::on_change(const core::Change& change, const Wake& wake) {
    if (!change.is_of(tables_.parameters)) return;
    const auto* row = change.after_as(tables_.parameters);
    if (row != nullptr && row->expires) wake(change.key);
}

void Expiration::all_keys(const Wake& wake) {
    for (const auto& [key, row] : tables_.parameters.rows()) {
        if (row->expires) wake(key);
    }
}

core::Plan Expiration::plan(const std::string& key, SysTime now) {
    core::Plan plan;
    const auto row = tables_.parameters.find(key);
    if (!row || !row->expires) return plan;
    if (*row->expires > now) {
        plan.again_in = *row->expires - now;
        return plan;
    }
    erase_parameter(tables_, plan.changes, key);
    plan.reason = "expired";
    return plan;
}

}  // namespace gantry::ssm
