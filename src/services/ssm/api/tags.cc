#include "services/ssm/api/tags.h"

#include <algorithm>
#include <set>

#include "services/ssm/api/errors.h"
#include "services/ssm/api/find.h"

namespace gantry::ssm {
namespace {

using api::ssm::AddTagsToResourceRequest;
using api::ssm::AddTagsToResourceResult;
using api::ssm::ListTagsForResourceRequest;
using api::ssm::ListTagsForResourceResult;
using api::ssm::RemoveTagsFromResourceRequest;
using api::ssm::RemoveTagsFromResourceResult;
using api::ssm::ResourceTypeForTagging;

constexpr std::size_t kMaxTags = 50;

/// Of a parameter or a machine.
template <class Input>
Result<Tags> find_tags(const Call& call, const Input& input) {
    const std::string id = input.resource_id.value_or("");
    if (input.resource_type == ResourceTypeForTagging::ManagedInstance) {
        const auto machine = call.tx.get(call.tables.managed_instances, id_key(call.scope, id));
        if (!machine) return invalid_resource_id();
        return machine->tags;
    }
    if (input.resource_type != ResourceTypeForTagging::Parameter) return invalid_resource_id();
    const auto parameter = find_parameter({call.tables, call.tx}, call.scope, id);
    if (!parameter) return invalid_resource_id();
    return parameter->tags;
}

template <class Input>
void put_tags(Call& call, const Input& input, const Tags& tags) {
    const std::string id = input.resource_id.value_or("");
    const auto set = [&tags](auto& row) { row.tags = tags; };
    if (input.resource_type == ResourceTypeForTagging::ManagedInstance) {
        call.tx.update(call.tables.managed_instances, id_key(call.scope, id), set);
        return;
    }
    const auto parameter = find_parameter({call.tables, call.tx}, call.scope, id);
    if (parameter->tags == tags) return;
    call.tx.update(call.tables.parameters, parameter_key(call.scope, parameter->name), set);
}

}  // namespace

Result<void> check_tags(const Tags& tags) {
    std::set<std::string> keys;
    for (const api::ssm::Tag& tag : tags) {
        const std::string key = tag.key.value_or("");
        if (key.starts_with("aws:")) {
            return validation("aws: prefixed tag key names are not allowed for external use.");
        }
        if (!keys.insert(key).second) {
            return validation("Duplicate tag keys are not allowed in one request.");
        }
    }
    if (tags.size() > kMaxTags) {
        return api_error("TooManyTagsError", "A resource can have a maximum of 50 tags.");
    }
    return {};
}

Result<AddTagsToResourceResult> add_tags_to_resource(
    Call& call, const AddTagsToResourceRequest& input
) {
    auto before = find_tags(call, input);
    if (!before) return before.error();
    const Tags added = input.tags.value_or(Tags{});
    if (auto good = check_tags(added); !good) return good.error();
    Tags tags = *std::move(before);
    for (const api::ssm::Tag& tag : added) {
        const auto same = std::ranges::find(tags, tag.key, &api::ssm::Tag::key);
        if (same == tags.end()) {
            tags.push_back(tag);
        } else {
            *same = tag;
        }
    }
    if (auto good = check_tags(tags); !good) return good.error();
    put_tags(call, input, tags);
    return AddTagsToResourceResult{};
}

Result<RemoveTagsFromResourceResult> remove_tags_from_resource(
    Call& call, const RemoveTagsFromResourceRequest& input
) {
    auto tags = find_tags(call, input);
    if (!tags) return tags.error();
    for (const std::string& key : input.tag_keys.value_or(std::vector<std::string>{})) {
        std::erase_if(*tags, [&](const api::ssm::Tag& tag) { return tag.key == key; });
    }
    put_tags(call, input, *tags);
    return RemoveTagsFromResourceResult{};
}

Result<ListTagsForResourceResult> list_tags_for_resource(
    Call& call, const ListTagsForResourceRequest& input
) {
    auto tags = find_tags(call, input);
    if (!tags) return tags.error();
    return ListTagsForResourceResult{.tag_list = *std::move(tags)};
}

}  // namespace gantry::ssm
