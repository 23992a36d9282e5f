// A VPC for what runs in it: port.h's see_vpc.
#include <algorithm>

#include "services/ec2/port.h"
#include "services/ec2/rules/cidr.h"
#include "services/ec2/service.h"

namespace gantry::ec2 {
namespace {

constexpr std::string_view kIcmpV6 = "icmpv6";
constexpr std::string_view kIcmpV6Number = "58";

/// Makes a VpcSeen from rows. Lives for one call of see_vpc.
class VpcViewer {
  public:
    VpcViewer(const Tables& tables, const aws::Scope& scope, const VpcRow& vpc)
        : tables_(tables), prefix_(scope.prefix()), vpc_(vpc) {}

    VpcSeen view() {
        seen_.id = vpc_.id;
        seen_.network_identifier = vpc_.network_identifier;
        for (const CidrAssociation& one : vpc_.cidrs) seen_.cidrs.push_back(one.cidr);
        for (const auto& row : rows(tables_.groups, tables_.groups_by_vpc)) add_group(*row);
        for (const auto& row : rows(tables_.subnets, tables_.subnets_by_vpc)) add_subnet(*row);
        for (const auto& row : rows(tables_.interfaces, tables_.interfaces_by_vpc)) {
            add_interface(*row);
        }
        return std::move(seen_);
    }

  private:
    template <class Row>
    std::vector<typename core::Table<Row>::Ptr> rows(
        const core::Table<Row>& table, const typename core::Table<Row>::Index& index
    ) const {
        std::vector<typename core::Table<Row>::Ptr> found;
        for (const std::string& key : index.keys(prefix_ + vpc_.id)) {
            found.push_back(table.find(key));
        }
        return found;
    }

    void add_group(const SecurityGroupRow& group) {
        auto& rules = seen_.rules_by_group[group.id];
        for (const GroupRule& rule : group.rules) {
            if (!rule.cidr6.empty() || rule.protocol == kIcmpV6 || rule.protocol == kIcmpV6Number) {
                continue;
            }
            RuleSeen& added = rules.emplace_back();
            added.egress = rule.egress;
            added.protocol = rule.protocol;
            added.from_port = any_if_negative(rule.from_port);
            added.to_port = any_if_negative(rule.to_port);
            added.cidr = rule.cidr4;
            added.set = rule.prefix_list_id.empty() ? rule.group_id : rule.prefix_list_id;
            if (!rule.prefix_list_id.empty()) {
                seen_.prefix_lists.emplace(rule.prefix_list_id, blocks_of(rule.prefix_list_id));
            }
        }
    }

    static std::optional<std::int32_t> any_if_negative(const std::optional<std::int32_t>& port) {
        return port && *port < 0 ? std::nullopt : port;
    }

    /// Those that AWS manages have no row and are empty.
    [[nodiscard]] std::vector<std::string> blocks_of(const std::string& list) const {
        std::vector<std::string> blocks;
        const auto row = tables_.prefix_lists.find(prefix_ + list);
        if (!row || row->family != "IPv4") return blocks;
        for (const PrefixListItem& item : row->entries) blocks.push_back(item.cidr);
        return blocks;
    }

    void add_subnet(const SubnetRow& subnet) {
        SubnetRoutes& routes = seen_.subnets[subnet.id];
        routes.cidr = subnet.cidr;
        const std::string& id =
            subnet.route_table_id.empty() ? vpc_.main_route_table_id : subnet.route_table_id;
        const auto table = tables_.route_tables.find(prefix_ + id);
        if (!table) return;
        for (const RouteEntry& route : table->routes) add_route(route, routes.routes);
        std::ranges::sort(routes.routes, {}, &RouteSeen::destination);
    }

    void add_route(const RouteEntry& route, std::vector<RouteSeen>& routes) const {
        const RouteTarget target = target_of(route.target);
        if (route.destination.starts_with("pl-")) {
            for (std::string& block : blocks_of(route.destination)) {
                routes.push_back({std::move(block), target});
            }
        } else if (Cidr::parse(route.destination)) {
            routes.push_back({route.destination, target});
        }
    }

