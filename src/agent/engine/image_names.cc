#include "agent/engine/image_names.h"

namespace gantry::agent {

std::string_view repository_of(std::string_view image) {
    const std::size_t at = image.find('@');
    if (at != std::string_view::npos) image = image.substr(0, at);
    const std::size_t slash = image.rfind('/');
    const std::size_t colon = image.rfind(':');
    const bool has_tag =
        colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash);
    return has_tag ? image.substr(0, colon) : image;
}

std::string_view short_name(std::string_view image) {
    for (const std::string_view part : {"index.docker.io/", "docker.io/", "library/"}) {
        if (image.starts_with(part)) image.remove_prefix(part.size());
    }
    return image;
}

std::string full_image_name(const std::string& image) {
    return repository_of(image).size() == image.size() ? image + ":latest" : image;
}

bool names_digest(std::string_view image) {
    return image.find('@') != std::string_view::npos;
}

std::string by_digest(const std::string& image, const std::string& digest) {
    const std::string repository(repository_of(image));
    if (names_digest(image)) return repository + image.substr(image.find('@'));
    return digest.empty() ? image : repository + "@" + digest;
}

std::string digest_of(const std::string& image, const runtime::ImageStatus& status) {
    if (names_digest(image)) return image.substr(image.find('@') + 1);
    const std::string_view repository = short_name(repository_of(image));
    for (const std::string& digest : status.repo_digests) {
        if (short_name(repository_of(digest)) == repository && names_digest(digest)) {
            return digest.substr(digest.find('@') + 1);
        }
    }
    return "";
}

}  // namespace gantry::agent
