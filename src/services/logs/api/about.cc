#include "services/logs/api/about.h"

#include "services/logs/model/names.h"

namespace gantry::logs::about {
namespace {

/// Conditions that come from a group's tags.
std::vector<service::ConditionValue> tags_of(const Call& call, const GroupName& name) {
    if (name.scope != call.scope) return {};
    const auto row = call.tx.get(call.tables.groups, group_key(call.scope, name.name));
    std::vector<service::ConditionValue> context;
    if (!row) return context;
    for (const auto& [key, value] : row->tags) {
        context.push_back({"aws:ResourceTag/" + key, {value}});
    }
    return context;
}

}  // namespace

service::Resource group(
    const Call& call, const std::string& identifier, const std::string& stream
) {
    const auto name = parse_group(call.scope, identifier);
    if (!name) return {identifier};
    return {stream_arn(name->scope, name->name, stream), tags_of(call, *name)};
}

service::Resource tagged(const Call& call, const std::string& identifier) {
    const auto name = parse_group(call.scope, identifier);
    if (!name) return {identifier};
    return {group_arn(name->scope, name->name), tags_of(call, *name)};
}

void add_tags_of(const Tags& tags, std::vector<service::ConditionValue>& context) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : tags) {
        context.push_back({"aws:RequestTag/" + key, {value}});
        keys.push_back(key);
    }
    if (!keys.empty()) context.push_back({"aws:TagKeys", std::move(keys)});
}

void of_subscription(
    const Call& call, const api::logs::PutSubscriptionFilterRequest& input, service::Access& access
) {
    access.resources.push_back(group(call, input.log_group_name.value_or("")));
    if (input.destination_arn) {
        access.context.push_back({"logs:DestinationArn", {*input.destination_arn}});
    }
    if (!input.role_arn) return;
    access.also.push_back({
        "iam:PassRole",
        {{*input.role_arn}},
        {{"iam:PassedToService", {"logs.amazonaws.com"}}},
    });
}

void of_live_tail(
    const Call& call, const api::logs::StartLiveTailRequest& input, service::Access& access
) {
    for (const std::string& name :
         input.log_group_identifiers.value_or(std::vector<std::string>{})) {
        access.resources.push_back(group(call, name));
    }
}

void of_query(
    const Call& call, const api::logs::StartQueryRequest& input, service::Access& access
) {
    const auto add = [&](const std::string& identifier) {
        access.resources.push_back(group(call, identifier));
    };
    if (input.log_group_name) add(*input.log_group_name);
    for (const auto* names : {&input.log_group_names, &input.log_group_identifiers}) {
        for (const std::string& name : names->value_or(std::vector<std::string>{})) add(name);
    }
}

}  // namespace gantry::logs::about
