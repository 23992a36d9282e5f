#pragma once

#include <functional>
#include <string>

#include "base/result.h"

namespace gantry::ecr {

/// Keeps manifests and blobs, in repositories that are there by being used. What of it is an image
/// is said by rows alone. All members are called on the core's loop and do not block; callbacks run
/// there once, on a later turn.
class ImageStore {
  public:
    using Done = std::function<void(Result<void>)>;

    ImageStore() = default;
    virtual ~ImageStore() = default;
    ImageStore(const ImageStore&) = delete;
    ImageStore& operator=(const ImageStore&) = delete;

    /// Keeps a manifest under its digest. @param repository repository_key()
    /// Errors: NotFound, naming what is missing, where blobs of it are not there; InvalidArgument
    /// for what the store takes for no manifest; Unavailable.
    virtual void put_manifest(
        const std::string& repository,
        const std::string& digest,
        const std::string& media_type,
        const std::string& text,
        Done done
    ) = 0;
    /// Fine for what is not there. Errors: Unavailable.
    virtual void delete_manifest(
        const std::string& repository, const std::string& digest, Done done
    ) = 0;
};

}  // namespace gantry::ecr
