#include "services/kms/lifecycle.h"

#include <chrono>

#include "services/kms/crypto/key_cipher.h"

namespace gantry::kms {

void KeyLifecycle::on_change(const core::Change& change, const Wake& wake) {
    if (!change.is_of(tables_.keys)) return;
    const KeyRow* row = change.after_as(tables_.keys);
    if (row != nullptr && (row->deletion_date || row->next_rotation)) wake(change.key);
}

void KeyLifecycle::all_keys(const Wake& wake) {
    for (const auto& [key, row] : tables_.keys.rows()) {
        if (row->deletion_date || row->next_rotation) wake(key);
    }
}

core::Plan KeyLifecycle::plan(const std::string& key, SysTime now) {
    const auto row = tables_.keys.find(key);
    if (!row) return {};
    if (row->deletion_date) {
        if (*row->deletion_date > now) return {.again_in = *row->deletion_date - now};
        return delete_key(key);
    }
    if (!row->next_rotation) return {};
    if (*row->next_rotation > now) return {.again_in = *row->next_rotation - now};
    return rotate(*row, key, now);
}

core::Plan KeyLifecycle::delete_key(const std::string& key) const {
    core::Plan plan{.reason = "the waiting period of a key is over"};
    for (const std::string& alias : tables_.aliases_by_key.keys(key)) {
        plan.changes.erase(tables_.aliases, alias);
    }
    plan.changes.erase(tables_.keys, key);
    return plan;
}

/// One that is disabled keeps its material until it is enabled, and is late then.
core::Plan KeyLifecycle::rotate(const KeyRow& row, const std::string& key, SysTime now) {
    if (!row.enabled) return {};
    core::Plan plan{.reason = "a key is rotated"};
    KeyRow after = row;
    after.materials.push_back(draw_material(root_(), ids_, row.arn, now, "AUTOMATIC"));
    const auto period = std::chrono::days(row.rotation_period_days.value_or(365));
    after.next_rotation = now + period;
    plan.changes.put(tables_.keys, key, std::move(after));
    return plan;
}

}  // namespace gantry::kms
