#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/ec2/api/call.h"
#include "services/ec2/api/errors.h"
#include "services/ec2/model/kinds.h"

/// What all things in EC2 have in common, so that one function does for all.
namespace gantry::ec2 {

template <class RowType, auto Table, const Kind& TheKind>
struct Noun {
    using Row = RowType;
    static constexpr const Kind& kKind = TheKind;
    static const core::Table<Row>& table(const Tables& tables) { return tables.*Table; }
};

using VpcNoun = Noun<VpcRow, &Tables::vpcs, kinds::kVpc>;
using SubnetNoun = Noun<SubnetRow, &Tables::subnets, kinds::kSubnet>;
using GroupNoun = Noun<SecurityGroupRow, &Tables::groups, kinds::kSecurityGroup>;
using RouteTableNoun = Noun<RouteTableRow, &Tables::route_tables, kinds::kRouteTable>;
using InternetGatewayNoun =
    Noun<InternetGatewayRow, &Tables::internet_gateways, kinds::kInternetGateway>;
using NatGatewayNoun = Noun<NatGatewayRow, &Tables::nat_gateways, kinds::kNatGateway>;
using AddressNoun = Noun<AddressRow, &Tables::addresses, kinds::kAddress>;
using InterfaceNoun = Noun<InterfaceRow, &Tables::interfaces, kinds::kInterface>;
using EndpointNoun = Noun<EndpointRow, &Tables::endpoints, kinds::kEndpoint>;
using PrefixListNoun = Noun<PrefixListRow, &Tables::prefix_lists, kinds::kPrefixList>;
using AclNoun = Noun<NetworkAclRow, &Tables::acls, kinds::kAcl>;
using DhcpOptionsNoun = Noun<DhcpOptionsRow, &Tables::dhcp_options, kinds::kDhcpOptions>;
using VolumeNoun = Noun<VolumeRow, &Tables::volumes, kinds::kVolume>;
using SnapshotNoun = Noun<SnapshotRow, &Tables::snapshots, kinds::kSnapshot>;

/// Whether anybody is told of it.
template <class Row>
bool is_seen(const Row& row) {
    if constexpr (requires { row.deleted == true; }) {
        return !row.deleted;
    } else {
        return true;
    }
}

template <class AnyCall>
std::string key_of(const AnyCall& call, const std::string& id) {
    return call.scope.prefix() + id;
}

/// The thing of that id in the caller's account and Region, as the call leaves it.
/// Errors: MissingParameter, or its kind's "…NotFound".
template <class N>
Result<typename core::Table<typename N::Row>::Ptr> find(
    const Call& call, const std::optional<std::string>& id
) {
    if (!id || id->empty()) return missing(N::kKind.parameter);
    auto row = call.tx.get(N::table(call.tables), key_of(call, *id));
    if (!row || !is_seen(*row)) return no_such(N::kKind, *id);
    return row;
}

template <class N>
void put(Call& call, typename N::Row row) {
    const std::string key = key_of(call, row.id);
    call.tx.put(N::table(call.tables), key, std::move(row));
}

template <class N>
void erase(Call& call, const std::string& id) {
    call.tx.erase(N::table(call.tables), key_of(call, id));
}

/// The rows that an index has for one id, say of a VPC. They are those from before the call.
template <class Row>
std::vector<typename core::Table<Row>::Ptr> rows_of(
    const Call& call,
    const core::Table<Row>& table,
    const typename core::Table<Row>::Index& index,
    const std::string& id
) {
    std::vector<typename core::Table<Row>::Ptr> rows;
    for (const std::string& key : index.keys(key_of(call, id))) rows.push_back(table.find(key));
    return rows;
}

/// How many there are in the caller's account and Region.
template <class N>
std::size_t count_rows(const Call& call) {
    const auto all = N::table(call.tables).with_prefix(call.scope.prefix());
    return static_cast<std::size_t>(std::ranges::distance(all));
}

/// "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-…"
std::string arn_of(const aws::Scope& scope, const Kind& kind, std::string_view id);

}  // namespace gantry::ec2
