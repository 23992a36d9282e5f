#include "services/ecs/api/tagging.h"

#include "services/ecs/api/errors.h"
#include "services/ecs/api/taggable.h"

namespace gantry::ecs {

Result<api::ecs::TagResourceResponse> tag_resource(
    Call& call, const api::ecs::TagResourceRequest& input
) {
    if (input.tags->empty()) return invalid_parameter("Tags can not be empty.");
    if (auto good = check_tags(input.tags); !good) return good.error();
    const auto add = [&input](Tags& tags) -> Result<void> {
        tags = merge_tags(std::move(tags), *input.tags);
        if (count_user_tags(tags) > kMaxTags) {
            return invalid_parameter("A resource can have at most 50 tags.");
        }
        return {};
    };
    if (auto done = edit_tags_of(call, *input.resource_arn, add); !done) return done.error();
    return api::ecs::TagResourceResponse{};
}

Result<api::ecs::UntagResourceResponse> untag_resource(
    Call& call, const api::ecs::UntagResourceRequest& input
) {
    const auto remove = [&input](Tags& tags) -> Result<void> {
        tags = remove_tags(std::move(tags), *input.tag_keys);
        return {};
    };
    if (auto done = edit_tags_of(call, *input.resource_arn, remove); !done) return done.error();
    return api::ecs::UntagResourceResponse{};
}

Result<api::ecs::ListTagsForResourceResponse> list_tags_for_resource(
    Call& call, const api::ecs::ListTagsForResourceRequest& input
) {
    Result<Tags> tags = tags_of(call, *input.resource_arn);
    if (!tags) {
        const Error& error = tags.error();
        // Not in the operation's model, so that clients would not know it.
        const bool foreign = error.code == "ResourceNotFoundException";
        return foreign ? invalid_parameter(error.message) : error;
    }
    return api::ecs::ListTagsForResourceResponse{.tags = std::move(*tags)};
}

}  // namespace gantry::ecs
