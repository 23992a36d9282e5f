#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/logs/put_subscription_filter_request.h"
#include "api/logs/start_live_tail_request.h"
#include "api/logs/start_query_request.h"
#include "service/authorizer.h"
#include "services/logs/api/call.h"

/// What calls are about, for policies: third arguments of service::operation (operation_table.cc).
/// What is there or not makes no difference, but that tags come from rows. A group is asked about
/// as "…:log-group:<name>:log-stream:", which is why policies name groups with ":*" behind; those
/// that tag, without. Source: Service Authorization Reference, "Actions, resources, and condition
/// keys for Amazon CloudWatch Logs"; CloudWatch Logs User Guide, "Overview of managing access
/// permissions"; AWS's denials.
namespace gantry::logs::about {

/// A group by its name or ARN, with its tags. @param stream the part behind ":log-stream:"
service::Resource group(
    const Call& call, const std::string& identifier, const std::string& stream = {}
);
/// The same as those that tag ask about it.
service::Resource tagged(const Call& call, const std::string& identifier);

/// aws:RequestTag/<key> and aws:TagKeys.
void add_tags_of(const Tags& tags, std::vector<service::ConditionValue>& context);

/// What an input calls a group by.
template <class Input>
std::string name_in(const Input& input) {
    std::optional<std::string> name;
    if constexpr (requires { input.log_group_name; }) name = input.log_group_name;
    if constexpr (requires { input.log_group_identifier; }) {
        if (!name) name = input.log_group_identifier;
    }
    return name.value_or("");
}

inline constexpr auto kOfGroup = [](const Call& call, const auto& input, service::Access& access) {
    access.resources.push_back(group(call, name_in(input)));
};
inline constexpr auto kOfStream = [](const Call& call, const auto& input, service::Access& access) {
    access.resources.push_back(group(call, name_in(input), input.log_stream_name.value_or("")));
};
/// All groups there are.
inline constexpr auto kOfGroups = [](const Call& call, const auto&, service::Access& access) {
    access.resources.push_back(group(call, ""));
};

/// A new group; tags that come with it need the right to tag as well.
inline constexpr auto kOfNewGroup = [](const Call& call, const auto& input, auto& access) {
    const std::string name = input.log_group_name.value_or("");
    access.resources.push_back(group(call, name));
    if (!input.tags || input.tags->empty()) return;
    add_tags_of(*input.tags, access.context);
    access.also.push_back({"logs:TagResource", {tagged(call, name)}, access.context});
};
/// A group whose tags are set, shown, or go.
template <class Input>
void add_changes(const Input& input, service::Access& access) {
    if constexpr (requires { input.tag_keys; }) {
        if (input.tag_keys) access.context.push_back({"aws:TagKeys", *input.tag_keys});
    } else if constexpr (requires { input.tags->begin()->second; }) {
        if (input.tags) add_tags_of(*input.tags, access.context);
    } else if constexpr (requires { input.tags; }) {
        if (input.tags) access.context.push_back({"aws:TagKeys", *input.tags});
    }
}
inline constexpr auto kOfTags = [](const Call& call, const auto& input, auto& access) {
    access.resources.push_back(tagged(call, input.resource_arn.value_or("")));
    add_changes(input, access);
};
inline constexpr auto kOfGroupsTags = [](const Call& call, const auto& input, auto& access) {
    access.resources.push_back(tagged(call, input.log_group_name.value_or("")));
    add_changes(input, access);
};

/// A group, where its events are to go, and the right to pass the role that brings them there.
void of_subscription(
    const Call& call, const api::logs::PutSubscriptionFilterRequest& input, service::Access& access
);
/// Each group that is watched.
void of_live_tail(
    const Call& call, const api::logs::StartLiveTailRequest& input, service::Access& access
);
/// Each group that is searched.
void of_query(const Call& call, const api::logs::StartQueryRequest& input, service::Access& access);

}  // namespace gantry::logs::about
