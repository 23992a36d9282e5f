#pragma once

#include <vector>

#include "core/table.h"
#include "services/ec2/model/rows.h"

namespace gantry::ec2 {

/// All tables of EC2. Read by handlers, changed only by core::Core. Core thread only.
struct Tables {
    Tables();

    core::Table<VpcRow> vpcs;
    core::Table<SubnetRow> subnets;
    core::Table<SecurityGroupRow> groups;
    core::Table<RouteTableRow> route_tables;
    core::Table<InternetGatewayRow> internet_gateways;
    core::Table<NatGatewayRow> nat_gateways;
    core::Table<AddressRow> addresses;
    core::Table<InterfaceRow> interfaces;
    core::Table<EndpointRow> endpoints;
    core::Table<PrefixListRow> prefix_lists;
    core::Table<NetworkAclRow> acls;
    core::Table<DhcpOptionsRow> dhcp_options;
    core::Table<RegionRow> regions;

    /// Keys by `account/region/<id of the VPC>`.
    const core::Table<SubnetRow>::Index& subnets_by_vpc;
    const core::Table<SecurityGroupRow>::Index& groups_by_vpc;
    /// Keys by `account/region/<id of the VPC>/<name>`: at most one.
    const core::Table<SecurityGroupRow>::Index& groups_by_name;
    const core::Table<RouteTableRow>::Index& route_tables_by_vpc;
    const core::Table<InternetGatewayRow>::Index& internet_gateways_by_vpc;
    const core::Table<NatGatewayRow>::Index& nat_gateways_by_vpc;
    const core::Table<InterfaceRow>::Index& interfaces_by_vpc;
    const core::Table<EndpointRow>::Index& endpoints_by_vpc;
    const core::Table<NetworkAclRow>::Index& acls_by_vpc;
    /// Keys by `account/region/<id of the subnet>`.
    const core::Table<InterfaceRow>::Index& interfaces_by_subnet;
    /// Keys by `account/region/<id of the network interface>`.
    const core::Table<AddressRow>::Index& addresses_by_interface;
    /// Keys by the address itself: it is one for all accounts.
    const core::Table<AddressRow>::Index& addresses_by_public_ip;

    [[nodiscard]] std::vector<core::TableBase*> all();
};

}  // namespace gantry::ec2
