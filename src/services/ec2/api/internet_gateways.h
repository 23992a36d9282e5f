#pragma once

#include "api/ec2/attach_internet_gateway_request.h"
#include "api/ec2/attach_internet_gateway_response.h"
#include "api/ec2/create_internet_gateway_request.h"
#include "api/ec2/create_internet_gateway_result.h"
#include "api/ec2/delete_internet_gateway_request.h"
#include "api/ec2/delete_internet_gateway_response.h"
#include "api/ec2/describe_internet_gateways_request.h"
#include "api/ec2/describe_internet_gateways_result.h"
#include "api/ec2/detach_internet_gateway_request.h"
#include "api/ec2/detach_internet_gateway_response.h"
#include "services/ec2/api/call.h"

/// Operations on internet gateways. Source: EC2 API Reference; VPC User Guide.
namespace gantry::ec2 {

/// AWS's default quota.
inline constexpr std::size_t kMostInternetGateways = 5;  ///< of a Region

/// Errors: InternetGatewayLimitExceeded.
Result<api::ec2::CreateInternetGatewayResult>
create_internet_gateway(Call&, const api::ec2::CreateInternetGatewayRequest&);
/// Errors: InvalidInternetGatewayID.NotFound, DependencyViolation while it is attached.
Result<api::ec2::DeleteInternetGatewayResponse>
delete_internet_gateway(Call&, const api::ec2::DeleteInternetGatewayRequest&);
Result<api::ec2::DescribeInternetGatewaysResult>
describe_internet_gateways(Call&, const api::ec2::DescribeInternetGatewaysRequest&);
/// Errors: those of ids, Resource.AlreadyAssociated, InvalidParameterValue for a VPC that has one.
Result<api::ec2::AttachInternetGatewayResponse>
attach_internet_gateway(Call&, const api::ec2::AttachInternetGatewayRequest&);
/// Errors: those of ids, Gateway.NotAttached, DependencyViolation while the VPC has public
/// addresses.
Result<api::ec2::DetachInternetGatewayResponse>
detach_internet_gateway(Call&, const api::ec2::DetachInternetGatewayRequest&);

}  // namespace gantry::ec2
