#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// Manifests of images as they are pushed: Docker's Image Manifest V2 schema 2, OCI's, and the
/// lists of both. Sources: OCI Image Specification, "Image Manifest", "Image Index"; Docker
/// Registry documentation, "Image Manifest Version 2, Schema 2".
namespace gantry::ecr {

/// A manifest is at most so long. Source: ECR API Reference, PutImage.
inline constexpr std::size_t kMaxManifest = std::size_t{4} << 20U;

inline constexpr std::string_view kDockerManifest =
    "application/vnd.docker.distribution.manifest.v2+json";
inline constexpr std::string_view kDockerList =
    "application/vnd.docker.distribution.manifest.list.v2+json";
inline constexpr std::string_view kOciManifest = "application/vnd.oci.image.manifest.v1+json";
inline constexpr std::string_view kOciIndex = "application/vnd.oci.image.index.v1+json";

/// What a manifest says.
struct Manifest {
    std::string media_type;
    std::string artifact_media_type;    ///< its artifactType, else its config's; may be empty
    std::int64_t size = 0;              ///< bytes of its layers and its config
    std::vector<std::string> blobs;     ///< digests of them, each once
    std::vector<std::string> children;  ///< digests of the manifests that a list has
    std::string subject;                ///< a digest; may be empty

    [[nodiscard]] bool is_list() const {
        return media_type == kDockerList || media_type == kOciIndex;
    }
};

/// @param media_type as it was sent; empty: the text says so itself
/// Errors: InvalidParameterException for what is no such manifest.
Result<Manifest> read_manifest(std::string_view text, std::string_view media_type);

/// What is noted in a manifest; nothing for what is none.
std::map<std::string, std::string> annotations_of(std::string_view text);

/// "sha256:…" of a text.
std::string digest_of(std::string_view text);

}  // namespace gantry::ecr
