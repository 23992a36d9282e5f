#pragma once

#include "api/ec2/describe_network_acls_request.h"
#include "api/ec2/describe_network_acls_result.h"
#include "services/ec2/api/call.h"

/// Operations on network ACLs. Source: EC2 API Reference; VPC User Guide, "Network ACLs".
namespace gantry::ec2 {

Result<api::ec2::DescribeNetworkAclsResult>
describe_network_acls(Call&, const api::ec2::DescribeNetworkAclsRequest&);

}  // namespace gantry::ec2
