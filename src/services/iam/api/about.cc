#include "services/iam/api/about.h"

#include "services/iam/api/oidc_providers.h"

namespace gantry::iam::about {

using service::Access;

Resource user(const Call& call, const std::string& name) {
    if (!name.empty()) return entity<UserNoun>(call, name);
    const EntityName caller = parse_entity_arn(call.principal);
    if (caller.type == "user") return entity<UserNoun>(call, std::string(caller.name));
    return {call.principal};
}

Resource profile(const Call& call, const std::string& name) {
    const auto row = call.tx.get(call.tables.instance_profiles, key_of(call, name));
    if (!row) return {entity_arn(call.scope, "instance-profile", "/", name)};
    return {row->arn, service::resource_tags("iam", row->tags)};
}

Resource policy(const Call& call, const std::string& arn) {
    const EntityName name = parse_entity_arn(arn);
    const auto row = call.tx.get(call.tables.policies, entity_key(name.account, name.name));
    if (!row || row->arn != arn) return {arn};
    return {arn, service::resource_tags("iam", row->tags)};
}

Resource provider(const Call& call, const std::string& arn) {
    const auto row = find_provider(call, arn);
    return row ? Resource{arn, service::resource_tags("iam", (*row)->tags)} : Resource{arn};
}

void add_all(
    const Call& call, std::string_view type, const std::optional<std::string>& path, Access& access
) {
    access.resources.push_back(
        {aws::iam_prefix(call.scope) + std::string(type) + path.value_or("/")}
    );
}

void of_role_in_profile(
    const Call& call, const api::iam::AddRoleToInstanceProfileRequest& input, Access& access
) {
    access.resources.push_back(profile(call, input.instance_profile_name.value_or("")));
    access.also.push_back({
        .action = "iam:PassRole",
        .resources = {entity<RoleNoun>(call, input.role_name.value_or(""))},
        .context = {{"iam:PassedToService", {"ec2.amazonaws.com"}}},
    });
}

void of_service_linked_role(
    const Call& call, const api::iam::CreateServiceLinkedRoleRequest& input, Access& access
) {
    const std::string service = input.aws_service_name.value_or("");
    const std::string path = "/aws-service-role/" + service + "/";
    access.resources.push_back({entity_arn(call.scope, "role", path, "*")});
    add(access, "iam:AWSServiceName", service);
}

void of_key_use(
    const Call& call, const api::iam::GetAccessKeyLastUsedRequest& input, Access& access
) {
    const std::string id = input.access_key_id.value_or("");
    const auto key = call.tx.get(call.tables.access_keys, account_prefix(call.scope.account) + id);
    const auto owner = key ? call.tx.get(call.tables.users, key->user_key) : nullptr;
    if (owner) access.resources.push_back(entity<UserNoun>(call, owner->name));
}

void of_new_provider(
    const Call& call, const api::iam::CreateOpenIDConnectProviderRequest& input, Access& access
) {
    constexpr std::string_view kHttps = "https://";
    std::string name = input.url.value_or("");
    if (name.starts_with(kHttps)) name.erase(0, kHttps.size());
    const Resource made{entity_arn(call.scope, "oidc-provider", "/", name)};
    access.resources.push_back(made);
    if (!input.tags || input.tags->empty()) return;
    service::add_request_tags(*input.tags, access.context);
    access.also.push_back({"iam:TagOpenIDConnectProvider", {made}, access.context});
}

}  // namespace gantry::iam::about
