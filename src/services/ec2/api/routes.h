#pragma once

#include <optional>
#include <string>

#include "api/ec2/create_route_request.h"
#include "api/ec2/create_route_result.h"
#include "api/ec2/delete_route_request.h"
#include "api/ec2/delete_route_response.h"
#include "api/ec2/replace_route_request.h"
#include "api/ec2/replace_route_response.h"
#include "services/ec2/api/call.h"

/// Operations on the routes in a table. Source: EC2 API Reference; VPC User Guide, "Route tables".
namespace gantry::ec2 {

/// AWS's default quota.
inline constexpr std::size_t kMostRoutes = 500;  ///< of one table

/// Errors: those of ids, MissingParameter, InvalidParameterValue, RouteAlreadyExists,
/// RouteLimitExceeded.
Result<api::ec2::CreateRouteResult> create_route(Call&, const api::ec2::CreateRouteRequest&);
/// Errors: those of ids, InvalidParameterValue for a route that is not there.
Result<api::ec2::ReplaceRouteResponse> replace_route(Call&, const api::ec2::ReplaceRouteRequest&);
/// Errors: those of ids, InvalidRoute.NotFound, InvalidParameterValue for a local route.
Result<api::ec2::DeleteRouteResponse> delete_route(Call&, const api::ec2::DeleteRouteRequest&);

/// Whether what a route leads to is there: an internet gateway has to be attached to the table's
/// VPC.
bool is_reachable(const Call& call, const std::string& vpc_id, const RouteEntry& route);

}  // namespace gantry::ec2
