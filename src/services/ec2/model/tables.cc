#include "services/ec2/model/tables.h"

#include "service/json_rows.h"

namespace gantry::ec2 {

using service::json_rows;

namespace {

/// "account/region/" and what the member says; nothing where it says nothing.
template <auto Member, class Row>
const typename core::Table<Row>::Index& by(core::Table<Row>& table) {
    return table.add_index(
        [](const std::string& key, const Row& row) -> std::optional<std::string> {
            const std::string& value = row.*Member;
            if (value.empty()) return std::nullopt;
            return key.substr(0, key.rfind('/') + 1) + value;
        }
    );
}

std::optional<std::string> by_name(const std::string& key, const SecurityGroupRow& group) {
    return key.substr(0, key.rfind('/') + 1) + group.vpc_id + "/" + group.name;
}

std::optional<std::string> by_public_ip(const std::string&, const AddressRow& address) {
    return address.public_ip;
}

std::optional<std::string> by_owner(const std::string&, const VolumeRow& volume) {
    return volume.owner;
}

std::optional<std::string> by_deleting_host(const std::string&, const VolumeRow& volume) {
    if (volume.state != api::ec2::VolumeState::Deleting) return std::nullopt;
    return volume.host;
}

std::optional<std::string> by_making_host(const std::string&, const SnapshotRow& snapshot) {
    const bool pending = snapshot.state == api::ec2::SnapshotState::Pending;
    if (!pending || snapshot.deleted) return std::nullopt;
    return snapshot.host;
}

std::optional<std::string> by_deleting_store(const std::string&, const SnapshotRow& snapshot) {
    if (!snapshot.deleted) return std::nullopt;
    return snapshot.store.empty() ? "/" + snapshot.host : snapshot.store;
}

}  // namespace

Tables::Tables()
    : vpcs("ec2.vpcs", json_rows<VpcRow>()),
      subnets("ec2.subnets", json_rows<SubnetRow>()),
      groups("ec2.security_groups", json_rows<SecurityGroupRow>()),
      route_tables("ec2.route_tables", json_rows<RouteTableRow>()),
      internet_gateways("ec2.internet_gateways", json_rows<InternetGatewayRow>()),
      nat_gateways("ec2.nat_gateways", json_rows<NatGatewayRow>()),
      addresses("ec2.addresses", json_rows<AddressRow>()),
      interfaces("ec2.network_interfaces", json_rows<InterfaceRow>()),
      endpoints("ec2.vpc_endpoints", json_rows<EndpointRow>()),
      prefix_lists("ec2.prefix_lists", json_rows<PrefixListRow>()),
      acls("ec2.network_acls", json_rows<NetworkAclRow>()),
      dhcp_options("ec2.dhcp_options", json_rows<DhcpOptionsRow>()),
      regions("ec2.regions", json_rows<RegionRow>()),
      volumes("ec2.volumes", json_rows<VolumeRow>()),
      snapshots("ec2.snapshots", json_rows<SnapshotRow>()),
      subnets_by_vpc(by<&SubnetRow::vpc_id>(subnets)),
      groups_by_vpc(by<&SecurityGroupRow::vpc_id>(groups)),
      groups_by_name(groups.add_index(by_name)),
      route_tables_by_vpc(by<&RouteTableRow::vpc_id>(route_tables)),
      internet_gateways_by_vpc(by<&InternetGatewayRow::vpc_id>(internet_gateways)),
      nat_gateways_by_vpc(by<&NatGatewayRow::vpc_id>(nat_gateways)),
      interfaces_by_vpc(by<&InterfaceRow::vpc_id>(interfaces)),
      endpoints_by_vpc(by<&EndpointRow::vpc_id>(endpoints)),
      acls_by_vpc(by<&NetworkAclRow::vpc_id>(acls)),
      interfaces_by_subnet(by<&InterfaceRow::subnet_id>(interfaces)),
      addresses_by_interface(by<&AddressRow::interface_id>(addresses)),
      addresses_by_public_ip(addresses.add_index(by_public_ip)),
      volumes_by_owner(volumes.add_index(by_owner)),
      deleting_volumes_by_host(volumes.add_index(by_deleting_host)),
      pending_snapshots_by_host(snapshots.add_index(by_making_host)),
      deleted_snapshots_by_store(snapshots.add_index(by_deleting_store)) {}

std::vector<core::TableBase*> Tables::all() {
    return {
        &vpcs,
        &subnets,
        &groups,
        &route_tables,
        &internet_gateways,
        &nat_gateways,
        &addresses,
        &interfaces,
        &endpoints,
        &prefix_lists,
        &acls,
        &dhcp_options,
        &regions,
        &volumes,
        &snapshots,
    };
}

}  // namespace gantry::ec2
