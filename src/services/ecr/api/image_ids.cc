#include "services/ecr/api/image_ids.h"

#include <fmt/format.h>

#include "services/ecr/model/errors.h"
#include "services/ecr/model/names.h"

namespace gantry::ecr {

using api::ecr::ImageFailure;
using api::ecr::ImageFailureCode;
using api::ecr::ImageIdentifier;

std::string text_of(const ImageIdentifier& id) {
    return fmt::format(
        "{{imageDigest:'{}', imageTag:'{}'}}",
        id.image_digest.value_or("null"),
        id.image_tag.value_or("null")
    );
}

NamedImage find_named_image(const Call& call, const Found& repository, const ImageIdentifier& id) {
    NamedImage named;
    const auto fail = [&](ImageFailureCode code, std::string reason) {
        named.failure = ImageFailure{id, code, std::move(reason)};
        named.image = nullptr;
        return named;
    };
    if (!id.image_digest && !id.image_tag) {
        return fail(
            ImageFailureCode::MissingDigestAndTag,
            "Invalid request parameters: both tag and digest cannot be null"
        );
    }
    if (id.image_digest && !is_digest(*id.image_digest)) {
        return fail(
            ImageFailureCode::InvalidImageDigest,
            "Invalid request parameters: image digest should satisfy the regex "
            "'[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'"
        );
    }
    if (id.image_tag && !is_tag(*id.image_tag)) {
        return fail(
            ImageFailureCode::InvalidImageTag,
            "Invalid request parameters: image tag should satisfy the regex "
            "'[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}'"
        );
    }
    const std::string& reference = id.image_tag ? *id.image_tag : *id.image_digest;
    named.image = find_image(call.tables, call.tx, repository.key, reference);
    if (!named.image) {
        return fail(ImageFailureCode::ImageNotFound, "Requested image not found");
    }
    if (id.image_digest && named.image->digest != *id.image_digest) {
        return fail(
            ImageFailureCode::ImageTagDoesNotMatchDigest,
            "Requested image tag does not match the requested image digest"
        );
    }
    named.key = member_key(repository.key, named.image->digest);
    return named;
}

Result<NamedImage> find_one_image(
    const Call& call, const Found& repository, const ImageIdentifier& id
) {
    auto named = find_named_image(call, repository, id);
    if (named.image) return named;
    switch (*named.failure.failure_code) {
        case ImageFailureCode::ImageNotFound:
        case ImageFailureCode::ImageTagDoesNotMatchDigest:
            return image_not_found(
                repository.scope.account, repository.repository->name, text_of(id)
            );
        default: return invalid_parameter(*named.failure.failure_reason);
    }
}

ImageIdentifier identifier(const std::string& digest, const std::string& tag) {
    ImageIdentifier id{.image_digest = digest};
    if (!tag.empty()) id.image_tag = tag;
    return id;
}

}  // namespace gantry::ecr
