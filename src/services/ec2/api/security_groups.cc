#include "services/ec2/api/security_groups.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/ec2/api/describe.h"
#include "services/ec2/api/holders.h"
#include "services/ec2/api/list.h"
#include "services/ec2/api/tagging.h"
#include "services/ec2/api/vpc_parts.h"

namespace gantry::ec2 {
namespace {

constexpr FilterName kGroupFilters[] = {
    {"description", "Description"},
    {"egress.ip-permission.cidr", "IpPermissionsEgress[].IpRanges[].CidrIp"},
    {"egress.ip-permission.from-port", "IpPermissionsEgress[].FromPort"},
    {"egress.ip-permission.group-id", "IpPermissionsEgress[].UserIdGroupPairs[].GroupId"},
    {"egress.ip-permission.ipv6-cidr", "IpPermissionsEgress[].Ipv6Ranges[].CidrIpv6"},
    {"egress.ip-permission.prefix-list-id", "IpPermissionsEgress[].PrefixListIds[].PrefixListId"},
    {"egress.ip-permission.protocol", "IpPermissionsEgress[].IpProtocol"},
    {"egress.ip-permission.to-port", "IpPermissionsEgress[].ToPort"},
    {"egress.ip-permission.user-id", "IpPermissionsEgress[].UserIdGroupPairs[].UserId"},
    {"group-id", "GroupId"},
    {"group-name", "GroupName"},
    {"ip-permission.cidr", "IpPermissions[].IpRanges[].CidrIp"},
    {"ip-permission.from-port", "IpPermissions[].FromPort"},
    {"ip-permission.group-id", "IpPermissions[].UserIdGroupPairs[].GroupId"},
    {"ip-permission.ipv6-cidr", "IpPermissions[].Ipv6Ranges[].CidrIpv6"},
    {"ip-permission.prefix-list-id", "IpPermissions[].PrefixListIds[].PrefixListId"},
    {"ip-permission.protocol", "IpPermissions[].IpProtocol"},
    {"ip-permission.to-port", "IpPermissions[].ToPort"},
    {"ip-permission.user-id", "IpPermissions[].UserIdGroupPairs[].UserId"},
    {"owner-id", "OwnerId"},
    {"vpc-id", "VpcId"},
};

bool has_group_characters(std::string_view text) {
    constexpr std::string_view kOther = "._-:/()#,@[]+=&;{}!$* ";
    return std::ranges::all_of(text, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               kOther.find(c) != std::string_view::npos;
    });
}

Result<void> check_texts(const std::string& name, const std::string& description) {
    if (name.empty()) return missing("groupName");
    if (description.empty()) return missing("groupDescription");
    if (name.starts_with("sg-")) {
        return invalid_value(
            "Invalid value '" + name + "' for groupName. Group names may not start with 'sg-'."
        );
    }
    if (name == "default") {
        return invalid_value("Cannot use reserved security group name: default");
    }
    constexpr std::string_view kAllowed =
        "is invalid. Character sets beyond a-zA-Z0-9. _-:/()#,@[]+=&;{}!$* are not supported and "
        "at most 255 characters.";
    if (name.size() > 255 || !has_group_characters(name)) {
        return invalid_value(fmt::format("Value ({}) for parameter GroupName {}", name, kAllowed));
    }
    if (description.size() > 255 || !has_group_characters(description)) {
        return invalid_value(
            fmt::format("Value ({}) for parameter GroupDescription {}", description, kAllowed)
        );
    }
    return {};
}

Result<core::Table<VpcRow>::Ptr> vpc_for_group(
    const Call& call, const std::optional<std::string>& id
) {
    if (id) return find<VpcNoun>(call, id);
    auto vpc = find_default_vpc(call);
    if (vpc) return vpc;
    return refused("VPCIdNotSpecified", "No default VPC for this user");
}

core::Table<SecurityGroupRow>::Ptr find_named(
    const Call& call, const std::string& vpc_id, const std::string& name
) {
    std::string key = key_of(call, vpc_id);
    key += "/" + name;
    const auto& keys = call.tables.groups_by_name.keys(key);
    return keys.empty() ? nullptr : call.tables.groups.find(*keys.begin());
}

Result<core::Table<SecurityGroupRow>::Ptr> find_in_default_vpc(
    const Call& call, const std::string& name
) {
    const auto vpc = find_default_vpc(call);
    auto group = vpc ? find_named(call, vpc->id, name) : nullptr;
    if (group) return group;
    return Error{
        ErrorKind::NotFound,
        "InvalidGroup.NotFound",
        fmt::format(
            "The security group '{}' does not exist in default VPC '{}'",
            name,
            vpc ? vpc->id : "none"
        ),
        {},
    };
}

}  // namespace

