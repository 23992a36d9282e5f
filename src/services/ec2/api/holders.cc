#include "services/ec2/api/holders.h"

#include <algorithm>

#include "services/ec2/api/nouns.h"

namespace gantry::ec2 {
namespace {

/// Whether an index has more of an id than `own`, what came with it.
template <class Index>
bool has_more(const Call& call, const Index& index, const std::string& id, std::size_t own) {
    return index.keys(key_of(call, id)).size() > own;
}

}  // namespace

std::vector<core::Table<SubnetRow>::Ptr> subnets_of(const Call& call, const std::string& vpc_id) {
    return rows_of(call, call.tables.subnets, call.tables.subnets_by_vpc, vpc_id);
}

std::vector<core::Table<InterfaceRow>::Ptr> interfaces_in(
    const Call& call, const std::string& subnet_id
) {
    const auto& table = call.tables.interfaces;
    const auto& keys = call.tables.interfaces_by_subnet.keys(key_of(call, subnet_id));
    std::vector<core::Table<InterfaceRow>::Ptr> rows;
    for (const std::string& key : keys) {
        if (auto row = call.tx.get(table, key)) rows.push_back(std::move(row));
    }
    for (const auto& change : call.tx.changes()) {
        if (change.table != &table || !change.row || keys.contains(change.key)) continue;
        auto row = call.tx.get(table, change.key);
        if (row->subnet_id == subnet_id) rows.push_back(std::move(row));
    }
    return rows;
}

std::set<Address4> addresses_in(const Call& call, const std::string& subnet_id) {
    std::set<Address4> taken;
    for (const auto& interface : interfaces_in(call, subnet_id)) {
        for (const std::string& ip : interface->private_ips) {
            if (const auto address = parse_address(ip)) taken.insert(*address);
        }
    }
    return taken;
}

std::set<Address4> public_addresses(const Call& call) {
    std::set<Address4> taken;
    const auto add = [&](const std::string& ip) {
        if (const auto address = parse_address(ip)) taken.insert(*address);
    };
    for (const auto& [key, row] : call.tables.addresses.rows()) add(row->public_ip);
    for (const auto& [key, row] : call.tables.interfaces.rows()) add(row->public_ip);
    for (const auto& change : call.tx.changes()) {
        if (change.table != &call.tables.interfaces || !change.row) continue;
        add(call.tx.get(call.tables.interfaces, change.key)->public_ip);
    }
    return taken;
}

bool vpc_has_dependents(const Call& call, const VpcRow& vpc) {
    const Tables& tables = call.tables;
    const auto nat = rows_of(call, tables.nat_gateways, tables.nat_gateways_by_vpc, vpc.id);
    const bool has_nat = std::ranges::any_of(nat, [](const auto& row) { return !row->deleted; });
    return has_nat || has_more(call, tables.subnets_by_vpc, vpc.id, 0) ||
           has_more(call, tables.interfaces_by_vpc, vpc.id, 0) ||
           has_more(call, tables.internet_gateways_by_vpc, vpc.id, 0) ||
           has_more(call, tables.endpoints_by_vpc, vpc.id, 0) ||
           has_more(call, tables.groups_by_vpc, vpc.id, 1) ||
           has_more(call, tables.route_tables_by_vpc, vpc.id, 1) ||
           has_more(call, tables.acls_by_vpc, vpc.id, 1);
}

TableHolder find_table_association(const Call& call, const std::string& id) {
    if (id.empty()) return {};
    for (const auto& [key, row] : call.tables.subnets.with_prefix(call.scope.prefix())) {
        if (row->route_table_association_id == id) return {row, nullptr};
    }
    for (const auto& [key, row] : call.tables.vpcs.with_prefix(call.scope.prefix())) {
        if (row->main_association_id == id) return {nullptr, row};
    }
    return {};
}

core::Table<SubnetRow>::Ptr find_acl_association(const Call& call, const std::string& id) {
    for (const auto& [key, row] : call.tables.subnets.with_prefix(call.scope.prefix())) {
        if (row->acl_association_id == id) return row;
    }
    return nullptr;
}

core::Table<VpcRow>::Ptr find_cidr_association(const Call& call, const std::string& id) {
    for (const auto& [key, row] : call.tables.vpcs.with_prefix(call.scope.prefix())) {
        const auto found = std::ranges::find(row->cidrs, id, &CidrAssociation::id);
        if (found != row->cidrs.end()) return row;
    }
    return nullptr;
}

bool group_is_used(const Call& call, const SecurityGroupRow& group) {
    const Tables& tables = call.tables;
    const auto names_it = [&](const GroupRule& rule) { return rule.group_id == group.id; };
    for (const auto& other : rows_of(call, tables.groups, tables.groups_by_vpc, group.vpc_id)) {
        if (other->id != group.id && std::ranges::any_of(other->rules, names_it)) return true;
    }
    for (const auto& one :
         rows_of(call, tables.interfaces, tables.interfaces_by_vpc, group.vpc_id)) {
        if (std::ranges::find(one->group_ids, group.id) != one->group_ids.end()) return true;
    }
    for (const auto& one : rows_of(call, tables.endpoints, tables.endpoints_by_vpc, group.vpc_id)) {
        if (std::ranges::find(one->group_ids, group.id) != one->group_ids.end()) return true;
    }
    return false;
}

}  // namespace gantry::ec2
