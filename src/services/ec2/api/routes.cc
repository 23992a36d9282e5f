#include "services/ec2/api/routes.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/ec2/api/errors.h"
#include "services/ec2/api/nouns.h"
#include "services/ec2/rules/aws_prefix_lists.h"
#include "services/ec2/rules/cidr.h"

namespace gantry::ec2 {
namespace {

/// What a route is for: a block of either family, or a prefix list.
template <class Input>
Result<std::string> read_destination(const Call& call, const Input& input) {
    const int given = int{input.destination_cidr_block.has_value()} +
                      int{input.destination_ipv6_cidr_block.has_value()} +
                      int{input.destination_prefix_list_id.has_value()};
    if (given == 0) return missing("destinationCidrBlock");
    if (given > 1) {
        return invalid_combination(
            "The request must contain exactly one of destinationCidrBlock, "
            "destinationIpv6CidrBlock, destinationPrefixListId"
        );
    }
    if (input.destination_cidr_block) {
        const auto block = Cidr::parse(*input.destination_cidr_block);
        if (!block) return bad_block(*input.destination_cidr_block, "destinationCidrBlock");
        return block->str();
    }
    if (input.destination_ipv6_cidr_block) {
        const auto block = canonical_cidr6(*input.destination_ipv6_cidr_block);
        if (block) return *block;
        return bad_block(*input.destination_ipv6_cidr_block, "destinationIpv6CidrBlock");
    }
    const std::string& id = *input.destination_prefix_list_id;
    if (find_aws_prefix_list(call.scope.region, id)) return id;
    const auto list = find<PrefixListNoun>(call, id);
    if (!list) return list.error();
    return id;
}

/// Whether the VPC's own addresses are reached by it.
bool is_local(const Call& call, const std::string& vpc_id, const std::string& destination) {
    const auto vpc = call.tx.get(call.tables.vpcs, key_of(call, vpc_id));
    return vpc && std::ranges::any_of(vpc->cidrs, [&](const CidrAssociation& one) {
               return one.cidr == destination;
           });
}

Error other_network(std::string_view table, std::string_view what, std::string_view id) {
    return invalid_value(
        fmt::format("route table {} and {} {} belong to different networks", table, what, id)
    );
}

Result<std::string> read_gateway(
    const Call& call, const RouteTableRow& table, const std::string& id
) {
    if (!id.starts_with("igw-")) {
        return Error{
            ErrorKind::NotFound,
            "InvalidGatewayID.NotFound",
            fmt::format("The gateway ID '{}' does not exist", id),
            {},
        };
    }
    const auto gateway = find<InternetGatewayNoun>(call, id);
    if (!gateway) return gateway.error();
    if ((*gateway)->vpc_id != table.vpc_id) return other_network(table.id, "network gateway", id);
    return id;
}

Result<std::string> read_nat(const Call& call, const RouteTableRow& table, const std::string& id) {
    const auto gateway = call.tx.get(call.tables.nat_gateways, key_of(call, id));
    if (!gateway || gateway->deleted) {
        return Error{
            ErrorKind::NotFound,
            "InvalidNatGatewayID.NotFound",
            fmt::format("The natGateway ID '{}' does not exist", id),
            {},
        };
    }
    if (gateway->vpc_id != table.vpc_id) return other_network(table.id, "nat gateway", id);
    return id;
}

Result<std::string> read_interface(
    const Call& call, const RouteTableRow& table, const std::string& id
) {
    const auto interface = find<InterfaceNoun>(call, id);
    if (!interface) return interface.error();
    if ((*interface)->vpc_id != table.vpc_id) return other_network(table.id, "interface", id);
    return id;
}

/// What a route leads to. Targets that are not there at all were refused before.
template <class Input>
Result<std::string> read_target(const Call& call, const RouteTableRow& table, const Input& input) {
    const int given = int{input.gateway_id.has_value()} + int{input.nat_gateway_id.has_value()} +
                      int{input.network_interface_id.has_value()} +
                      int{input.instance_id.has_value()};
    if (given != 1) {
        constexpr std::string_view kOneOf =
            "The request must contain exactly one of gatewayId, natGatewayId, networkInterfaceId, "
            "instanceId";
        if (given == 0) return refused("MissingParameter", std::string(kOneOf));
        return invalid_combination(std::string(kOneOf));
    }
    if (input.gateway_id) return read_gateway(call, table, *input.gateway_id);
    if (input.nat_gateway_id) return read_nat(call, table, *input.nat_gateway_id);
    if (input.network_interface_id) return read_interface(call, table, *input.network_interface_id);
    return Error{
        ErrorKind::NotFound,
        "InvalidInstanceID.NotFound",
        fmt::format("The instance ID '{}' does not exist", *input.instance_id),
        {},
    };
}

/// Where a route stands in its table.
std::vector<RouteEntry>::iterator find_route(RouteTableRow& table, const std::string& destination) {
    return std::ranges::find(table.routes, destination, &RouteEntry::destination);
}

}  // namespace

Result<api::ec2::CreateRouteResult> create_route(
    Call& call, const api::ec2::CreateRouteRequest& input
) {
    const auto table = find<RouteTableNoun>(call, input.route_table_id);
    if (!table) return table.error();
    RouteTableRow row = **table;
    auto destination = read_destination(call, input);
    if (!destination) return destination.error();
    auto target = read_target(call, row, input);
    if (!target) return target.error();
    if (is_local(call, row.vpc_id, *destination) ||
        find_route(row, *destination) != row.routes.end()) {
        return Error{
            ErrorKind::Conflict,
            "RouteAlreadyExists",
            fmt::format("The route identified by {} already exists.", *destination),
            {},
        };
    }
    if (row.routes.size() >= kMostRoutes) {
        return over_quota("RouteLimitExceeded", "The maximum number of routes has been reached.");
    }
    row.routes.push_back({*std::move(destination), *std::move(target)});
    put<RouteTableNoun>(call, std::move(row));
    return api::ec2::CreateRouteResult{.return_ = true};
}

Result<api::ec2::ReplaceRouteResponse> replace_route(
    Call& call, const api::ec2::ReplaceRouteRequest& input
) {
    const auto table = find<RouteTableNoun>(call, input.route_table_id);
    if (!table) return table.error();
    RouteTableRow row = **table;
    const auto destination = read_destination(call, input);
    if (!destination) return destination.error();
    if (is_local(call, row.vpc_id, *destination)) {
        // It leads where it did: to the VPC itself. Any other target was not asked for.
        if (input.local_target.value_or(false)) return api::ec2::ReplaceRouteResponse{};
        return refused(
            "UnsupportedOperation", "Gantry does not lead a VPC's own addresses elsewhere yet"
        );
    }
    auto target = read_target(call, row, input);
    if (!target) return target.error();
    const auto route = find_route(row, *destination);
    if (route == row.routes.end()) {
        return invalid_value(fmt::format(
            "There is no route defined for '{}' in the route table. Use CreateRoute instead.",
            *destination
        ));
    }
    route->target = *std::move(target);
    put<RouteTableNoun>(call, std::move(row));
    return api::ec2::ReplaceRouteResponse{};
}

Result<api::ec2::DeleteRouteResponse> delete_route(
    Call& call, const api::ec2::DeleteRouteRequest& input
) {
    const auto table = find<RouteTableNoun>(call, input.route_table_id);
    if (!table) return table.error();
    RouteTableRow row = **table;
    const auto destination = read_destination(call, input);
    if (!destination) return destination.error();
    if (is_local(call, row.vpc_id, *destination)) {
        return invalid_value(
            fmt::format("cannot remove local route {} in route table {}", *destination, row.id)
        );
    }
    const auto route = find_route(row, *destination);
    if (route == row.routes.end()) {
        return Error{
            ErrorKind::NotFound,
            "InvalidRoute.NotFound",
            fmt::format(
                "no route with destination-cidr-block {} in route table {}", *destination, row.id
            ),
            {},
        };
    }
    row.routes.erase(route);
    put<RouteTableNoun>(call, std::move(row));
    return api::ec2::DeleteRouteResponse{};
}

bool is_reachable(const Call& call, const std::string& vpc_id, const RouteEntry& route) {
    const std::string key = key_of(call, route.target);
    if (route.target.starts_with("igw-")) {
        const auto gateway = call.tx.get(call.tables.internet_gateways, key);
        return gateway && gateway->vpc_id == vpc_id;
    }
    if (route.target.starts_with("nat-")) {
        const auto gateway = call.tx.get(call.tables.nat_gateways, key);
        return gateway && !gateway->deleted;
    }
    return call.tx.get(call.tables.interfaces, key) != nullptr;
}

}  // namespace gantry::ec2
