#pragma once

#include "api/ec2/create_vpc_endpoint_request.h"
#include "api/ec2/create_vpc_endpoint_result.h"
#include "api/ec2/delete_vpc_endpoints_request.h"
#include "api/ec2/delete_vpc_endpoints_result.h"
#include "api/ec2/describe_vpc_endpoint_services_request.h"
#include "api/ec2/describe_vpc_endpoint_services_result.h"
#include "api/ec2/describe_vpc_endpoints_request.h"
#include "api/ec2/describe_vpc_endpoints_result.h"
#include "api/ec2/modify_vpc_endpoint_request.h"
#include "api/ec2/modify_vpc_endpoint_result.h"
#include "services/ec2/api/call.h"

/// Operations on VPC endpoints: declarations. Services that Gantry has are reached without one, and
/// no others with one.
/// Source: EC2 API Reference; AWS PrivateLink Guide.
namespace gantry::ec2 {

/// AWS's default quotas, of one VPC and of a Region.
inline constexpr std::size_t kMostEndpoints = 50;

/// Gateway endpoints are routes to a service's prefix list; interface endpoints are a network
/// interface in each subnet, and answer pending at first, as AWS's.
/// Errors: those of ids, InvalidServiceName, InvalidParameter, InvalidPolicyDocument,
/// MissingParameter, RouteAlreadyExists, DuplicateSubnetsInSameZone, VpcEndpointLimitExceeded,
/// IdempotentParameterMismatch.
Result<api::ec2::CreateVpcEndpointResult>
create_vpc_endpoint(Call&, const api::ec2::CreateVpcEndpointRequest&);
/// Errors: those of ids, InvalidParameter, InvalidPolicyDocument, InvalidParameterCombination.
Result<api::ec2::ModifyVpcEndpointResult>
modify_vpc_endpoint(Call&, const api::ec2::ModifyVpcEndpointRequest&);
/// Those that are not there are told in the answer.
Result<api::ec2::DeleteVpcEndpointsResult>
delete_vpc_endpoints(Call&, const api::ec2::DeleteVpcEndpointsRequest&);
Result<api::ec2::DescribeVpcEndpointsResult>
describe_vpc_endpoints(Call&, const api::ec2::DescribeVpcEndpointsRequest&);
/// Errors: InvalidServiceName.
Result<api::ec2::DescribeVpcEndpointServicesResult>
describe_vpc_endpoint_services(Call&, const api::ec2::DescribeVpcEndpointServicesRequest&);

}  // namespace gantry::ec2
