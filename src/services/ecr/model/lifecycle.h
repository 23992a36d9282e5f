#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "services/ecr/model/lifecycle_policy.h"
#include "services/ecr/model/tables.h"

/// What a lifecycle policy expires. Pure.
namespace gantry::ecr {

/// An image as rules see it.
struct LifecycleImage {
    std::string digest;
    std::vector<std::string> tags;  ///< in order
    SysTime pushed{};
    std::optional<SysTime> pulled{};
    bool in_list = false;   ///< a manifest list of the repository has it
    std::string subject{};  ///< digest of an image that is there; empty: it is no artifact of one
};

struct Expiring {
    std::size_t image;      ///< where it is in the list that was given
    std::int64_t priority;  ///< of the rule
    friend bool operator==(const Expiring&, const Expiring&) = default;
};

/// All rules look at all images. An image belongs to the first rule, by priority, whose tags it
/// has, and goes by that rule alone; others count it as one of theirs. What is in a list stays
/// until the list is gone. Artifacts are not looked at; they go with the image that they are of.
/// Source: ECR User Guide, "How lifecycle policies work", "Examples of lifecycle policies".
/// @param rules in order of priority
/// @return in the order of `images`
std::vector<Expiring> expiring_images(
    const std::vector<LifecycleRule>& rules, const std::vector<LifecycleImage>& images, SysTime now
);

/// The same as what goes together: each image with what are artifacts of it, the deepest first and
/// the image last. One without the other would leave artifacts that no rule is about any more.
std::vector<std::vector<std::size_t>> in_groups(
    const std::vector<Expiring>& expiring, const std::vector<LifecycleImage>& images
);

/// Whether an image has the tags that a rule is about.
bool is_about(const LifecycleRule& rule, const LifecycleImage& image);

/// A repository's images, by digest.
std::vector<LifecycleImage> lifecycle_images(
    const Tables& tables, const std::string& repository_key
);

}  // namespace gantry::ecr
