#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/ecs/model/service_row.h"

/// Whether a service needs a new deployment because secrets that it uses have changed. Beyond ECS.
namespace gantry::ecs {

struct SecretRollRules {
    /// A roll begins when nothing that the service uses has changed for so long …
    Duration quiet{10'000};
    /// … or so long after the first change, should they not end.
    Duration longest = minutes{1};
};

/// What the decision depends on.
struct SecretRollView {
    const ServiceRow& row;
    /// Of what containers of the primary deployment ask rolls for, what is there now.
    std::vector<SecretVersion> now;
};

struct SecretRollPlan {
    std::optional<SecretsInUse> noted;  ///< ServiceRow::secrets_in_use as it shall be
    /// What has changed, as the definition names it: a new deployment is to begin, whose id goes
    /// into `noted`. Empty: none is.
    std::vector<std::string> changed;
    std::optional<SysTime> look_again_at;
};

/// Decides; pure, and idempotent: with the plan carried out and nothing else changed, the next one
/// is the same but for `changed`, which is empty.
///
/// A deployment is noted with what is there when it is first seen, before any task of it is made;
/// one that comes back, by a rollback, changes nothing: what failed with a new value is not tried
/// again with the same. What is not there, or is there for the first time, rolls nothing: running
/// tasks are better than such that cannot start. A service that wants no task takes note without a
/// roll.
SecretRollPlan plan_secret_roll(
    const SecretRollView& view, SysTime now, const SecretRollRules& rules = {}
);

}  // namespace gantry::ecs
