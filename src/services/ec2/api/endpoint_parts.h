#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/ec2/vpc_endpoint.h"
#include "services/ec2/api/call.h"
#include "services/ec2/rules/endpoint_services.h"

/// What VPC endpoints are made of.
namespace gantry::ec2 {

/// Everything to everybody: an endpoint's policy where none is given.
std::string full_access_policy();

/// A policy that is given, as it is kept; without one everything is allowed.
/// Errors: InvalidPolicyDocument.
Result<std::string> read_policy(const std::optional<std::string>& text);

/// Adds routes to a gateway endpoint's service to the tables.
/// Errors: those of ids, InvalidParameter for other VPCs, RouteAlreadyExists.
Result<void> add_route_tables(
    const Call& call, EndpointRow& row, const std::vector<std::string>& ids
);

/// Stages a network interface in each of the subnets.
/// Errors: those of ids and of make_interface, InvalidParameter for other VPCs,
/// DuplicateSubnetsInSameZone.
Result<void> add_subnets(Call& call, EndpointRow& row, const std::vector<std::string>& ids);
/// Takes them away again. Errors: InvalidParameter for subnets that it is not in.
Result<void> remove_subnets(Call& call, EndpointRow& row, const std::vector<std::string>& ids);

/// Whether names in the VPC may lead to the endpoint. Errors: InvalidParameter where the VPC does
/// not resolve names, or another endpoint has the service's name.
Result<void> check_private_dns(
    const Call& call, const EndpointRow& row, const EndpointService& service
);

api::ec2::VpcEndpoint show_endpoint(const Call& call, const EndpointRow& row);

}  // namespace gantry::ec2
