#include "services/ssm/api/tags.h"

#include "service/tag_rules.h"
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

Result<void> check_tag_count(const Tags& tags) {
    if (tags.size() <= service::kMaxTags) return {};
    return api_error("TooManyTagsError", "A resource can have a maximum of 50 tags.");
}

}  // namespace

Result<void> check_tags(const Tags& tags) {
    for (const api::ssm::Tag& tag : tags) {
        if (service::is_reserved_tag_key(tag.key.value_or(""))) {
            return validation("aws: prefixed tag key names are not allowed for external use.");
        }
    }
    if (service::find_repeated_key(tags)) {
        return validation("Duplicate tag keys are not allowed in one request.");
    }
    return check_tag_count(tags);
}

Result<AddTagsToResourceResult> add_tags_to_resource(
    Call& call, const AddTagsToResourceRequest& input
) {
    auto before = find_tags(call, input);
    if (!before) return before.error();
    const Tags added = input.tags.value_or(Tags{});
    if (auto good = check_tags(added); !good) return good.error();
    const Tags tags = service::merge_tags(*std::move(before), added);
    // What is there already is not asked whether it may be added.
    if (auto good = check_tag_count(tags); !good) return good.error();
    put_tags(call, input, tags);
    return AddTagsToResourceResult{};
}

Result<RemoveTagsFromResourceResult> remove_tags_from_resource(
    Call& call, const RemoveTagsFromResourceRequest& input
) {
    auto tags = find_tags(call, input);
    if (!tags) return tags.error();
    const auto keys = input.tag_keys.value_or(std::vector<std::string>{});
    put_tags(call, input, service::remove_tags(*std::move(tags), keys));
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
