#pragma once

#include "api/ec2/create_network_acl_entry_request.h"
#include "api/ec2/create_network_acl_entry_response.h"
#include "api/ec2/create_network_acl_request.h"
#include "api/ec2/create_network_acl_result.h"
#include "api/ec2/delete_network_acl_entry_request.h"
#include "api/ec2/delete_network_acl_entry_response.h"
#include "api/ec2/delete_network_acl_request.h"
#include "api/ec2/delete_network_acl_response.h"
#include "api/ec2/describe_network_acls_request.h"
#include "api/ec2/describe_network_acls_result.h"
#include "api/ec2/replace_network_acl_association_request.h"
#include "api/ec2/replace_network_acl_association_result.h"
#include "api/ec2/replace_network_acl_entry_request.h"
#include "api/ec2/replace_network_acl_entry_response.h"
#include "services/ec2/api/call.h"

/// Operations on network ACLs. Source: EC2 API Reference; VPC User Guide, "Network ACLs".
namespace gantry::ec2 {

/// AWS's default quotas.
inline constexpr std::size_t kMostAcls = 200;       ///< of one VPC
inline constexpr std::size_t kMostAclEntries = 20;  ///< of one ACL, in each direction
inline constexpr std::int32_t kLastAclEntry = 32766;

/// Without entries: it denies everything. Errors: InvalidVpcID.NotFound, NetworkAclLimitExceeded,
/// IdempotentParameterMismatch.
Result<api::ec2::CreateNetworkAclResult>
create_network_acl(Call&, const api::ec2::CreateNetworkAclRequest&);
/// Errors: InvalidNetworkAclID.NotFound, DependencyViolation for one that subnets have,
/// InvalidParameterValue for a default one.
Result<api::ec2::DeleteNetworkAclResponse>
delete_network_acl(Call&, const api::ec2::DeleteNetworkAclRequest&);
Result<api::ec2::DescribeNetworkAclsResult>
describe_network_acls(Call&, const api::ec2::DescribeNetworkAclsRequest&);
/// Errors: InvalidNetworkAclID.NotFound, NetworkAclEntryAlreadyExists, InvalidParameterValue,
/// MissingParameter, NetworkAclEntryLimitExceeded.
Result<api::ec2::CreateNetworkAclEntryResponse>
create_network_acl_entry(Call&, const api::ec2::CreateNetworkAclEntryRequest&);
/// Errors: the same, and InvalidNetworkAclEntry.NotFound.
Result<api::ec2::ReplaceNetworkAclEntryResponse>
replace_network_acl_entry(Call&, const api::ec2::ReplaceNetworkAclEntryRequest&);
/// Errors: InvalidNetworkAclID.NotFound, InvalidNetworkAclEntry.NotFound.
Result<api::ec2::DeleteNetworkAclEntryResponse>
delete_network_acl_entry(Call&, const api::ec2::DeleteNetworkAclEntryRequest&);
/// Gives a subnet another ACL of its VPC. Errors: InvalidAssociationID.NotFound,
/// InvalidNetworkAclID.NotFound.
Result<api::ec2::ReplaceNetworkAclAssociationResult>
replace_network_acl_association(Call&, const api::ec2::ReplaceNetworkAclAssociationRequest&);

}  // namespace gantry::ec2
