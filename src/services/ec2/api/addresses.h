#pragma once

#include "api/ec2/allocate_address_request.h"
#include "api/ec2/allocate_address_result.h"
#include "api/ec2/associate_address_request.h"
#include "api/ec2/associate_address_result.h"
#include "api/ec2/describe_addresses_attribute_request.h"
#include "api/ec2/describe_addresses_attribute_result.h"
#include "api/ec2/describe_addresses_request.h"
#include "api/ec2/describe_addresses_result.h"
#include "api/ec2/disassociate_address_request.h"
#include "api/ec2/disassociate_address_response.h"
#include "api/ec2/release_address_request.h"
#include "api/ec2/release_address_response.h"
#include "services/ec2/api/call.h"

/// Operations on Elastic IP addresses. They are from blocks set aside for documentation: nothing on
/// the internet leads to them. Source: EC2 API Reference; EC2 User Guide, "Elastic IP addresses".
namespace gantry::ec2 {

/// AWS's default quota.
inline constexpr std::size_t kMostElasticAddresses = 5;  ///< of a Region

/// Errors: AddressLimitExceeded, InsufficientAddressCapacity, InvalidParameterValue.
Result<api::ec2::AllocateAddressResult>
allocate_address(Call&, const api::ec2::AllocateAddressRequest&);
/// Errors: InvalidAllocationID.NotFound, InvalidIPAddress.InUse, AuthFailure while a NAT gateway
/// has it.
Result<api::ec2::ReleaseAddressResponse>
release_address(Call&, const api::ec2::ReleaseAddressRequest&);
/// With a network interface's primary address unless another is named; what either was associated
/// with before is not any more, unless that is forbidden.
/// Errors: those of ids, Gateway.NotAttached, Resource.AlreadyAssociated, InvalidParameterValue,
/// AuthFailure where a service has either.
Result<api::ec2::AssociateAddressResult>
associate_address(Call&, const api::ec2::AssociateAddressRequest&);
/// Errors: InvalidAssociationID.NotFound, AuthFailure while a NAT gateway has it.
Result<api::ec2::DisassociateAddressResponse>
disassociate_address(Call&, const api::ec2::DisassociateAddressRequest&);
/// Errors: InvalidAllocationID.NotFound, InvalidAddress.NotFound, InvalidParameterValue.
Result<api::ec2::DescribeAddressesResult>
describe_addresses(Call&, const api::ec2::DescribeAddressesRequest&);
/// Nobody has a name of its own. Errors: InvalidAllocationID.NotFound.
Result<api::ec2::DescribeAddressesAttributeResult>
describe_addresses_attribute(Call&, const api::ec2::DescribeAddressesAttributeRequest&);

/// The address that has an association; without one that of the address itself. Empty texts count
/// as absent. Errors: MissingParameter, InvalidAddress.NotFound, InvalidAssociationID.NotFound.
Result<core::Table<AddressRow>::Ptr> find_address_in_use(
    const Call& call, const std::string& association_id, const std::string& public_ip
);

/// Whether an internet gateway is attached to the VPC.
bool has_internet_gateway(const Call& call, const std::string& vpc_id);

}  // namespace gantry::ec2
