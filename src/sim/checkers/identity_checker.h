#pragma once

#include "services/ecs/model/tables.h"
#include "services/iam/model/tables.h"
#include "sim/verdict.h"
#include "sim/workload/identities.h"

namespace gantry::sim {

/// What the administrator was told is done is so in the tables; what was denied left nothing
/// behind. Holds at any time: what is under way is known to be unknown.
void check_identities(
    const KnownIdentities& known,
    const iam::Tables& iam,
    const ecs::Tables& ecs,
    SysTime now,
    Verdict& verdict
);

/// What IAM's rows say of each other is there: attached policies, groups, users of keys, roles of
/// instance profiles.
void check_identity_rows(const iam::Tables& tables, SysTime now, Verdict& verdict);

}  // namespace gantry::sim
