#pragma once

#include <vector>

#include "core/table.h"
#include "services/ec2/model/rows.h"
#include "services/ec2/model/volume_rows.h"

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
    core::Table<VolumeRow> volumes;
    core::Table<SnapshotRow> snapshots;

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
    /// Keys by the key of the task.
    const core::Table<VolumeRow>::Index& volumes_by_owner;
    /// Those that their machine is to remove, by the key of the container instance.
    const core::Table<VolumeRow>::Index& deleting_volumes_by_host;
    /// Those that are yet to be made, by the key of the container instance that is to.
    const core::Table<SnapshotRow>::Index& pending_snapshots_by_host;
    /// Those that are to be removed, by where they are; where that is not known by "/" and the
    /// key of the container instance that was to make them.
    const core::Table<SnapshotRow>::Index& deleted_snapshots_by_store;

    [[nodiscard]] std::vector<core::TableBase*> all();
};

}  // namespace gantry::ec2
