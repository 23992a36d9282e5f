#include "services/logs/api/resource_policies.h"

#include "services/logs/api/errors.h"
#include "services/logs/api/filter_rules.h"
#include "services/logs/api/paging.h"
#include "services/logs/model/names.h"
#include "wire/json_reader.h"

namespace gantry::logs {
namespace {

/// Source: API Reference, PutResourcePolicy.
constexpr std::size_t kMaxPolicies = 10;

api::logs::ResourcePolicy describe(const ResourcePolicyRow& row) {
    return {
        .policy_name = row.name,
        .policy_document = row.document,
        .last_updated_time = epoch_ms(row.updated),
        .policy_scope = api::logs::PolicyScope::Account,
    };
}

bool is_json_object(std::string_view text) {
    wire::JsonReader reader(text, 64);
    std::string_view raw;
    return reader.peek() == wire::JsonReader::Token::Object && reader.skip(raw) && reader.finish();
}

}  // namespace

Result<api::logs::PutResourcePolicyResponse> put_resource_policy(
    Call& call, const api::logs::PutResourcePolicyRequest& input
) {
    const std::string name = input.policy_name.value_or("");
    const std::string document = input.policy_document.value_or("");
    if (name.empty()) return invalid_parameter("Policy name must be specified.");
    if (!is_json_object(document)) {
        return invalid_parameter("Policy document is not well formed.");
    }
    const std::string key = group_key(call.scope, name);
    const auto& table = call.tables.resource_policies;
    const auto all = table.with_prefix(call.scope.prefix());
    const auto count = static_cast<std::size_t>(std::ranges::distance(all));
    if (!table.find(key) && count >= kMaxPolicies) return limit_exceeded();
    ResourcePolicyRow row{name, document, call.now};
    api::logs::PutResourcePolicyResponse out{.resource_policy = describe(row)};
    call.tx.put(table, key, std::move(row));
    return out;
}

Result<api::logs::DeleteResourcePolicyResponse> delete_resource_policy(
    Call& call, const api::logs::DeleteResourcePolicyRequest& input
) {
    const std::string name = input.policy_name.value_or("");
    const std::string key = group_key(call.scope, name);
    if (name.empty() || !call.tables.resource_policies.find(key)) {
        return not_found("Policy with name [" + name + "] does not exist");
    }
    call.tx.erase(call.tables.resource_policies, key);
    return api::logs::DeleteResourcePolicyResponse{};
}

Result<api::logs::DescribeResourcePoliciesResponse> describe_resource_policies(
    Call& call, const api::logs::DescribeResourcePoliciesRequest& input
) {
    const auto page = take_page(
        call,
        "DescribeResourcePolicies",
        input.limit,
        input.next_token,
        service::rows_with_prefix(
            call.tables.resource_policies,
            call.scope.prefix(),
            [](const ResourcePolicyRow&) { return true; }
        )
    );
    if (!page) return page.error();
    api::logs::DescribeResourcePoliciesResponse out{
        .resource_policies = std::vector<api::logs::ResourcePolicy>{}
    };
    for (const std::string& key : page->keys) {
        out.resource_policies->push_back(describe(*call.tables.resource_policies.find(key)));
    }
    out.next_token = page->next;
    return out;
}

}  // namespace gantry::logs
