#include "services/iam/api/authorization_details.h"

#include <algorithm>

#include "services/iam/api/describe.h"
#include "services/iam/api/kinds.h"
#include "services/iam/api/paging.h"
#include "services/iam/api/policy_usage.h"
#include "wire/percent.h"

namespace gantry::iam {
namespace {

using api::iam::EntityType;
using Input = api::iam::GetAccountAuthorizationDetailsRequest;
using Output = api::iam::GetAccountAuthorizationDetailsResponse;

/// The account's own policies, as a kind beside groups, roles and users. AWS's are "policy+/<ARN>".
struct PolicyNoun {
    using Row = PolicyRow;
    static constexpr std::string_view kWord = "policy";
    static const core::Table<Row>& table(const Tables& tables) { return tables.policies; }
};
constexpr std::string_view kAwsPolicyKind = "policy+/";

bool wants(const Input& input, EntityType type) {
    return !input.filter || input.filter->empty() ||
           std::ranges::find(*input.filter, type) != input.filter->end();
}

/// "group/" < "policy+/" < "policy/" < "role/" < "user/".
std::vector<std::string> keys_of_details(const Call& call, const Input& input) {
    const auto all = [](const auto&) { return true; };
    std::vector<std::string> keys;
    if (wants(input, EntityType::Group)) add_kind<GroupNoun>(call, keys, all);
    if (wants(input, EntityType::AWSManagedPolicy)) {
        for (const AwsPolicy& known : aws_policies()) {
            const PolicyUsage used = usage_of(call, known.arn());
            if (used.attached + used.boundaries == 0) continue;
            keys.push_back(std::string(kAwsPolicyKind) + known.arn());
        }
        std::ranges::sort(keys);  // AWS's have paths
    }
    if (wants(input, EntityType::LocalManagedPolicy)) add_kind<PolicyNoun>(call, keys, all);
    if (wants(input, EntityType::Role)) add_kind<RoleNoun>(call, keys, all);
    if (wants(input, EntityType::User)) add_kind<UserNoun>(call, keys, all);
    return keys;
}

std::vector<api::iam::PolicyDetail> inline_details(const PolicyHolder& holder) {
    std::vector<api::iam::PolicyDetail> list;
    for (const InlinePolicy& one : holder.inline_policies) {
        list.push_back(
            {.policy_name = one.name, .policy_document = wire::percent_encode(one.document)}
        );
    }
    return list;
}

std::vector<api::iam::AttachedPolicy> attached_details(const PolicyHolder& holder) {
    std::vector<api::iam::AttachedPolicy> list;
    for (const std::string& arn : holder.attached) list.push_back(describe_attached(arn));
    return list;
}

api::iam::GroupDetail detail_of(const GroupRow& row) {
    return {
        .path = row.path,
        .group_name = row.name,
        .group_id = row.id,
        .arn = row.arn,
        .create_date = row.created,
        .group_policy_list = inline_details(row.policies),
        .attached_managed_policies = attached_details(row.policies),
    };
}

api::iam::UserDetail detail_of(const Call& call, const UserRow& row) {
    std::vector<std::string> groups;
    for (const std::string& key : row.groups) {
        if (const auto group = call.tables.groups.find(key)) groups.push_back(group->name);
    }
    return {
        .path = row.path,
        .user_name = row.name,
        .user_id = row.id,
        .arn = row.arn,
        .create_date = row.created,
        .user_policy_list = inline_details(row.policies),
        .group_list = std::move(groups),
        .attached_managed_policies = attached_details(row.policies),
        .permissions_boundary = describe_boundary(row.policies),
        .tags = row.tags,
    };
}

api::iam::RoleDetail detail_of(const Call& call, const RoleRow& row) {
    std::vector<api::iam::InstanceProfile> profiles;
    for (const std::string& key :
         call.tables.instance_profiles_by_role.keys(key_of(call, row.name))) {
        const auto profile = call.tables.instance_profiles.find(key);
        profiles.push_back(describe_instance_profile(call, *profile));
    }
    return {
        .path = row.path,
        .role_name = row.name,
        .role_id = row.id,
        .arn = row.arn,
        .create_date = row.created,
        .assume_role_policy_document = wire::percent_encode(row.trust_policy),
        .instance_profile_list = std::move(profiles),
        .role_policy_list = inline_details(row.policies),
        .attached_managed_policies = attached_details(row.policies),
        .permissions_boundary = describe_boundary(row.policies),
        .tags = row.tags,
        .role_last_used = describe_last_use(call, row),
    };
}

api::iam::ManagedPolicyDetail detail_of(
    api::iam::Policy shown, std::vector<api::iam::PolicyVersion> versions
) {
    return {
        .policy_name = std::move(shown.policy_name),
        .policy_id = std::move(shown.policy_id),
        .arn = std::move(shown.arn),
        .path = std::move(shown.path),
        .default_version_id = std::move(shown.default_version_id),
        .attachment_count = shown.attachment_count,
        .permissions_boundary_usage_count = shown.permissions_boundary_usage_count,
        .is_attachable = shown.is_attachable,
        .description = std::move(shown.description),
        .create_date = shown.create_date,
        .update_date = shown.update_date,
        .policy_version_list = std::move(versions),
    };
}

api::iam::ManagedPolicyDetail detail_of(const PolicyRow& row, const PolicyUsage& used) {
    std::vector<api::iam::PolicyVersion> versions;
    for (auto version = row.versions.rbegin(); version != row.versions.rend(); ++version) {
        versions.push_back(describe_version(row, *version));
    }
    return detail_of(
        describe_policy(row, Detail::Full, used.attached, used.boundaries), std::move(versions)
    );
}

api::iam::ManagedPolicyDetail detail_of(const AwsPolicy& known, const PolicyUsage& used) {
    return detail_of(
        describe_policy(known, Detail::Full, used.attached, used.boundaries),
        {describe_version(known)}
    );
}

void add_detail(const Call& call, const std::string& key, Output& out) {
    if (key.starts_with(kAwsPolicyKind)) {
        const std::string arn = key.substr(kAwsPolicyKind.size());
        out.policies->push_back(detail_of(*find_aws_policy(arn), usage_of(call, arn)));
    } else if (const auto policy = at_kind<PolicyNoun>(call, key)) {
        out.policies->push_back(detail_of(*policy, usage_of(call, policy->arn)));
    } else if (const auto group = at_kind<GroupNoun>(call, key)) {
        out.group_detail_list->push_back(detail_of(*group));
    } else if (const auto role = at_kind<RoleNoun>(call, key)) {
        out.role_detail_list->push_back(detail_of(call, *role));
    } else if (const auto user = at_kind<UserNoun>(call, key)) {
        out.user_detail_list->push_back(detail_of(call, *user));
    }
}

/// What the filter asks for, so that markers of other filters are not taken.
std::string filter_text(const Input& input) {
    std::string text;
    for (const auto type :
         {EntityType::User,
          EntityType::Role,
          EntityType::Group,
          EntityType::LocalManagedPolicy,
          EntityType::AWSManagedPolicy}) {
        text += wants(input, type) ? '1' : '0';
    }
    return text;
}

}  // namespace

Result<Output> get_authorization_details(Call& call, const Input& input) {
    const auto keys = keys_of_details(call, input);
    const PageCut cut{
        "GetAccountAuthorizationDetails", filter_text(input), input.marker, input.max_items
    };
    const auto page = cut_page(call, cut, keys);
    if (!page) return page.error();
    Output out;
    out.user_detail_list.emplace();
    out.group_detail_list.emplace();
    out.role_detail_list.emplace();
    out.policies.emplace();
    for (const std::string& key : page->keys) add_detail(call, key, out);
    show_page(out, *page);
    return out;
}

}  // namespace gantry::iam
