#include "services/ec2/api/route_tables.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/ec2/propagating_vgw.h"
#include "api/ec2/route.h"
#include "api/ec2/route_origin.h"
#include "api/ec2/route_state.h"
#include "api/ec2/route_table.h"
#include "api/ec2/route_table_association.h"
#include "api/ec2/route_table_association_state.h"
#include "api/ec2/route_table_association_state_code.h"
#include "services/ec2/api/holders.h"
#include "services/ec2/api/list.h"
#include "services/ec2/api/routes.h"
#include "services/ec2/api/tagging.h"
#include "services/ec2/api/tokens.h"
#include "services/ec2/rules/aws_prefix_lists.h"

namespace gantry::ec2 {
namespace {

constexpr FilterName kTableFilters[] = {
    {"association.gateway-id", "Associations[].GatewayId"},
    {"association.main", "Associations[].Main"},
    {"association.route-table-association-id", "Associations[].RouteTableAssociationId"},
    {"association.route-table-id", "Associations[].RouteTableId"},
    {"association.subnet-id", "Associations[].SubnetId"},
    {"owner-id", "OwnerId"},
    {"route-table-id", "RouteTableId"},
    {"route.destination-cidr-block", "Routes[].DestinationCidrBlock"},
    {"route.destination-ipv6-cidr-block", "Routes[].DestinationIpv6CidrBlock"},
    {"route.destination-prefix-list-id", "Routes[].DestinationPrefixListId"},
    {"route.egress-only-internet-gateway-id", "Routes[].EgressOnlyInternetGatewayId"},
    {"route.gateway-id", "Routes[].GatewayId"},
    {"route.instance-id", "Routes[].InstanceId"},
    {"route.nat-gateway-id", "Routes[].NatGatewayId"},
    {"route.origin", "Routes[].Origin"},
    {"route.state", "Routes[].State"},
    {"route.transit-gateway-id", "Routes[].TransitGatewayId"},
    {"route.vpc-peering-connection-id", "Routes[].VpcPeeringConnectionId"},
    {"vpc-id", "VpcId"},
};

using api::ec2::RouteTableAssociationStateCode;

api::ec2::RouteTableAssociationState state(RouteTableAssociationStateCode code) {
    return {.state = code};
}

api::ec2::Route show_route(const Call& call, const std::string& vpc_id, const RouteEntry& route) {
    api::ec2::Route shown{
        .origin = api::ec2::RouteOrigin::CreateRoute,
        .state = is_reachable(call, vpc_id, route) ? api::ec2::RouteState::Active
                                                   : api::ec2::RouteState::Blackhole,
    };
    if (route.destination.starts_with("pl-")) {
        shown.destination_prefix_list_id = route.destination;
    } else if (route.destination.find(':') != std::string::npos) {
        shown.destination_ipv6_cidr_block = route.destination;
    } else {
        shown.destination_cidr_block = route.destination;
    }
    if (route.target.starts_with("nat-")) {
        shown.nat_gateway_id = route.target;
    } else if (route.target.starts_with("eni-")) {
        shown.network_interface_id = route.target;
    } else {
        shown.gateway_id = route.target;
    }
    return shown;
}

/// Routes that nobody made one by one: to the VPC itself, and to gateway endpoints.
void add_given_routes(
    const Call& call, const RouteTableRow& row, std::vector<api::ec2::Route>& all
) {
    const auto vpc = call.tx.get(call.tables.vpcs, key_of(call, row.vpc_id));
    for (const CidrAssociation& one : vpc ? vpc->cidrs : std::vector<CidrAssociation>{}) {
        all.push_back({
            .destination_cidr_block = one.cidr,
            .gateway_id = "local",
            .origin = api::ec2::RouteOrigin::CreateRouteTable,
            .state = api::ec2::RouteState::Active,
        });
    }
    const Tables& tables = call.tables;
    for (const auto& endpoint :
         rows_of(call, tables.endpoints, tables.endpoints_by_vpc, row.vpc_id)) {
        const auto& in = endpoint->route_table_ids;
        if (std::ranges::find(in, row.id) == in.end()) continue;
        for (const AwsPrefixList& list : aws_prefix_lists(call.scope.region)) {
            if (list.name != endpoint->service_name) continue;
            all.push_back({
                .destination_prefix_list_id = list.id,
                .gateway_id = endpoint->id,
                .origin = api::ec2::RouteOrigin::CreateRoute,
                .state = api::ec2::RouteState::Active,
            });
        }
    }
}

api::ec2::RouteTable show(const Call& call, const RouteTableRow& row) {
    api::ec2::RouteTable shown{
        .associations = std::vector<api::ec2::RouteTableAssociation>{},
        .propagating_vgws = std::vector<api::ec2::PropagatingVgw>{},
        .route_table_id = row.id,
        .routes = std::vector<api::ec2::Route>{},
        .tags = row.tags,
        .vpc_id = row.vpc_id,
        .owner_id = call.scope.account,
    };
    const auto vpc = call.tx.get(call.tables.vpcs, key_of(call, row.vpc_id));
    if (vpc && vpc->main_route_table_id == row.id) {
        shown.associations->push_back({
            .main = true,
            .route_table_association_id = vpc->main_association_id,
            .route_table_id = row.id,
            .association_state = state(RouteTableAssociationStateCode::Associated),
        });
    }
    for (const auto& subnet : subnets_of(call, row.vpc_id)) {
        if (subnet->route_table_id != row.id) continue;
        shown.associations->push_back({
            .main = false,
            .route_table_association_id = subnet->route_table_association_id,
            .route_table_id = row.id,
            .subnet_id = subnet->id,
            .association_state = state(RouteTableAssociationStateCode::Associated),
        });
    }
    add_given_routes(call, row, *shown.routes);
    for (const RouteEntry& route : row.routes)
        shown.routes->push_back(show_route(call, row.vpc_id, route));
    return shown;
}

bool is_used(const Call& call, const RouteTableRow& row) {
    const auto shown = show(call, row);
    return !shown.associations->empty() ||
           std::ranges::any_of(*shown.routes, [](const api::ec2::Route& route) {
               return route.gateway_id && route.gateway_id->starts_with("vpce-");
           });
}

}  // namespace

Result<api::ec2::CreateRouteTableResult> create_route_table(
    Call& call, const api::ec2::CreateRouteTableRequest& input
) {
    const auto before = find_by_token<RouteTableNoun>(call, input);
    if (!before) return before.error();
    if (*before) {
        return api::ec2::CreateRouteTableResult{
            .route_table = show(call, **before), .client_token = input.client_token
        };
    }
    const auto vpc = find<VpcNoun>(call, input.vpc_id);
    if (!vpc) return vpc.error();
    auto tags = read_tags(input.tag_specifications, kinds::kRouteTable);
    if (!tags) return tags.error();
    if (call.tables.route_tables_by_vpc.keys(key_of(call, (*vpc)->id)).size() >= kMostRouteTables) {
        return over_quota(
            "RouteTableLimitExceeded", "The maximum number of route tables has been reached."
        );
    }
    RouteTableRow row{
        .id = draw_id(call.ids, "rtb"), .vpc_id = (*vpc)->id, .tags = *std::move(tags)
    };
    keep_token(input, row);
    api::ec2::CreateRouteTableResult out{
        .route_table = show(call, row), .client_token = input.client_token
    };
    put<RouteTableNoun>(call, std::move(row));
    return out;
}

Result<api::ec2::DeleteRouteTableResponse> delete_route_table(
    Call& call, const api::ec2::DeleteRouteTableRequest& input
) {
    const auto table = find<RouteTableNoun>(call, input.route_table_id);
    if (!table) return table.error();
    if (is_used(call, **table)) {
        return dependency(
            fmt::format("The routeTable '{}' has dependencies and cannot be deleted.", (*table)->id)
        );
    }
    erase<RouteTableNoun>(call, (*table)->id);
    return api::ec2::DeleteRouteTableResponse{};
}

Result<api::ec2::DescribeRouteTablesResult> describe_route_tables(
    Call& call, const api::ec2::DescribeRouteTablesRequest& input
) {
    auto page = list_rows<RouteTableNoun>(
        call,
        "DescribeRouteTables",
        input,
        input.route_table_ids,
        input.filters,
        kTableFilters,
        [&](const RouteTableRow& row) { return show(call, row); }
    );
    if (!page) return page.error();
    return api::ec2::DescribeRouteTablesResult{
        .route_tables = std::move(page->items), .next_token = std::move(page->next_token)
    };
}

Result<api::ec2::AssociateRouteTableResult> associate_route_table(
    Call& call, const api::ec2::AssociateRouteTableRequest& input
) {
    const auto table = find<RouteTableNoun>(call, input.route_table_id);
    if (!table) return table.error();
    const auto subnet = find<SubnetNoun>(call, input.subnet_id);
    if (!subnet) return subnet.error();
    SubnetRow row = **subnet;
    const std::string& id = (*table)->id;
    if ((*table)->vpc_id != row.vpc_id) {
        return invalid_value(
            fmt::format("Route table {} and subnet {} belong to different networks", id, row.id)
        );
    }
    if (!row.route_table_id.empty() && row.route_table_id != id) {
        return refused(
            "Resource.AlreadyAssociated",
            fmt::format(
                "the specified association for route table {} conflicts with an existing "
                "association",
                id
            )
        );
    }
    if (row.route_table_id.empty()) {
        row.route_table_id = id;
        row.route_table_association_id = draw_id(call.ids, "rtbassoc");
    }
    api::ec2::AssociateRouteTableResult out{
        .association_id = row.route_table_association_id,
        .association_state = state(RouteTableAssociationStateCode::Associated),
    };
    put<SubnetNoun>(call, std::move(row));
    return out;
}

Result<api::ec2::DisassociateRouteTableResponse> disassociate_route_table(
    Call& call, const api::ec2::DisassociateRouteTableRequest& input
) {
    const std::string id = input.association_id.value_or("");
    const TableHolder holder = find_table_association(call, id);
    if (holder.vpc) {
        return invalid_value(
            fmt::format("cannot disassociate the main route table association {}", id)
        );
    }
    if (!holder.subnet) return no_such_association(id);
    SubnetRow row = *holder.subnet;
    row.route_table_id.clear();
    row.route_table_association_id.clear();
    put<SubnetNoun>(call, std::move(row));
    return api::ec2::DisassociateRouteTableResponse{};
}

Result<api::ec2::ReplaceRouteTableAssociationResult> replace_route_table_association(
    Call& call, const api::ec2::ReplaceRouteTableAssociationRequest& input
) {
    const std::string id = input.association_id.value_or("");
    const auto table = find<RouteTableNoun>(call, input.route_table_id);
    if (!table) return table.error();
    const TableHolder holder = find_table_association(call, id);
    if (!holder.vpc && !holder.subnet) return no_such_association(id);
    const std::string& vpc_id = holder.vpc ? holder.vpc->id : holder.subnet->vpc_id;
    if ((*table)->vpc_id != vpc_id) {
        return invalid_value(fmt::format(
            "Route table {} and network {} belong to different networks", (*table)->id, vpc_id
        ));
    }
    const std::string next = draw_id(call.ids, "rtbassoc");
    if (holder.vpc) {
        VpcRow row = *holder.vpc;
        row.main_route_table_id = (*table)->id;
        row.main_association_id = next;
        put<VpcNoun>(call, std::move(row));
    } else {
        SubnetRow row = *holder.subnet;
        row.route_table_id = (*table)->id;
        row.route_table_association_id = next;
        put<SubnetNoun>(call, std::move(row));
    }
    return api::ec2::ReplaceRouteTableAssociationResult{
        .new_association_id = next,
        .association_state = state(RouteTableAssociationStateCode::Associated),
    };
}

}  // namespace gantry::ec2
