#include <fmt/format.h>

#include "services/ecr/api/find.h"
#include "services/ecr/api/image_ids.h"
#include "services/ecr/api/images.h"
#include "services/ecr/model/names.h"

namespace gantry::ecr {
namespace {

using api::ecr::BatchDeleteImageRequest;
using api::ecr::BatchDeleteImageResponse;
using api::ecr::ImageFailure;
using api::ecr::ImageFailureCode;
using api::ecr::ImageIdentifier;

/// The lists that have an image, "[sha256:…, sha256:…]".
std::string lists_of(const Call& call, const Found& found, const std::string& digest) {
    std::string text;
    for (const std::string& key : call.tables.lists.keys(found.key)) {
        const auto list = call.tx.get(call.tables.images, key);
        if (!list || std::ranges::find(list->children, digest) == list->children.end()) continue;
        text += (text.empty() ? "" : ", ") + list->digest;
    }
    return text;
}

void delete_one(
    Call& call, const Found& found, const ImageIdentifier& id, BatchDeleteImageResponse& out
) {
    const auto named = find_named_image(call, found, id);
    if (!named.image) {
        out.failures->push_back(named.failure);
        return;
    }
    const std::string& digest = named.image->digest;
    const auto tags = tags_of(call.tables, call.tx, named.key);
    if (id.image_tag && tags.size() > 1) {
        call.tx.erase(call.tables.tags, member_key(found.key, *id.image_tag));
        out.image_ids->push_back(identifier(digest, *id.image_tag));
        return;
    }
    if (is_in_list(call.tables, call.tx, named.key)) {
        out.failures->push_back(ImageFailure{
            id,
            ImageFailureCode::ImageReferencedByManifestList,
            fmt::format(
                "Requested image referenced by manifest list: [{}]", lists_of(call, found, digest)
            ),
        });
        return;
    }
    for (const std::string& tag : tags) out.image_ids->push_back(identifier(digest, tag));
    if (tags.empty()) out.image_ids->push_back(identifier(digest, ""));
    erase_image(call.tx, call.tables, named.key);
}

}  // namespace

Result<BatchDeleteImageResponse> batch_delete_image(
    Call& call, const BatchDeleteImageRequest& input
) {
    const auto found = find_named(call, input);
    if (!found) return found.error();
    BatchDeleteImageResponse out{
        .image_ids = std::vector<ImageIdentifier>{},
        .failures = std::vector<ImageFailure>{},
    };
    // Lists go first, for what they have may be named beside them.
    std::vector<const ImageIdentifier*> others;
    for (const ImageIdentifier& id : *input.image_ids) {
        const auto named = find_named_image(call, *found, id);
        if (named.image && !named.image->children.empty()) {
            delete_one(call, *found, id, out);
        } else {
            others.push_back(&id);
        }
    }
    for (const ImageIdentifier* id : others) delete_one(call, *found, *id, out);
    return out;
}

}  // namespace gantry::ecr
