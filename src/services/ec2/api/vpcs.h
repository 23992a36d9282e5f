#pragma once

#include "api/ec2/associate_vpc_cidr_block_request.h"
#include "api/ec2/associate_vpc_cidr_block_result.h"
#include "api/ec2/create_default_vpc_request.h"
#include "api/ec2/create_default_vpc_result.h"
#include "api/ec2/create_vpc_request.h"
#include "api/ec2/create_vpc_result.h"
#include "api/ec2/delete_vpc_request.h"
#include "api/ec2/delete_vpc_response.h"
#include "api/ec2/describe_vpc_attribute_request.h"
#include "api/ec2/describe_vpc_attribute_result.h"
#include "api/ec2/describe_vpcs_request.h"
#include "api/ec2/describe_vpcs_result.h"
#include "api/ec2/disassociate_vpc_cidr_block_request.h"
#include "api/ec2/disassociate_vpc_cidr_block_result.h"
#include "api/ec2/modify_vpc_attribute_request.h"
#include "api/ec2/modify_vpc_attribute_response.h"
#include "services/ec2/api/call.h"

/// Operations on VPCs. Source: EC2 API Reference; VPC User Guide, "VPC CIDR blocks".
namespace gantry::ec2 {

/// AWS's default quotas, for each Region.
inline constexpr std::size_t kMostVpcs = 5;
inline constexpr std::size_t kMostCidrs = 5;  ///< of one VPC

/// With a main route table, a default network ACL and a default security group. The answer says
/// pending, as AWS's; it is available at once.
/// Errors: InvalidParameterValue, InvalidVpc.Range, MissingParameter, VpcLimitExceeded.
Result<api::ec2::CreateVpcResult> create_vpc(Call&, const api::ec2::CreateVpcRequest&);
/// 172.31.0.0/16 with a subnet in every zone, an internet gateway and a route to it.
/// Errors: DefaultVpcAlreadyExists, VpcLimitExceeded.
Result<api::ec2::CreateDefaultVpcResult>
create_default_vpc(Call&, const api::ec2::CreateDefaultVpcRequest&);
/// Its main route table, its default network ACL and its default security group go with it.
/// Errors: InvalidVpcID.NotFound, DependencyViolation.
Result<api::ec2::DeleteVpcResponse> delete_vpc(Call&, const api::ec2::DeleteVpcRequest&);
Result<api::ec2::DescribeVpcsResult> describe_vpcs(Call&, const api::ec2::DescribeVpcsRequest&);
/// Errors: InvalidVpcID.NotFound, MissingParameter.
Result<api::ec2::DescribeVpcAttributeResult>
describe_vpc_attribute(Call&, const api::ec2::DescribeVpcAttributeRequest&);
/// One attribute a call. Errors: InvalidVpcID.NotFound, InvalidParameterCombination.
Result<api::ec2::ModifyVpcAttributeResponse>
modify_vpc_attribute(Call&, const api::ec2::ModifyVpcAttributeRequest&);
/// Errors: InvalidVpcID.NotFound, InvalidVpc.Range where a block or a route of the VPC is in the
/// way, InvalidParameterValue, CidrLimitExceeded.
Result<api::ec2::AssociateVpcCidrBlockResult>
associate_vpc_cidr_block(Call&, const api::ec2::AssociateVpcCidrBlockRequest&);
/// Errors: InvalidVpcCidrBlockAssociationID.NotFound, OperationNotPermitted for the VPC's own
/// block, DependencyViolation while subnets are in it.
Result<api::ec2::DisassociateVpcCidrBlockResult>
disassociate_vpc_cidr_block(Call&, const api::ec2::DisassociateVpcCidrBlockRequest&);

}  // namespace gantry::ec2
