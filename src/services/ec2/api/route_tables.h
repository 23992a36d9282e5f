#pragma once

#include "api/ec2/associate_route_table_request.h"
#include "api/ec2/associate_route_table_result.h"
#include "api/ec2/create_route_table_request.h"
#include "api/ec2/create_route_table_result.h"
#include "api/ec2/delete_route_table_request.h"
#include "api/ec2/delete_route_table_response.h"
#include "api/ec2/describe_route_tables_request.h"
#include "api/ec2/describe_route_tables_result.h"
#include "api/ec2/disassociate_route_table_request.h"
#include "api/ec2/disassociate_route_table_response.h"
#include "api/ec2/replace_route_table_association_request.h"
#include "api/ec2/replace_route_table_association_result.h"
#include "services/ec2/api/call.h"

/// Operations on route tables. Source: EC2 API Reference; VPC User Guide, "Route tables".
namespace gantry::ec2 {

/// AWS's default quota.
inline constexpr std::size_t kMostRouteTables = 200;  ///< of one VPC

/// Errors: InvalidVpcID.NotFound, RouteTableLimitExceeded, IdempotentParameterMismatch.
Result<api::ec2::CreateRouteTableResult>
create_route_table(Call&, const api::ec2::CreateRouteTableRequest&);
/// Errors: InvalidRouteTableID.NotFound, DependencyViolation for the main one, while subnets are
/// associated with it, and while an endpoint has routes in it.
Result<api::ec2::DeleteRouteTableResponse>
delete_route_table(Call&, const api::ec2::DeleteRouteTableRequest&);
/// A route whose target is gone is a blackhole.
Result<api::ec2::DescribeRouteTablesResult>
describe_route_tables(Call&, const api::ec2::DescribeRouteTablesRequest&);
/// Again with the same table: the same association. Errors: those of ids,
/// Resource.AlreadyAssociated, InvalidParameterValue for things of two VPCs.
Result<api::ec2::AssociateRouteTableResult>
associate_route_table(Call&, const api::ec2::AssociateRouteTableRequest&);
/// Errors: InvalidAssociationID.NotFound, InvalidParameterValue for the main one.
Result<api::ec2::DisassociateRouteTableResponse>
disassociate_route_table(Call&, const api::ec2::DisassociateRouteTableRequest&);
/// Of a subnet, or of the VPC: another main route table. Errors: those of ids,
/// InvalidParameterValue.
Result<api::ec2::ReplaceRouteTableAssociationResult>
replace_route_table_association(Call&, const api::ec2::ReplaceRouteTableAssociationRequest&);

}  // namespace gantry::ec2
