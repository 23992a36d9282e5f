#include "agent/engine/pull_rules.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "agent/engine/image_names.h"

namespace gantry::agent {
namespace {

/// Whether no registry could give another image for this name.
bool cannot_change(const std::string& image, const runtime::ImageStatus& copy) {
    return copy.repo_digests.empty() || names_digest(image);
}

}  // namespace

bool is_hopeless(const Error& why) {
    if (why.kind != ErrorKind::Internal && why.kind != ErrorKind::Unavailable) return true;
    static constexpr std::array<std::string_view, 6> kFinal = {
        "not found",
        "denied",
        "unauthorized",
        "manifest unknown",
        "does not exist",
        "invalid reference"
    };
    return std::any_of(kFinal.begin(), kFinal.end(), [&](std::string_view words) {
        return why.message.find(words) != std::string::npos;
    });
}

Error as_final(Error why) {
    // The runtime is there, so "cannot reach" is the registry's doing, and final after some tries.
    if (why.kind == ErrorKind::Unavailable) why.kind = ErrorKind::Internal;
    return why;
}

bool is_good_enough(
    PullBehavior behavior, const std::string& image, const runtime::ImageStatus& copy
) {
    return behavior == PullBehavior::Once || behavior == PullBehavior::PreferCached ||
           (behavior == PullBehavior::Default && cannot_change(image, copy));
}

}  // namespace gantry::agent
