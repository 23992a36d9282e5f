#include "services/ecs/api/attributes.h"

#include <algorithm>

#include "services/ecs/api/attribute_rules.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/paging.h"
#include "services/ecs/api/resolve.h"

namespace gantry::ecs {
namespace {

using api::ecs::Attribute;
using api::ecs::TargetType;

constexpr std::size_t kMaxPerCall = 10;

/// The row key of the instance an attribute is about.
Result<std::string> target_of(
    const Call& call, const ClusterRow& cluster, const Attribute& attribute
) {
    const std::string target = attribute.target_id.value_or("");
    if (target.empty()) return invalid_parameter("targetId should not be null or empty.");
    if (!looks_like_arn(target) && !attribute.target_type) {
        return invalid_parameter("targetType must be specified with a short targetId.");
    }
    const Result<std::string> id = resolve_container_instance_id(call, cluster, target);
    if (!id) return id.error();
    std::string key = in_cluster_key(call.scope, cluster.name, *id);
    const auto row = call.tx.get(call.tables.container_instances, key);
    if (!row || row->status == InstanceStatus::Inactive) {
        return target_not_found("The specified target was not found: " + target);
    }
    return key;
}

Attribute describe(Attribute attribute, const std::string& instance_arn) {
    attribute.target_type = TargetType::ContainerInstance;
    attribute.target_id = instance_arn;
    return attribute;
}

void set(std::vector<Attribute>& attributes, const Attribute& given) {
    const auto same = std::ranges::find(attributes, given.name, &Attribute::name);
    Attribute& attribute = same == attributes.end() ? attributes.emplace_back() : *same;
    attribute = {.name = given.name, .value = given.value};
}

/// Runs `edit(row, attribute)` for every attribute on a copy of its target, and stages the rows.
template <class Edit>
Result<std::vector<Attribute>> edit_each(
    Call& call,
    const std::optional<std::string>& cluster_name,
    const std::vector<Attribute>& attributes,
    Edit edit
) {
    const Result<ClusterPtr> cluster = resolve_cluster(call, cluster_name);
    if (!cluster) return cluster.error();
    if (attributes.empty()) return invalid_parameter("Attributes cannot be empty.");
    if (attributes.size() > kMaxPerCall) {
        return invalid_parameter("attributes can have at most 10 items.");
    }
    std::vector<Attribute> described;
    for (const Attribute& attribute : attributes) {
        if (auto good = check_attribute(attribute); !good) return good.error();
        const Result<std::string> key = target_of(call, **cluster, attribute);
        if (!key) return key.error();
        ContainerInstanceRow row = *call.tx.get(call.tables.container_instances, *key);
        if (auto done = edit(row, attribute); !done) return done.error();
        described.push_back(describe(attribute, row.arn()));
        ++row.version;
        call.tx.put(call.tables.container_instances, *key, std::move(row));
    }
    return described;
}

bool matches(const api::ecs::ListAttributesRequest& input, const Attribute& attribute) {
    return (!input.attribute_name || input.attribute_name == attribute.name) &&
           (!input.attribute_value || *input.attribute_value == attribute.value.value_or(""));
}

/// Ids with names: unique, and in the order of instances.
std::string list_key(const ContainerInstanceRow& row, const Attribute& attribute) {
    return row.id + "/" + attribute.name.value_or("");
}

}  // namespace

Result<api::ecs::PutAttributesResponse> put_attributes(
    Call& call, const api::ecs::PutAttributesRequest& input
) {
    const auto add = [](ContainerInstanceRow& row, const Attribute& attribute) -> Result<void> {
        const std::size_t before = count_custom_attributes(row.attributes);
        set(row.attributes, attribute);
        const std::size_t after = count_custom_attributes(row.attributes);
        if (after <= kMaxCustomAttributes || after == before) return {};
        return api_error(
            "AttributeLimitExceededException",
            "A container instance can have at most 10 custom attributes."
        );
    };
    auto described = edit_each(call, input.cluster, *input.attributes, add);
    if (!described) return described.error();
    return api::ecs::PutAttributesResponse{.attributes = std::move(*described)};
}

Result<api::ecs::DeleteAttributesResponse> delete_attributes(
    Call& call, const api::ecs::DeleteAttributesRequest& input
) {
    const auto remove = [](ContainerInstanceRow& row, const Attribute& given) -> Result<void> {
        std::erase_if(row.attributes, [&given](const Attribute& attribute) {
            return attribute.name == given.name &&
                   (!given.value || *given.value == attribute.value.value_or(""));
        });
        return {};
    };
    auto described = edit_each(call, input.cluster, *input.attributes, remove);
    if (!described) return described.error();
    return api::ecs::DeleteAttributesResponse{.attributes = std::move(*described)};
}

Result<api::ecs::ListAttributesResponse> list_attributes(
    Call& call, const api::ecs::ListAttributesRequest& input
) {
    const Result<ClusterPtr> cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    if (input.attribute_value && !input.attribute_name) {
        return invalid_parameter("An attribute name must be specified with an attribute value.");
    }
    const std::string name = (*cluster)->name;
    std::map<std::string, Attribute> found;
    const auto rows = call.tables.container_instances.with_prefix(cluster_prefix(call.scope, name));
    for (const auto& [key, row] : rows) {
        if (row->status == InstanceStatus::Inactive) continue;
        for (const Attribute& attribute : row->attributes) {
            if (!matches(input, attribute)) continue;
            found.emplace(list_key(*row, attribute), describe(attribute, row->arn()));
        }
    }
    std::vector<std::string> keys;
    for (const auto& [key, attribute] : found) keys.push_back(key);
    const PageRequest request{
        .operation = "ListAttributes",
        .filter = name + "\n" + input.attribute_name.value_or("") + "\n" +
                  input.attribute_value.value_or(""),
        .max_results = input.max_results,
        .next_token = input.next_token,
    };
    const Result<Page> page = take_page(call, request, sorted_keys(std::move(keys)));
    if (!page) return page.error();

    api::ecs::ListAttributesResponse output{.next_token = page->next_token};
    output.attributes.emplace();
    for (const std::string& key : page->keys) output.attributes->push_back(found.at(key));
    return output;
}

}  // namespace gantry::ecs
