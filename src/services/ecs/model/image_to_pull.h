#pragma once

#include <string>

namespace gantry::ecs {

/// What a container's agent is told to pull, and names in what it tells of the pull:
/// "registry:5000/app:1" with "sha256:…" → "registry:5000/app@sha256:…": the tag may have moved.
/// @param digest empty: the image as it is
inline std::string image_to_pull(const std::string& image, const std::string& digest) {
    if (digest.empty() || image.find('@') != std::string::npos) return image;
    const auto name = image.rfind('/') + 1;  // of the repository; 0 without a registry
    return image.substr(0, image.find(':', name)) + "@" + digest;
}

}  // namespace gantry::ecs
