#pragma once

#include "api/ec2/create_default_subnet_request.h"
#include "api/ec2/create_default_subnet_result.h"
#include "api/ec2/create_subnet_request.h"
#include "api/ec2/create_subnet_result.h"
#include "api/ec2/delete_subnet_request.h"
#include "api/ec2/delete_subnet_response.h"
#include "api/ec2/describe_subnets_request.h"
#include "api/ec2/describe_subnets_result.h"
#include "api/ec2/modify_subnet_attribute_request.h"
#include "api/ec2/modify_subnet_attribute_response.h"
#include "services/ec2/api/call.h"

/// Operations on subnets. Source: EC2 API Reference; VPC User Guide, "Subnets for your VPC".
namespace gantry::ec2 {

/// AWS's default quota.
inline constexpr std::size_t kMostSubnets = 200;  ///< of one VPC

/// Available at once. Without a zone it is the first that has none of the VPC's subnets, else the
/// first. Errors: InvalidVpcID.NotFound, InvalidParameterValue, InvalidSubnet.Range,
/// InvalidSubnet.Conflict, SubnetLimitExceeded.
Result<api::ec2::CreateSubnetResult> create_subnet(Call&, const api::ec2::CreateSubnetRequest&);
/// Errors: InvalidInput without a default VPC, DefaultSubnetAlreadyExistsInAvailabilityZone,
/// InvalidParameterValue.
Result<api::ec2::CreateDefaultSubnetResult>
create_default_subnet(Call&, const api::ec2::CreateDefaultSubnetRequest&);
/// Errors: InvalidSubnetID.NotFound, DependencyViolation while network interfaces are in it.
Result<api::ec2::DeleteSubnetResponse> delete_subnet(Call&, const api::ec2::DeleteSubnetRequest&);
Result<api::ec2::DescribeSubnetsResult>
describe_subnets(Call&, const api::ec2::DescribeSubnetsRequest&);
/// One attribute a call. Errors: InvalidSubnetID.NotFound, InvalidParameterCombination.
Result<api::ec2::ModifySubnetAttributeResponse>
modify_subnet_attribute(Call&, const api::ec2::ModifySubnetAttributeRequest&);

}  // namespace gantry::ec2
