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
    std::vector<std::string> resources;  ///< sorted
};

/// More resources than this of one action become patterns: what follows the last slash is any
/// ("…:task/default/*"), then all of the kind is ("…:task/*"); at last it is "*".
inline constexpr std::size_t kMaxSuggestedResources = 10;

/// Pure. Sorted by their first action.
/// @param with_refused also what was refused
std::vector<SuggestedStatement> suggest(const PrincipalCalls& calls, bool with_refused);

/// The resources as patterns, at most kMaxSuggestedResources. @param complete whether they are all
std::vector<std::string> generalise(std::vector<std::string> resources, bool complete);

}  // namespace gantry::iam
