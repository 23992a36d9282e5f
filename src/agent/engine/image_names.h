#pragma once

#include <string>
#include <string_view>

#include "drivers/runtime/container_runtime.h"

/// Names of images: "repository", "repository:tag" or "repository@sha256:…". Pure.
namespace gantry::agent {

/// "host/repo:tag" or "host/repo@sha256:…" → "host/repo".
std::string_view repository_of(std::string_view image);

/// As Docker lists it, whoever wrote it how: "docker.io/library/nginx:1" → "nginx:1". To compare
/// names by.
std::string_view short_name(std::string_view image);

/// "nginx" → "nginx:latest"; names with a tag or a digest stay as they are.
std::string full_image_name(const std::string& image);

bool names_digest(std::string_view image);

/// "host/repo:tag" with "sha256:…" → "host/repo@sha256:…", which is one image for ever; of a name
/// that has a digest, its own.
/// @param digest empty: the image as it is
std::string by_digest(const std::string& image, const std::string& digest);

/// The digest ("sha256:…") under which the repository of `image` knows it: that which it names, or
/// one of those that the runtime has seen; empty when there is none, for another repository's would
/// not find the image again.
std::string digest_of(const std::string& image, const runtime::ImageStatus& status);

}  // namespace gantry::agent
