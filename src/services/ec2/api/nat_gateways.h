#pragma once

#include "api/ec2/create_nat_gateway_request.h"
#include "api/ec2/create_nat_gateway_result.h"
#include "api/ec2/delete_nat_gateway_request.h"
#include "api/ec2/delete_nat_gateway_result.h"
#include "api/ec2/describe_nat_gateways_request.h"
#include "api/ec2/describe_nat_gateways_result.h"
#include "services/ec2/api/call.h"

/// Operations on NAT gateways: declarations, whose state says that they are declared; they
/// translate nothing. Source: EC2 API Reference; VPC User Guide, "NAT gateways".
namespace gantry::ec2 {

/// AWS's default quota.
inline constexpr std::size_t kMostNatGateways = 5;  ///< of a zone

/// The answer says pending, as AWS's; it is available at once, or has failed and says why.
/// Errors: those of ids, MissingParameter, InvalidParameterValue, NatGatewayLimitExceeded,
/// IdempotentParameterMismatch.
Result<api::ec2::CreateNatGatewayResult>
create_nat_gateway(Call&, const api::ec2::CreateNatGatewayRequest&);
/// It is shown as deleted for an hour more. Errors: NatGatewayNotFound.
Result<api::ec2::DeleteNatGatewayResult>
delete_nat_gateway(Call&, const api::ec2::DeleteNatGatewayRequest&);
/// Errors: NatGatewayNotFound, InvalidParameterValue.
Result<api::ec2::DescribeNatGatewaysResult>
describe_nat_gateways(Call&, const api::ec2::DescribeNatGatewaysRequest&);

}  // namespace gantry::ec2
