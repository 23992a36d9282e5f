#include "services/logs/api/tagging.h"

#include <utility>

#include "aws/arn.h"
#include "services/logs/api/errors.h"
#include "services/logs/api/resolve.h"
#include "services/logs/api/tags.h"

namespace gantry::logs {
namespace {

/// A group by its ARN, which has no ":*" behind it here.
Result<GroupPtr> find_resource(const Call& call, const std::optional<std::string>& arn) {
    const auto name = parse_group(call.scope, arn.value_or(""));
    if (!arn || !aws::looks_like_arn(*arn) || !name || !name->stream.empty()) {
        return invalid_parameter("The specified resource ARN is invalid.");
    }
    if (name->scope != call.scope) return not_found("The specified resource does not exist.");
    return find_group(call, name->name);
}

Result<void> tag(Call& call, const Result<GroupPtr>& group, const Tags& tags) {
    if (!group) return group.error();
    auto merged = add_tags((*group)->tags, tags);
    if (!merged) return merged.error();
    call.tx.update(
        call.tables.groups,
        group_key(call.scope, (*group)->name),
        [&merged](GroupRow& row) { row.tags = *std::move(merged); }
    );
    return {};
}

Result<void> untag(
    Call& call, const Result<GroupPtr>& group, const std::vector<std::string>& keys
) {
    if (!group) return group.error();
    call.tx.update(
        call.tables.groups,
        group_key(call.scope, (*group)->name),
        [&keys](GroupRow& row) { row.tags = remove_tags(std::move(row.tags), keys); }
    );
    return {};
}

}  // namespace

Result<api::logs::ListTagsForResourceResponse> list_tags_for_resource(
    Call& call, const api::logs::ListTagsForResourceRequest& input
) {
    const auto group = find_resource(call, input.resource_arn);
    if (!group) return group.error();
    return api::logs::ListTagsForResourceResponse{.tags = (*group)->tags};
}

Result<api::logs::ListTagsLogGroupResponse> list_tags_log_group(
    Call& call, const api::logs::ListTagsLogGroupRequest& input
) {
    const auto group = find_group(call, input.log_group_name);
    if (!group) return group.error();
    return api::logs::ListTagsLogGroupResponse{.tags = (*group)->tags};
}

Result<api::logs::TagLogGroupResponse> tag_log_group(
    Call& call, const api::logs::TagLogGroupRequest& input
) {
    auto done = tag(call, find_group(call, input.log_group_name), input.tags.value_or(Tags{}));
    // The old operation has no exception of that name.
    if (!done && done.error().code == "TooManyTagsException") {
        return invalid_parameter(done.error().message);
    }
    if (!done) return done.error();
    return api::logs::TagLogGroupResponse{};
}

Result<api::logs::TagResourceResponse> tag_resource(
    Call& call, const api::logs::TagResourceRequest& input
) {
    auto done = tag(call, find_resource(call, input.resource_arn), input.tags.value_or(Tags{}));
    if (!done) return done.error();
    return api::logs::TagResourceResponse{};
}

Result<api::logs::UntagLogGroupResponse> untag_log_group(
    Call& call, const api::logs::UntagLogGroupRequest& input
) {
    const auto keys = input.tags.value_or(std::vector<std::string>{});
    auto done = untag(call, find_group(call, input.log_group_name), keys);
    if (!done) return done.error();
    return api::logs::UntagLogGroupResponse{};
}

Result<api::logs::UntagResourceResponse> untag_resource(
    Call& call, const api::logs::UntagResourceRequest& input
) {
    const auto keys = input.tag_keys.value_or(std::vector<std::string>{});
    auto done = untag(call, find_resource(call, input.resource_arn), keys);
    if (!done) return done.error();
    return api::logs::UntagResourceResponse{};
}

}  // namespace gantry::logs
