#include "services/ec2/api/network_acls.h"

#include "services/ec2/api/describe.h"
#include "services/ec2/api/list.h"

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

}  // namespace gantry::ec2
