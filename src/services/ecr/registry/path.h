#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

/// Addresses of the registry's API. Pure. Source: OCI Distribution Specification, "Endpoints".
namespace gantry::ecr {

enum class Place : std::uint8_t {
    Root,       ///< /v2/
    Catalog,    ///< /v2/_catalog
    Tags,       ///< /v2/<name>/tags/list
    Manifest,   ///< /v2/<name>/manifests/<tag or digest>
    Blob,       ///< /v2/<name>/blobs/<digest>
    Uploads,    ///< /v2/<name>/blobs/uploads/
    Upload,     ///< /v2/<name>/blobs/uploads/<id>
    Referrers,  ///< /v2/<name>/referrers/<digest>
};

struct RegistryPath {
    Place place = Place::Root;
    std::string name;       ///< of the repository: one that it may have
    std::string reference;  ///< tag, digest or id
    std::map<std::string, std::string> query;

    /// Empty: there is none.
    [[nodiscard]] std::string_view parameter(const std::string& name) const;
};

/// Whether the path of a target is the registry's.
bool is_registry_path(std::string_view target);

/// Takes a target apart. Names, tags, digests and ids are what they may be; there are no percent
/// codes, no dots and no empty parts in any of them.
/// Errors, with the code of the registry's API: NAME_INVALID, DIGEST_INVALID, TAG_INVALID,
/// BLOB_UPLOAD_INVALID; NotFound with UNSUPPORTED for what is no address of it.
Result<RegistryPath> read_registry_path(std::string_view target);

/// What docker-registry calls a repository: its key, or a digest of it where that is longer than
/// docker-registry takes.
/// @param key repository_key()
std::string upstream_name(std::string_view key);

/// The target of a blob or an upload at docker-registry.
/// @param name upstream_name() of its repository
/// @param source that of the repository that a layer is mounted from; empty: none is
std::string upstream_target(
    const RegistryPath& path, std::string_view name, std::string_view source = {}
);

/// A Location of docker-registry's as the client is to see it; nothing for one that is of another
/// repository.
std::optional<std::string> client_location(
    std::string_view location, std::string_view upstream_name, std::string_view name
);

}  // namespace gantry::ecr
