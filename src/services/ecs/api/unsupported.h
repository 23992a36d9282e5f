#pragma once

#include <span>

#include "api/ecs/task_definition.h"
#include "base/result.h"
#include "service/unsupported.h"

namespace gantry::ecs {

using service::Treatment;
using service::UnsupportedMember;

/// What of ECS Gantry does not act on. Sorted by operation.
std::span<const UnsupportedMember> unsupported_members();

/// Errors: UnsupportedFeatureException naming the first member of a registered definition that
/// tasks would have to do without.
Result<void> refuse_unlaunchable(const api::ecs::TaskDefinition& definition);

}  // namespace gantry::ecs
