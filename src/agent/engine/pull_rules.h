#pragma once

#include <string>

#include "agent/agent_config.h"
#include "base/result.h"
#include "base/time.h"
#include "drivers/runtime/container_runtime.h"

/// When registries are asked, and how often. Pure.
/// Source: Amazon's agent; ECS Developer Guide, ECS_IMAGE_PULL_BEHAVIOR.
namespace gantry::agent {

inline constexpr int kPullTries = 5;
inline constexpr Duration kFirstPullRetry{1'100};
inline constexpr Duration kLastPullRetry{5'000};

/// Whether the registry's answer will be the same next time.
bool is_hopeless(const Error& why);

/// What a registry answered last, or that it did not: final, whatever it was.
Error as_final(Error why);

/// Whether a copy of an image that is on the machine will do, so that no registry is asked.
bool is_good_enough(
    PullBehavior behavior, const std::string& image, const runtime::ImageStatus& copy
);

/// Whether a container fails where no registry gives its image.
inline bool needs_registry(PullBehavior behavior) {
    return behavior == PullBehavior::Always || behavior == PullBehavior::Once;
}

}  // namespace gantry::agent
