#include "services/ecr/api/find.h"
#include "services/ecr/api/image_ids.h"
#include "services/ecr/api/image_pusher.h"
#include "services/ecr/api/images.h"

namespace gantry::ecr {

using api::ecr::BatchGetImageRequest;
using api::ecr::BatchGetImageResponse;
using api::ecr::ImageIdentifier;

Result<BatchGetImageResponse> batch_get_image(Call& call, const BatchGetImageRequest& input) {
    const auto found = find_named(call, input);
    if (!found) return found.error();
    BatchGetImageResponse out{
        .images = std::vector<api::ecr::Image>{},
        .failures = std::vector<api::ecr::ImageFailure>{},
    };
    const bool is_noted = pusher_of(call.services).writable();
    for (const ImageIdentifier& id : *input.image_ids) {
        const auto named = find_named_image(call, *found, id);
        if (!named.image) {
            out.failures->push_back(named.failure);
            continue;
        }
        out.images->push_back({
            .registry_id = found->scope.account,
            .repository_name = found->repository->name,
            .image_id = identifier(named.image->digest, id.image_tag.value_or("")),
            .image_manifest = call.tables.manifests.find(named.key)->text,
            .image_manifest_media_type = named.image->media_type,
        });
        if (is_noted) note_pull(call.tx, call.tables, named.key, call.principal, call.now);
    }
    return out;
}

}  // namespace gantry::ecr