Result<api::ec2::CreateSecurityGroupResult> create_security_group(
    Call& call, const api::ec2::CreateSecurityGroupRequest& input
) {
    const std::string name = input.group_name.value_or("");
    const std::string description = input.description.value_or("");
    if (const auto good = check_texts(name, description); !good) return good.error();
    const auto vpc = vpc_for_group(call, input.vpc_id);
    if (!vpc) return vpc.error();
    auto tags = read_tags(input.tag_specifications, kinds::kSecurityGroup);
    if (!tags) return tags.error();
    if (find_named(call, (*vpc)->id, name)) {
        return Error{
            ErrorKind::Conflict,
            "InvalidGroup.Duplicate",
            fmt::format("The security group '{}' already exists for VPC '{}'", name, (*vpc)->id),
            {},
        };
    }
    if (count_rows<GroupNoun>(call) >= kMostGroups) {
        return over_quota(
            "SecurityGroupLimitExceeded", "The maximum number of security groups has been reached."
        );
    }
    SecurityGroupRow row{
        .id = draw_id(call.ids, "sg"),
        .name = name,
        .description = description,
        .vpc_id = (*vpc)->id,
        .rules = {},
        .tags = *std::move(tags),
    };
    row.rules.push_back(
        {.id = draw_id(call.ids, "sgr"), .egress = true, .protocol = "-1", .cidr4 = "0.0.0.0/0"}
    );
    api::ec2::CreateSecurityGroupResult out{
        .group_id = row.id,
        .tags = row.tags,
        .security_group_arn = arn_of(call.scope, kinds::kSecurityGroup, row.id),
    };
    put<GroupNoun>(call, std::move(row));
    return out;
}

Result<api::ec2::DeleteSecurityGroupResult> delete_security_group(
    Call& call, const api::ec2::DeleteSecurityGroupRequest& input
) {
    const auto group = find_group(call, input.group_id, input.group_name);
    if (!group) return group.error();
    const SecurityGroupRow& row = **group;
    if (row.name == "default") {
        return refused(
            "CannotDelete",
            fmt::format(
                "the specified group: \"{}\" name: \"default\" cannot be deleted by a user", row.id
            )
        );
    }
    if (group_is_used(call, row)) {
        return dependency(fmt::format("resource {} has a dependent object", row.id));
    }
    erase<GroupNoun>(call, row.id);
    return api::ec2::DeleteSecurityGroupResult{.return_ = true, .group_id = row.id};
}

Result<api::ec2::DescribeSecurityGroupsResult> describe_security_groups(
    Call& call, const api::ec2::DescribeSecurityGroupsRequest& input
) {
    std::vector<std::string> ids = input.group_ids.value_or(std::vector<std::string>{});
    for (const std::string& id : ids) {
        if (const auto group = find_group(call, id); !group) return group.error();
    }
    for (const std::string& name : input.group_names.value_or(std::vector<std::string>{})) {
        const auto group = find_in_default_vpc(call, name);
        if (!group) return group.error();
        ids.push_back((*group)->id);
    }
    auto page = list_rows<GroupNoun>(
        call,
        "DescribeSecurityGroups",
        input,
        ids,
        input.filters,
        kGroupFilters,
        [&](const SecurityGroupRow& row) { return show_group(call, row); }
    );
    if (!page) return page.error();
    return api::ec2::DescribeSecurityGroupsResult{
        .next_token = std::move(page->next_token), .security_groups = std::move(page->items)
    };
}

Result<core::Table<SecurityGroupRow>::Ptr> find_group(
    const Call& call, const std::optional<std::string>& id, const std::optional<std::string>& name
) {
    if (id && !id->empty() && !id->starts_with("sg-")) {
        return refused(
            "InvalidGroupId.Malformed",
            fmt::format("Invalid id: \"{}\" (expecting \"sg-...\")", *id)
        );
    }
    if (id && !id->empty()) return find<GroupNoun>(call, id);
    if (name && !name->empty()) return find_in_default_vpc(call, *name);
    return missing("groupId");
}

std::optional<FoundRule> find_rule(const Call& call, const std::string& id) {
    for (const auto& [key, row] : call.tables.groups.with_prefix(call.scope.prefix())) {
        const auto group = call.tx.get(call.tables.groups, key);
        if (!group) continue;
        const auto found = std::ranges::find(group->rules, id, &GroupRule::id);
        if (found == group->rules.end()) continue;
        return FoundRule{group, static_cast<std::size_t>(found - group->rules.begin())};
    }
    return std::nullopt;
}

}  // namespace gantry::ec2
