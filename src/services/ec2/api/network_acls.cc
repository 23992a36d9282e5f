#include "services/ec2/api/network_acls.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/ec2/api/describe.h"
#include "services/ec2/api/holders.h"
#include "services/ec2/api/list.h"
#include "services/ec2/api/tagging.h"
#include "services/ec2/api/tokens.h"

namespace gantry::ec2 {
namespace {

constexpr FilterName kAclFilters[] = {
    {"association.association-id", "Associations[].NetworkAclAssociationId"},
    {"association.network-acl-id", "Associations[].NetworkAclId"},
    {"association.subnet-id", "Associations[].SubnetId"},
    {"default", "IsDefault"},
    {"entry.cidr", "Entries[].CidrBlock"},
    {"entry.icmp.code", "Entries[].IcmpTypeCode.Code"},
    {"entry.icmp.type", "Entries[].IcmpTypeCode.Type"},
    {"entry.ipv6-cidr", "Entries[].Ipv6CidrBlock"},
    {"entry.port-range.from", "Entries[].PortRange.From"},
    {"entry.port-range.to", "Entries[].PortRange.To"},
    {"entry.protocol", "Entries[].Protocol"},
    {"entry.rule-action", "Entries[].RuleAction"},
    {"entry.egress", "Entries[].Egress"},
    {"entry.rule-number", "Entries[].RuleNumber"},
    {"network-acl-id", "NetworkAclId"},
    {"owner-id", "OwnerId"},
    {"vpc-id", "VpcId"},
};

}  // namespace

Result<api::ec2::DescribeNetworkAclsResult> describe_network_acls(
    Call& call, const api::ec2::DescribeNetworkAclsRequest& input
) {
    auto page = list_rows<AclNoun>(
        call,
        "DescribeNetworkAcls",
        input,
        input.network_acl_ids,
        input.filters,
        kAclFilters,
        [&](const NetworkAclRow& row) { return show_acl(call, row); }
    );
    if (!page) return page.error();
    return api::ec2::DescribeNetworkAclsResult{
        .network_acls = std::move(page->items), .next_token = std::move(page->next_token)
    };
}

Result<api::ec2::CreateNetworkAclResult> create_network_acl(
    Call& call, const api::ec2::CreateNetworkAclRequest& input
) {
    const auto before = find_by_token<AclNoun>(call, input);
    if (!before) return before.error();
    if (*before) {
        return api::ec2::CreateNetworkAclResult{
            .network_acl = show_acl(call, **before), .client_token = input.client_token
        };
    }
    const auto vpc = find<VpcNoun>(call, input.vpc_id);
    if (!vpc) return vpc.error();
    auto tags = read_tags(input.tag_specifications, kinds::kAcl);
    if (!tags) return tags.error();
    if (call.tables.acls_by_vpc.keys(key_of(call, (*vpc)->id)).size() >= kMostAcls) {
        return over_quota(
            "NetworkAclLimitExceeded", "The maximum number of network acls has been reached."
        );
    }
    NetworkAclRow row{
        .id = draw_id(call.ids, "acl"), .vpc_id = (*vpc)->id, .tags = *std::move(tags)
    };
    keep_token(input, row);
    api::ec2::CreateNetworkAclResult out{
        .network_acl = show_acl(call, row), .client_token = input.client_token
    };
    put<AclNoun>(call, std::move(row));
    return out;
}

Result<api::ec2::DeleteNetworkAclResponse> delete_network_acl(
    Call& call, const api::ec2::DeleteNetworkAclRequest& input
) {
    const auto acl = find<AclNoun>(call, input.network_acl_id);
    if (!acl) return acl.error();
    const std::string& id = (*acl)->id;
    if ((*acl)->is_default) {
        return invalid_value(fmt::format("cannot delete default network ACL {}", id));
    }
    const auto subnets = subnets_of(call, (*acl)->vpc_id);
    if (std::ranges::any_of(subnets, [&](const auto& one) { return one->acl_id == id; })) {
        return dependency(
            fmt::format("The networkAcl '{}' has dependencies and cannot be deleted.", id)
        );
    }
    erase<AclNoun>(call, id);
    return api::ec2::DeleteNetworkAclResponse{};
}

Result<api::ec2::ReplaceNetworkAclAssociationResult> replace_network_acl_association(
    Call& call, const api::ec2::ReplaceNetworkAclAssociationRequest& input
) {
    const auto acl = find<AclNoun>(call, input.network_acl_id);
    if (!acl) return acl.error();
    const std::string id = input.association_id.value_or("");
    const auto subnet = find_acl_association(call, id);
    if (!subnet || subnet->vpc_id != (*acl)->vpc_id) return no_such_association(id);
    SubnetRow row = *subnet;
    row.acl_id = (*acl)->id;
    row.acl_association_id = draw_id(call.ids, "aclassoc");
    api::ec2::ReplaceNetworkAclAssociationResult out{.new_association_id = row.acl_association_id};
    put<SubnetNoun>(call, std::move(row));
    return out;
}

}  // namespace gantry::ec2
