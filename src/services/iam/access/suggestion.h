#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/iam/access/call_log.h"

/// The policy that allows what a principal really called, and little more.
namespace gantry::iam {

/// Actions that are allowed on the same resources.
struct SuggestedStatement {
    std::vector<std::string> actions;    ///< sorted
    std::vector<std::string> resources;  ///< patterns, sorted
};

/// More resources than this of one action become patterns: what follows the last slash is any
/// ("…:task/default/*"), then all of the kind is ("…:task/*"); at last it is "*".
inline constexpr std::size_t kMaxSuggestedResources = 10;

/// Pure. Sorted by their first action. They allow all of these calls; of a principal whose calls
/// are not complete, all that are known.
/// @param with_refused also what was refused
std::vector<SuggestedStatement> suggest(const PrincipalCalls& calls, bool with_refused);

/// Patterns of all of them, at most kMaxSuggestedResources.
/// @param resources ARNs, or "*"
/// @param kinds patterns already: of what else there was (ActionCalls)
std::vector<std::string> generalise(
    std::vector<std::string> resources, const std::vector<std::string>& kinds
);

}  // namespace gantry::iam
