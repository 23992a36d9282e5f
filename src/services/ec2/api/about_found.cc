#include "services/ec2/api/about_found.h"

#include <algorithm>
#include <iterator>

#include "api/ec2/security_group_rule_update.h"
#include "services/ec2/api/addresses.h"
#include "services/ec2/api/holders.h"
#include "services/ec2/api/nouns.h"
#include "services/ec2/api/security_groups.h"

namespace gantry::ec2::about {
namespace {

std::vector<Found> named_group(const Call& call, const Given& given) {
    const std::string id = given.text("GroupId");
    if (!id.empty()) return {{"security-group", id}};
    const auto group = find_group(call, std::nullopt, given.text("GroupName"));
    if (!group) return {};
    return {{"security-group", (*group)->id}};
}

std::vector<Found> changed_rules(const Call&, const Given& given) {
    std::vector<Found> found;
    const void* updates = given.member("SecurityGroupRules");
    if (updates == nullptr) return found;
    for (const auto& one :
         *static_cast<const std::vector<api::ec2::SecurityGroupRuleUpdate>*>(updates)) {
        found.push_back({"security-group-rule", one.security_group_rule_id.value_or("")});
    }
    return found;
}

std::vector<Found> named_address(const Call& call, const Given& given) {
    const std::string id = given.text("AllocationId");
    if (!id.empty()) return {{"elastic-ip", id}};
    const auto address =
        find_address_in_use(call, given.text("AssociationId"), given.text("PublicIp"));
    if (!address) return {};
    return {{"elastic-ip", (*address)->id}};
}

/// The table, and the subnet where it is not a VPC's main one.
std::vector<Found> of_table_association(const Call& call, const Given& given) {
    const auto holder = find_table_association(call, given.text("AssociationId"));
    if (holder.vpc) return {{"route-table", holder.vpc->main_route_table_id}};
    if (!holder.subnet) return {};
    return {{"route-table", holder.subnet->route_table_id}, {"subnet", holder.subnet->id}};
}

std::vector<Found> of_acl_association(const Call& call, const Given& given) {
    const auto subnet = find_acl_association(call, given.text("AssociationId"));
    if (!subnet) return {};
    return {{"network-acl", subnet->acl_id}, {"subnet", subnet->id}};
}

std::vector<Found> of_cidr_association(const Call& call, const Given& given) {
    const auto vpc = find_cidr_association(call, given.text("AssociationId"));
    if (!vpc) return {};
    return {{"vpc", vpc->id}};
}

constexpr Way kWays[] = {
    {"acl-association", "network-acl", &of_acl_association},
    {"address", "elastic-ip", &named_address},
    {"cidr-association", "vpc", &of_cidr_association},
    {"group", "security-group", &named_group},
    {"rules", "security-group-rule", &changed_rules},
    {"table-association", "route-table", &of_table_association},
};

}  // namespace

const reflect::FieldInfo* find_field(const reflect::TypeInfo& type, std::string_view name) {
    for (const reflect::FieldInfo& field : type.fields) {
        if (field.name == name) return &field;
    }
    return nullptr;
}

const void* Given::member(std::string_view name) const {
    const reflect::FieldInfo* field = find_field(type, name);
    return field == nullptr ? nullptr : field->get(input);
}

std::string Given::text(std::string_view name) const {
    const void* value = member(name);
    return value == nullptr ? "" : *static_cast<const std::string*>(value);
}

const Way* find_way(std::string_view name) {
    const auto* found = std::ranges::find(kWays, name, &Way::name);
    return found == std::end(kWays) ? nullptr : found;
}

}  // namespace gantry::ec2::about
