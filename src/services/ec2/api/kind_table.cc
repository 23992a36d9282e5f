#include "services/ec2/api/kind_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "services/ec2/api/nouns.h"
#include "services/ec2/api/security_groups.h"

namespace gantry::ec2 {
namespace {

template <class N>
std::optional<KindEntry::Seen> find_seen(const Call& call, const std::string& id) {
    const auto row = call.tx.get(N::table(call.tables), key_of(call, id));
    if (!row || !is_seen(*row)) return std::nullopt;
    KindEntry::Seen seen{row->tags, {}};
    if constexpr (requires { row->vpc_id; }) seen.vpc_id = row->vpc_id;
    return seen;
}

template <class N>
void set_tags_of(Call& call, const std::string& id, Tags tags) {
    call.tx.update(N::table(call.tables), key_of(call, id), [&](typename N::Row& row) {
        row.tags = std::move(tags);
    });
}

template <class N>
void visit_each(const Call& call, const KindEntry::Visit& visit) {
    for (const auto& [key, row] : N::table(call.tables).with_prefix(call.scope.prefix())) {
        if (is_seen(*row)) visit(row->id, row->tags);
    }
}

std::optional<KindEntry::Seen> find_rule_seen(const Call& call, const std::string& id) {
    const auto found = find_rule(call, id);
    if (!found) return std::nullopt;
    return KindEntry::Seen{found->rule().tags, found->group->vpc_id};
}

void set_tags_of_rule(Call& call, const std::string& id, Tags tags) {
    const auto found = find_rule(call, id);
    if (!found) return;
    SecurityGroupRow group = *found->group;
    group.rules[found->position].tags = std::move(tags);
    put<GroupNoun>(call, std::move(group));
}

void visit_each_rule(const Call& call, const KindEntry::Visit& visit) {
    for (const auto& [key, group] : call.tables.groups.with_prefix(call.scope.prefix())) {
        for (const GroupRule& rule : group->rules) visit(rule.id, rule.tags);
    }
}

template <class N>
constexpr KindEntry entry(std::string_view table) {
    return {&N::kKind, table, &find_seen<N>, &set_tags_of<N>, &visit_each<N>};
}

constexpr KindEntry kTable[] = {
    entry<DhcpOptionsNoun>("ec2.dhcp_options"),
    entry<AddressNoun>("ec2.addresses"),
    entry<InternetGatewayNoun>("ec2.internet_gateways"),
    entry<NatGatewayNoun>("ec2.nat_gateways"),
    entry<AclNoun>("ec2.network_acls"),
    entry<InterfaceNoun>("ec2.network_interfaces"),
    entry<PrefixListNoun>("ec2.prefix_lists"),
    entry<RouteTableNoun>("ec2.route_tables"),
    entry<GroupNoun>("ec2.security_groups"),
    {&kinds::kSecurityGroupRule, {}, &find_rule_seen, &set_tags_of_rule, &visit_each_rule},
    entry<SnapshotNoun>("ec2.snapshots"),
    entry<SubnetNoun>("ec2.subnets"),
    entry<VolumeNoun>("ec2.volumes"),
    entry<VpcNoun>("ec2.vpcs"),
    entry<EndpointNoun>("ec2.vpc_endpoints"),
};

}  // namespace

std::span<const KindEntry> kind_table() {
    return kTable;
}

const KindEntry* kind_of_id(std::string_view id) {
    const std::string_view prefix = id.substr(0, id.find('-'));
    const auto* found = std::ranges::find_if(kTable, [&](const KindEntry& one) {
        return one.kind->prefix == prefix && prefix.size() < id.size();
    });
    return found == std::end(kTable) ? nullptr : found;
}

const KindEntry* kind_of_arn_type(std::string_view type) {
    const auto* found = std::ranges::find_if(kTable, [&](const KindEntry& one) {
        return one.kind->arn_type == type;
    });
    return found == std::end(kTable) ? nullptr : found;
}

/// Snapshots are of a Region, whoever's they are.
std::string arn_of(const aws::Scope& scope, const Kind& kind, std::string_view id) {
    return fmt::format(
        "arn:{}:ec2:{}:{}:{}/{}",
        aws::partition_of(scope.region),
        scope.region,
        &kind == &kinds::kSnapshot ? "" : scope.account,
        kind.arn_type,
        id
    );
}

}  // namespace gantry::ec2
