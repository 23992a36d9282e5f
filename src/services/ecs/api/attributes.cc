#include "services/ecs/api/attributes.h"

#include <algorithm>
#include <set>

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
    const Result<std::string> id = resolve_container_instance_id(call, cluster.name, target);
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

/// A place in the list: "<instance id>/<attribute name>". Ids have no '/', so instances stay in the
/// order of their rows.
std::string list_key(const ContainerInstanceRow& row, const std::string& name) {
    return row.id + "/" + name;
}

/// The names of an instance's attributes that match, once each and in order.
std::set<std::string> matching_names(
    const ContainerInstanceRow& row, const api::ecs::ListAttributesRequest& input
) {
    std::set<std::string> names;
    for (const Attribute& attribute : row.attributes) {
        if (matches(input, attribute)) names.insert(attribute.name.value_or(""));
    }
    return names;
}

/// Walks the attributes of a cluster's instances, from the instance of a place on.
KeysAfter listed_attributes(
    const Call& call, const std::string& prefix, const api::ecs::ListAttributesRequest& input
) {
    return [&](const std::string& after, const TakeKey& take) {
        const auto& rows = call.tables.container_instances.rows();
        auto row = rows.lower_bound(prefix + after.substr(0, after.find('/')));
        for (; row != rows.end() && row->first.starts_with(prefix); ++row) {
            if (row->second->status == InstanceStatus::Inactive) continue;
            for (const std::string& name : matching_names(*row->second, input)) {
                const std::string key = list_key(*row->second, name);
                if (key > after && !take(key)) return;
            }
        }
    };
}

/// The attribute of a place that was just given out.
Attribute attribute_at(const Call& call, const std::string& prefix, const std::string& place) {
    const std::size_t slash = place.find('/');
    const auto row = call.tables.container_instances.find(prefix + place.substr(0, slash));
    const auto attribute = std::ranges::find(
        row->attributes, std::optional(place.substr(slash + 1)), &Attribute::name
    );
    return describe(*attribute, row->arn());
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
    const std::string prefix = cluster_prefix(call.scope, name);
    const PageRequest request{
        .operation = "ListAttributes",
        .filter = name + "\n" + input.attribute_name.value_or("") + "\n" +
                  input.attribute_value.value_or(""),
        .max_results = input.max_results,
        .next_token = input.next_token,
    };
    const Result<Page> page = take_page(call, request, listed_attributes(call, prefix, input));
    if (!page) return page.error();

    api::ecs::ListAttributesResponse output{.next_token = page->next_token};
    output.attributes.emplace();
    for (const std::string& place : page->keys) {
        output.attributes->push_back(attribute_at(call, prefix, place));
    }
    return output;
}

}  // namespace gantry::ecs
