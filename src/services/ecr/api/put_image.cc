#include <fmt/format.h>

#include "services/ecr/api/find.h"
#include "services/ecr/api/image_ids.h"
#include "services/ecr/api/image_pusher.h"
#include "services/ecr/api/images.h"
#include "services/ecr/model/errors.h"

namespace gantry::ecr {
namespace {

using api::ecr::PutImageRequest;
using api::ecr::PutImageResponse;

Error already_there(const Found& repository, const std::string& digest, const std::string& tag) {
    return ecr_error(
        ErrorKind::Conflict,
        "ImageAlreadyExistsException",
        fmt::format(
            "Image with digest '{}' and tag '{}' already exists in the repository with name '{}' "
            "in registry with id '{}'",
            digest,
            tag,
            repository.repository->name,
            repository.scope.account
        )
    );
}

Result<PutImageResponse> answer(
    const Found& repository, const ReadImage& image, const StagedImage& staged
) {
    const std::string tag = image.tag.value_or("");
    if (!staged.changed) return already_there(repository, staged.digest, tag);
    return PutImageResponse{
        .image =
            api::ecr::Image{
                .registry_id = repository.scope.account,
                .repository_name = repository.repository->name,
                .image_id = identifier(staged.digest, tag),
                .image_manifest = image.text,
                .image_manifest_media_type = staged.media_type,
            },
    };
}

}  // namespace

Result<Later<PutImageResponse>> put_image(Call& call, const PutImageRequest& input) {
    auto found = find_named(call, input);
    if (!found) return found.error();
    auto read = read_image({
        .digest = input.image_digest.value_or(""),
        .media_type = input.image_manifest_media_type.value_or(""),
        .text = input.image_manifest.value_or(""),
        .tag = input.image_tag,
    });
    if (!read) return read.error();
    const auto image = std::make_shared<const ReadImage>(std::move(*read));
    core::Transaction tried;
    const auto staged = stage_image(tried, call.tables, found->key, *image, call.now);
    if (!staged) return staged.error();
    if (!staged->changed) {
        return already_there(*found, staged->digest, input.image_tag.value_or(""));
    }
    ImagePusher& pusher = pusher_of(call.services);
    std::string cause = "PutImage " + call.request_id;
    return Later<PutImageResponse>{
        [&pusher, found = std::move(*found), image, cause = std::move(cause)](auto done) {
            pusher.push(
                found.key,
                image,
                cause,
                [found, image, done = std::move(done)](const Result<StagedImage>& staged) {
                    done(staged ? answer(found, *image, *staged) : staged.error());
                }
            );
        }
    };
}

}  // namespace gantry::ecr