    /// Routes to interfaces lead nowhere: a machine of the user's that routes is not made yet.
    [[nodiscard]] RouteTarget target_of(const std::string& id) const {
        if (id.starts_with("igw-")) {
            const auto gateway = tables_.internet_gateways.find(prefix_ + id);
            return gateway && gateway->vpc_id == vpc_.id ? RouteTarget::Internet
                                                         : RouteTarget::Blackhole;
        }
        if (id.starts_with("nat-")) {
            const auto gateway = tables_.nat_gateways.find(prefix_ + id);
            return gateway && !gateway->deleted && gateway->is_public ? RouteTarget::Nat
                                                                      : RouteTarget::Blackhole;
        }
        return RouteTarget::Blackhole;
    }

    void add_interface(const InterfaceRow& row) {
        InterfaceSeen& seen = seen_.interfaces[row.id];
        seen.mac = row.mac;
        seen.private_ips = row.private_ips;
        seen.subnet_id = row.subnet_id;
        seen.public_ip = row.public_ip;
        for (const std::string& key : tables_.addresses_by_interface.keys(prefix_ + row.id)) {
            const auto address = tables_.addresses.find(key);
            if (address->private_ip == row.private_ips.front()) seen.public_ip = address->public_ip;
        }
        seen.source_dest_check = row.source_dest_check;
        seen.group_ids = row.group_ids;
    }

    const Tables& tables_;
    const std::string prefix_;
    const VpcRow& vpc_;
    VpcSeen seen_;
};

/// Calls `name` for the VPC that a row has, before and after.
template <class Row>
bool name_vpc_of(
    const core::Change& change,
    const core::Table<Row>& table,
    std::string Row::* vpc,
    const std::function<void(const std::string& key)>& name
) {
    if (!change.is_of(table)) return false;
    const std::string scope = change.key.substr(0, change.key.rfind('/') + 1);
    const Row* before = change.before_as(table);
    const Row* after = change.after_as(table);
    if (before != nullptr) name(scope + before->*vpc);
    if (after != nullptr && (before == nullptr || after->*vpc != before->*vpc)) {
        name(scope + after->*vpc);
    }
    return true;
}

}  // namespace

std::optional<VpcSeen> see_vpc(
    const service::Registry& services, const aws::Scope& scope, const std::string& id
) {
    const Tables& tables = services.get<Instance>().rows();
    const auto vpc = tables.vpcs.find(scope.prefix() + id);
    if (!vpc) return std::nullopt;
    return VpcViewer(tables, scope, *vpc).view();
}

void name_changed_vpcs(
    const service::Registry& services,
    const core::Change& change,
    const std::function<void(const std::string& key)>& name
) {
    const Tables& tables = services.get<Instance>().rows();
    const std::string scope = change.key.substr(0, change.key.rfind('/') + 1);
    if (change.is_of(tables.vpcs)) return name(change.key);
    if (change.is_of(tables.prefix_lists)) return name(scope);
    if (name_vpc_of(change, tables.subnets, &SubnetRow::vpc_id, name)) return;
    if (name_vpc_of(change, tables.groups, &SecurityGroupRow::vpc_id, name)) return;
    if (name_vpc_of(change, tables.route_tables, &RouteTableRow::vpc_id, name)) return;
    if (name_vpc_of(change, tables.internet_gateways, &InternetGatewayRow::vpc_id, name)) return;
    if (name_vpc_of(change, tables.nat_gateways, &NatGatewayRow::vpc_id, name)) return;
    if (name_vpc_of(change, tables.interfaces, &InterfaceRow::vpc_id, name)) return;
    if (!change.is_of(tables.addresses)) return;
    for (const AddressRow* row :
         {change.before_as(tables.addresses), change.after_as(tables.addresses)}) {
        if (row == nullptr || row->interface_id.empty()) continue;
        if (const auto of = tables.interfaces.find(scope + row->interface_id)) {
            name(scope + of->vpc_id);
        }
    }
}

}  // namespace gantry::ec2
