#pragma once

#include "api/ec2/associate_dhcp_options_request.h"
#include "api/ec2/associate_dhcp_options_response.h"
#include "api/ec2/create_dhcp_options_request.h"
#include "api/ec2/create_dhcp_options_result.h"
#include "api/ec2/delete_dhcp_options_request.h"
#include "api/ec2/delete_dhcp_options_response.h"
#include "api/ec2/describe_dhcp_options_request.h"
#include "api/ec2/describe_dhcp_options_result.h"
#include "services/ec2/api/call.h"

/// Operations on DHCP options. Source: EC2 API Reference; VPC User Guide, "DHCP option sets".
namespace gantry::ec2 {

/// AWS's default quota.
inline constexpr std::size_t kMostDhcpOptions = 100;  ///< of a Region

/// Errors: MissingParameter, InvalidParameterValue for names that are none,
/// DhcpOptionsLimitExceeded.
Result<api::ec2::CreateDhcpOptionsResult>
create_dhcp_options(Call&, const api::ec2::CreateDhcpOptionsRequest&);
/// Errors: InvalidDhcpOptionID.NotFound, DependencyViolation while a VPC has them.
Result<api::ec2::DeleteDhcpOptionsResponse>
delete_dhcp_options(Call&, const api::ec2::DeleteDhcpOptionsRequest&);
Result<api::ec2::DescribeDhcpOptionsResult>
describe_dhcp_options(Call&, const api::ec2::DescribeDhcpOptionsRequest&);
/// With the word "default": none. Errors: InvalidDhcpOptionID.NotFound, InvalidVpcID.NotFound.
Result<api::ec2::AssociateDhcpOptionsResponse>
associate_dhcp_options(Call&, const api::ec2::AssociateDhcpOptionsRequest&);

}  // namespace gantry::ec2
