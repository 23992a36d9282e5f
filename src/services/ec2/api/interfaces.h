#pragma once

#include "api/ec2/assign_private_ip_addresses_request.h"
#include "api/ec2/assign_private_ip_addresses_result.h"
#include "api/ec2/create_network_interface_request.h"
#include "api/ec2/create_network_interface_result.h"
#include "api/ec2/delete_network_interface_request.h"
#include "api/ec2/delete_network_interface_response.h"
#include "api/ec2/describe_network_interface_attribute_request.h"
#include "api/ec2/describe_network_interface_attribute_result.h"
#include "api/ec2/describe_network_interfaces_request.h"
#include "api/ec2/describe_network_interfaces_result.h"
#include "api/ec2/modify_network_interface_attribute_request.h"
#include "api/ec2/modify_network_interface_attribute_response.h"
#include "api/ec2/network_interface.h"
#include "api/ec2/unassign_private_ip_addresses_request.h"
#include "api/ec2/unassign_private_ip_addresses_response.h"
#include "services/ec2/api/call.h"

/// Operations on network interfaces. Source: EC2 API Reference; EC2 User Guide, "Elastic network
/// interfaces".
namespace gantry::ec2 {

/// AWS's default quota.
inline constexpr std::size_t kMostInterfaces = 5000;  ///< of a Region

/// Its state is available; the answer says pending, as AWS's. Errors: those of ids and of
/// make_interface (interface_parts.h), NetworkInterfaceLimitExceeded, IdempotentParameterMismatch.
Result<api::ec2::CreateNetworkInterfaceResult>
create_network_interface(Call&, const api::ec2::CreateNetworkInterfaceRequest&);
/// Errors: InvalidNetworkInterfaceID.NotFound, InvalidParameterValue while it is in use,
/// AuthFailure for what a service made.
Result<api::ec2::DeleteNetworkInterfaceResponse>
delete_network_interface(Call&, const api::ec2::DeleteNetworkInterfaceRequest&);
Result<api::ec2::DescribeNetworkInterfacesResult>
describe_network_interfaces(Call&, const api::ec2::DescribeNetworkInterfacesRequest&);
/// Errors: InvalidNetworkInterfaceID.NotFound, MissingParameter.
Result<api::ec2::DescribeNetworkInterfaceAttributeResult>
describe_network_interface_attribute(Call&, const api::ec2::DescribeNetworkInterfaceAttributeRequest&);
/// One attribute a call. Errors: InvalidNetworkInterfaceID.NotFound, InvalidParameterCombination,
/// those of groups, AuthFailure where a service made it.
Result<api::ec2::ModifyNetworkInterfaceAttributeResponse>
modify_network_interface_attribute(Call&, const api::ec2::ModifyNetworkInterfaceAttributeRequest&);
/// Further addresses. Errors: InvalidNetworkInterfaceID.NotFound, as take_addresses, AuthFailure.
Result<api::ec2::AssignPrivateIpAddressesResult>
assign_private_ip_addresses(Call&, const api::ec2::AssignPrivateIpAddressesRequest&);
/// Errors: InvalidNetworkInterfaceID.NotFound, InvalidParameterValue for addresses that are not its
/// own, and for its primary one; AuthFailure.
Result<api::ec2::UnassignPrivateIpAddressesResponse>
unassign_private_ip_addresses(Call&, const api::ec2::UnassignPrivateIpAddressesRequest&);

api::ec2::NetworkInterface show_interface(const Call& call, const InterfaceRow& row);

}  // namespace gantry::ec2
