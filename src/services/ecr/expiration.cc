#include "services/ecr/expiration.h"

#include "base/log.h"
#include "services/ecr/model/images.h"
#include "services/ecr/model/lifecycle.h"
#include "services/ecr/model/names.h"

namespace gantry::ecr {
namespace {

constexpr Duration kEvery = hours(1);
constexpr Duration kRest = Seconds(10);
/// An evaluation that changed nothing is noted so often.
constexpr Duration kNoted = hours(24);
/// After so many changes the rest goes in another turn.
constexpr std::size_t kAtOnce = 500;

}  // namespace

void Expiration::on_change(const core::Change& change, const Wake& wake) {
    if (change.is_of(tables_.repositories)) return wake(change.key);
    if (change.is_of(tables_.images) || change.is_of(tables_.tags)) {
        std::string key = repository_of(change.key);
        const auto row = tables_.repositories.find(key);
        if (row && !row->lifecycle_policy.empty()) wake(std::move(key));
    }
}

void Expiration::all_keys(const Wake& wake) {
    looked_.clear();
    for (const auto& [key, row] : tables_.repositories.rows()) {
        if (!row->lifecycle_policy.empty()) wake(key);
    }
}

core::Plan Expiration::plan(const std::string& key, SysTime now) {
    const auto row = tables_.repositories.find(key);
    if (!row || row->lifecycle_policy.empty()) {
        looked_.erase(key);
        return {};
    }
    const auto looked = looked_.find(key);
    const bool is_new = !row->lifecycle_evaluated;
    if (!is_new && looked != looked_.end() && now >= looked->second &&
        now - looked->second < kRest) {
        return {.again_in = kRest - (now - looked->second)};
    }
    looked_[key] = now;
    core::Plan plan{.again_in = kEvery};
    const auto rules = read_lifecycle_policy(row->lifecycle_policy);
    if (!rules) return plan;  // of a template that was kept as it came
    const auto images = lifecycle_images(tables_, key);
    const auto expiring = expiring_images(*rules, images, now);
    for (const auto& group : in_groups(expiring, images)) {
        if (plan.changes.changes().size() >= kAtOnce) {
            looked_.erase(key);
            plan.again_in = milliseconds(1);
            break;
        }
        for (const std::size_t image : group) {
            erase_image(plan.changes, tables_, member_key(key, images[image].digest));
        }
    }
    const bool noted = !is_new && expiring.empty() && now - *row->lifecycle_evaluated < kNoted;
    if (noted) return plan;
    RepositoryRow after = *row;
    after.lifecycle_evaluated = now;
    plan.changes.put(tables_.repositories, key, std::move(after));
    plan.reason =
        expiring.empty() ? "a lifecycle policy was looked at" : "a lifecycle policy expires images";
    if (!expiring.empty()) {
        log_info("ecr_expired", {{"repository", key}, {"images", std::to_string(expiring.size())}});
    }
    return plan;
}

}  // namespace gantry::ecr
