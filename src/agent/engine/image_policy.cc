#include "agent/engine/image_policy.h"

#include <algorithm>
#include <tuple>

namespace gantry::agent {

std::vector<std::string> images_to_remove(
    const ImagePolicy& policy, std::vector<PulledImage> images, SysTime now, bool short_of_disk
) {
    std::erase_if(images, [&](const PulledImage& image) {
        const bool young = now - image.pulled_at < policy.minimum_age;
        return image.in_use || (young && !short_of_disk) ||
               std::ranges::find(policy.keep, image.name) != policy.keep.end();
    });
    std::ranges::sort(images, {}, [](const PulledImage& image) {
        return std::tie(image.last_used_at, image.name);
    });
    if (!short_of_disk && images.size() > policy.most_at_a_time) {
        images.resize(policy.most_at_a_time);
    }
    std::vector<std::string> names;
    for (PulledImage& image : images) names.push_back(std::move(image.name));
    return names;
}

}  // namespace gantry::agent
