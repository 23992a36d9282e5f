#pragma once

#include <span>
#include <string_view>

#include "api/ecs/task_definition.h"
#include "base/reflect.h"
#include "base/result.h"

namespace gantry::ecs {

/// What Gantry does with a member of a request that it does not act on.
enum class Treatment {
    Refused,  ///< the request fails: doing it without would be something else than asked for
    /// Like Refused, but by the operation itself, once its own checks have had their say.
    RefusedByOperation,
    RefusedAtLaunch,  ///< of a task definition: kept, but no task is started from it
    Kept,             ///< stored and shown again, without effect
    Ignored,          ///< accepted and forgotten
};

/// One member of one operation's input that Gantry does not act on. The only list there is: the
/// dispatcher refuses by it, and docs/coverage.md is written from it.
struct UnsupportedMember {
    std::string_view operation;
    /// Path from the input: "a.b", "list[].member"; with "=VALUE" only that value of an enum or
    /// string, with "=START*" those that start so. Empty: the operation as a whole.
    std::string_view member;
    Treatment treatment;
    std::string_view note;  ///< what that means for the user; may be empty
};

/// Sorted by operation.
std::span<const UnsupportedMember> unsupported_members();

/// Errors: UnsupportedFeatureException naming the first member that is refused and present. Empty
/// lists, texts and structures, and false, count as absent.
Result<void> refuse_unsupported(
    std::string_view operation, const reflect::TypeInfo& type, const void* input
);

/// Errors: UnsupportedFeatureException naming the first member of a registered definition that
/// tasks would have to do without.
Result<void> refuse_unlaunchable(const api::ecs::TaskDefinition& definition);

}  // namespace gantry::ecs
