#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/time.h"

namespace gantry::agent {

/// When images that no task needs any more are removed from the machine.
/// Defaults: the ECS agent's (ECS_IMAGE_CLEANUP_INTERVAL and its like).
struct ImagePolicy {
    Duration interval = minutes{30};  ///< between two looks
    Duration minimum_age = hours{1};  ///< since it was pulled
    std::size_t most_at_a_time = 5;   ///< of one look
    std::vector<std::string> keep;    ///< names that stay: "repository:tag"
    /// When less of the disk is free (percent), neither age nor number counts; 0: never.
    int short_of_disk_below = 10;
};

/// An image that this agent pulled.
struct PulledImage {
    std::string image;               ///< what is to be removed: by its digest, or a name
    std::vector<std::string> names;  ///< as tasks name it, with tags
    SysTime pulled_at;
    SysTime last_used_at;  ///< when a task last asked for it
    bool in_use = false;   ///< a task that is still kept names it, or it is on its way
};

/// PulledImage::image of those to remove now, in this order: the least recently used first.
/// @param short_of_disk room is wanted more than a quick start of the next task
/// Source: ECS Developer Guide, automated task and image cleanup.
std::vector<std::string> images_to_remove(
    const ImagePolicy& policy, std::vector<PulledImage> images, SysTime now, bool short_of_disk
);

}  // namespace gantry::agent
