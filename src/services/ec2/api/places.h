#pragma once

#include "api/ec2/describe_account_attributes_request.h"
#include "api/ec2/describe_account_attributes_result.h"
#include "api/ec2/describe_availability_zones_request.h"
#include "api/ec2/describe_availability_zones_result.h"
#include "api/ec2/describe_regions_request.h"
#include "api/ec2/describe_regions_result.h"
#include "api/ec2/describe_vpn_gateways_request.h"
#include "api/ec2/describe_vpn_gateways_result.h"
#include "services/ec2/api/call.h"

/// Regions, zones, and what an account has in them. Source: EC2 API Reference.
namespace gantry::ec2 {

/// The three zones of the Region. Errors: InvalidParameterValue for names and ids that are none.
Result<api::ec2::DescribeAvailabilityZonesResult>
describe_availability_zones(Call&, const api::ec2::DescribeAvailabilityZonesRequest&);
/// Regions that need no opting in, and the one that the request is for.
/// Errors: InvalidParameterValue.
Result<api::ec2::DescribeRegionsResult>
describe_regions(Call&, const api::ec2::DescribeRegionsRequest&);
Result<api::ec2::DescribeAccountAttributesResult>
describe_account_attributes(Call&, const api::ec2::DescribeAccountAttributesRequest&);
/// CDK looks for them; nothing makes any. Errors: InvalidVpnGatewayID.NotFound.
Result<api::ec2::DescribeVpnGatewaysResult>
describe_vpn_gateways(Call&, const api::ec2::DescribeVpnGatewaysRequest&);

}  // namespace gantry::ec2
