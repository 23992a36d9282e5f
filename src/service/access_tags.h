#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "service/authorizer.h"

namespace gantry::service {

/// What policies ask of the tags in a request: `aws:RequestTag/<key>` and `aws:TagKeys`. A tag has
/// `key` and `value`, as in every service's model. Source: IAM User Guide, "AWS global condition
/// context keys".
template <class Tags>
void add_request_tags(const Tags& tags, std::vector<ConditionValue>& context) {
    std::vector<std::string> keys;
    for (const auto& tag : tags) {
        keys.push_back(tag.key.value_or(""));
        context.push_back({"aws:RequestTag/" + keys.back(), {tag.value.value_or("")}});
    }
    if (!keys.empty()) context.push_back({"aws:TagKeys", std::move(keys)});
}

/// What they ask of the tags that a resource has: `aws:ResourceTag/<key>`, and the same under the
/// service's own name.
/// @param service "ecs"
template <class Tags>
std::vector<ConditionValue> resource_tags(std::string_view service, const Tags& tags) {
    std::vector<ConditionValue> context;
    for (const auto& tag : tags) {
        const std::string key = "ResourceTag/" + tag.key.value_or("");
        context.push_back({"aws:" + key, {tag.value.value_or("")}});
        context.push_back({std::string(service) + ":" + key, {tag.value.value_or("")}});
    }
    return context;
}

}  // namespace gantry::service
