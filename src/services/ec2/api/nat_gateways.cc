#include "services/ec2/api/nat_gateways.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/ec2/availability_mode.h"
#include "api/ec2/connectivity_type.h"
#include "api/ec2/nat_gateway.h"
#include "api/ec2/nat_gateway_address_status.h"
#include "api/ec2/nat_gateway_state.h"
#include "services/ec2/api/addresses.h"
#include "services/ec2/api/describe.h"
#include "services/ec2/api/interface_parts.h"
#include "services/ec2/api/list.h"
#include "services/ec2/api/tagging.h"
#include "services/ec2/api/tokens.h"

namespace gantry::ec2 {
namespace {

constexpr FilterName kNatFilters[] = {
    {"nat-gateway-id", "NatGatewayId"},
    {"state", "State"},
    {"subnet-id", "SubnetId"},
    {"vpc-id", "VpcId"},
};

constexpr hours kShownFor{1};

using api::ec2::NatGatewayState;

NatGatewayState state_of(const NatGatewayRow& row) {
    if (!row.failure_code.empty()) return NatGatewayState::Failed;
    return row.deleted ? NatGatewayState::Deleted : NatGatewayState::Available;
}

api::ec2::NatGateway show(const NatGatewayRow& row) {
    using api::ec2::ConnectivityType;
    using api::ec2::NatGatewayAddressStatus;
    const bool failed = !row.failure_code.empty();
    return {
        .create_time = row.created,
        .delete_time = row.deleted,
        .failure_code = unless_empty(row.failure_code),
        .failure_message = unless_empty(row.failure_message),
        .nat_gateway_addresses = {{{
            .allocation_id = unless_empty(row.allocation_id),
            .network_interface_id = unless_empty(row.interface_id),
            .private_ip = unless_empty(row.private_ip),
            .public_ip = unless_empty(row.public_ip),
            .association_id = unless_empty(row.association_id),
            .is_primary = true,
            .status = failed ? NatGatewayAddressStatus::Failed : NatGatewayAddressStatus::Succeeded,
        }}},
        .nat_gateway_id = row.id,
        .state = state_of(row),
        .subnet_id = row.subnet_id,
        .vpc_id = row.vpc_id,
        .tags = row.tags,
        .connectivity_type = row.is_public ? ConnectivityType::Public : ConnectivityType::Private,
        .availability_mode = api::ec2::AvailabilityMode::Zonal,
    };
}

bool is_shown(const Call& call, const NatGatewayRow& row) {
    return !row.deleted || call.now - *row.deleted < kShownFor;
}

/// Whoever changes something takes away what is not shown any more.
void erase_old(Call& call) {
    for (const auto& [key, row] : call.tables.nat_gateways.with_prefix(call.scope.prefix())) {
        if (!is_shown(call, *row)) call.tx.erase(call.tables.nat_gateways, key);
    }
}

std::size_t count_in_zone(const Call& call, const std::string& zone) {
    std::size_t count = 0;
    for (const auto& [key, row] : call.tables.nat_gateways.with_prefix(call.scope.prefix())) {
        const auto subnet = call.tables.subnets.find(key_of(call, row->subnet_id));
        if (!row->deleted && subnet && subnet->zone == zone) ++count;
    }
    return count;
}

Error too_many() {
    return over_quota(
        "NatGatewayLimitExceeded",
        fmt::format(
            "Performing this operation would exceed the limit of {} NAT gateways", kMostNatGateways
        )
    );
}

/// The Elastic IP address of a public one; null for a private one.
Result<core::Table<AddressRow>::Ptr> read_address(
    const Call& call, const api::ec2::CreateNatGatewayRequest& input, bool is_public
) {
    if (is_public && !input.allocation_id) {
        return refused(
            "MissingParameter",
            "The request must include the AllocationId parameter. Add the required parameter and "
            "retry the request."
        );
    }
    if (is_public) return find<AddressNoun>(call, input.allocation_id);
    if (!input.allocation_id) return core::Table<AddressRow>::Ptr();
    return invalid_combination(
        "The AllocationId parameter cannot be specified with a private NAT gateway"
    );
}

void fail(Call& call, NatGatewayRow& row, std::string code, std::string message) {
    row.failure_code = std::move(code);
    row.failure_message = std::move(message);
    row.deleted = call.now;
}

/// What it has failed of before it has an interface. Says whether it has.
bool has_failed(Call& call, NatGatewayRow& row, const core::Table<AddressRow>::Ptr& address) {
    if (row.is_public && !has_internet_gateway(call, row.vpc_id)) {
        fail(
            call,
            row,
            "Gateway.NotAttached",
            fmt::format("Network {} has no Internet gateway attached", row.vpc_id)
        );
    } else if (address && !address->association_id.empty()) {
        fail(
            call,
            row,
            "Resource.AlreadyAssociated",
            fmt::format("Elastic IP address [{}] is already associated", address->id)
        );
    }
    return !row.failure_code.empty();
}

/// Gives the Elastic IP address to its interface.
void hold_address(Call& call, NatGatewayRow& row, AddressRow address) {
    address.association_id = draw_id(call.ids, "eipassoc");
    address.interface_id = row.interface_id;
    address.private_ip = row.private_ip;
    row.public_ip = address.public_ip;
    row.association_id = address.association_id;
    put<AddressNoun>(call, std::move(address));
}

/// Gives it an interface, and the interface its Elastic IP address; or it has failed, as on AWS.
void connect(
    Call& call,
    NatGatewayRow& row,
    const SubnetRow& subnet,
    const core::Table<AddressRow>::Ptr& address,
    const std::optional<std::string>& private_ip
) {
    if (has_failed(call, row, address)) return;
    const auto interface = make_interface(
        call,
        subnet,
        {
            .description = fmt::format("Interface for NAT Gateway {}", row.id),
            .type = "nat_gateway",
            .requester = "amazon-elb-nat",
            .in_use = true,
            .primary = private_ip,
        }
    );
    if (!interface) return fail(call, row, interface.error().code, interface.error().message);
    row.interface_id = interface->id;
    row.private_ip = interface->private_ips.front();
    if (address) hold_address(call, row, *address);
}

/// As the answer of CreateNatGateway shows it.
api::ec2::NatGateway show_pending(const NatGatewayRow& row) {
    auto shown = show(row);
    shown.state = NatGatewayState::Pending;
    shown.failure_code.reset();
    shown.failure_message.reset();
    shown.delete_time.reset();
    return shown;
}

Result<core::Table<NatGatewayRow>::Ptr> find_shown(
    const Call& call, const std::optional<std::string>& id
) {
    auto row = find<NatGatewayNoun>(call, id);
    if (row && !is_shown(call, **row)) return no_such(kinds::kNatGateway, *id);
    return row;
}

}  // namespace

Result<api::ec2::CreateNatGatewayResult> create_nat_gateway(
    Call& call, const api::ec2::CreateNatGatewayRequest& input
) {
    const auto before = find_by_token<NatGatewayNoun>(call, input, [&](const NatGatewayRow& row) {
        return is_shown(call, row);
    });
    if (!before) return before.error();
    if (*before) {
        return api::ec2::CreateNatGatewayResult{
            .client_token = input.client_token, .nat_gateway = show(**before)
        };
    }
    using api::ec2::ConnectivityType;
    const bool is_public =
        input.connectivity_type.value_or(ConnectivityType::Public) == ConnectivityType::Public;
    const auto subnet = find<SubnetNoun>(call, input.subnet_id);
    if (!subnet) return subnet.error();
    const auto address = read_address(call, input, is_public);
    if (!address) return address.error();
    auto tags = read_tags(input.tag_specifications, kinds::kNatGateway);
    if (!tags) return tags.error();
    if (count_in_zone(call, (*subnet)->zone) >= kMostNatGateways) return too_many();
    erase_old(call);
    NatGatewayRow row{
        .id = draw_id(call.ids, "nat"),
        .vpc_id = (*subnet)->vpc_id,
        .subnet_id = (*subnet)->id,
        .is_public = is_public,
        .allocation_id = input.allocation_id.value_or(""),
        .created = call.now,
        .tags = *std::move(tags),
    };
    keep_token(input, row);
    connect(call, row, **subnet, *address, input.private_ip_address);
    api::ec2::CreateNatGatewayResult out{
        .client_token = input.client_token, .nat_gateway = show_pending(row)
    };
    put<NatGatewayNoun>(call, std::move(row));
    return out;
}

Result<api::ec2::DeleteNatGatewayResult> delete_nat_gateway(
    Call& call, const api::ec2::DeleteNatGatewayRequest& input
) {
    const auto gateway = find_shown(call, input.nat_gateway_id);
    if (!gateway) return gateway.error();
    erase_old(call);
    NatGatewayRow row = **gateway;
    const std::string id = row.id;
    if (!row.deleted) {
        drop_interface(call, row.interface_id);
        row.deleted = call.now;
        put<NatGatewayNoun>(call, std::move(row));
    }
    return api::ec2::DeleteNatGatewayResult{.nat_gateway_id = id};
}

Result<api::ec2::DescribeNatGatewaysResult> describe_nat_gateways(
    Call& call, const api::ec2::DescribeNatGatewaysRequest& input
) {
    const auto ids = input.nat_gateway_ids.value_or(std::vector<std::string>{});
    std::vector<Listed<api::ec2::NatGateway>> all;
    for (const std::string& id : std::set<std::string>(ids.begin(), ids.end())) {
        const auto row = find_shown(call, id);
        if (!row) return row.error();
        all.push_back({id, show(**row)});
    }
    for (const auto& [key, row] : call.tables.nat_gateways.with_prefix(call.scope.prefix())) {
        if (ids.empty() && is_shown(call, *row)) all.push_back({row->id, show(*row)});
    }
    auto page =
        cut_list(call, "DescribeNatGateways", input, input.filter, kNatFilters, std::move(all));
    if (!page) return page.error();
    return api::ec2::DescribeNatGatewaysResult{
        .nat_gateways = std::move(page->items), .next_token = std::move(page->next_token)
    };
}

}  // namespace gantry::ec2
