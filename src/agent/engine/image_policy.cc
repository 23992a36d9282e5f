#include "agent/engine/image_policy.h"

#include <algorithm>
#include <tuple>

namespace gantry::agent {

std::vector<std::string> images_to_remove(
    const ImagePolicy& policy, std::vector<PulledImage> images, SysTime now, bool short_of_disk
) {
    const auto is_kept = [&](const std::string& name) {
        return std::ranges::find(policy.keep, name) != policy.keep.end();
    };
    std::erase_if(images, [&](const PulledImage& image) {
        const bool young = now - image.pulled_at < policy.minimum_age;
        return image.in_use || (young && !short_of_disk) || is_kept(image.image) ||
               std::ranges::any_of(image.names, is_kept);
    });
    std::ranges::sort(images, {}, [](const PulledImage& image) {
        return std::tie(image.last_used_at, image.image);
    });
    if (!short_of_disk && images.size() > policy.most_at_a_time) {
        images.resize(policy.most_at_a_time);
    }
    std::vector<std::string> due;
    for (PulledImage& image : images) due.push_back(std::move(image.image));
    return due;
}

}  // namespace gantry::agent
