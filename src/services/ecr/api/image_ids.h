#pragma once

#include <string>

#include "api/ecr/image_failure.h"
#include "api/ecr/image_identifier.h"
#include "services/ecr/api/find.h"

/// Images by what callers name them: a digest, a tag, or both.
namespace gantry::ecr {

/// "{imageDigest:'null', imageTag:'latest'}", as ECR's errors have it.
std::string text_of(const api::ecr::ImageIdentifier& id);

/// An image that was named, or why there is none such.
struct NamedImage {
    std::string key;
    ImagePtr image;                  ///< null: `failure` says why
    api::ecr::ImageFailure failure;  ///< InvalidImageDigest, …
};

/// As the call has left it so far.
NamedImage find_named_image(
    const Call& call, const Found& repository, const api::ecr::ImageIdentifier& id
);

/// The same for operations on one image.
/// Errors: ImageNotFoundException; InvalidParameterException where it is named by nothing.
Result<NamedImage> find_one_image(
    const Call& call, const Found& repository, const api::ecr::ImageIdentifier& id
);

/// `{imageDigest, imageTag}`, without the tag where that is empty.
api::ecr::ImageIdentifier identifier(const std::string& digest, const std::string& tag);

}  // namespace gantry::ecr
