#include "services/ec2/api/endpoint_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/ec2/dns_entry.h"
#include "api/ec2/dns_record_ip_type.h"
#include "api/ec2/ip_address_type.h"
#include "api/ec2/security_group_identifier.h"
#include "api/ec2/vpc_endpoint_type.h"
#include "services/ec2/api/fingerprint.h"
#include "services/ec2/api/interface_parts.h"
#include "services/ec2/api/nouns.h"
#include "services/iam/port.h"

namespace gantry::ec2 {
namespace {

Error other_network(std::string_view id) {
    return refused("InvalidParameter", fmt::format("{} does not belong to the endpoint's VPC", id));
}

std::vector<core::Table<EndpointRow>::Ptr> endpoints_of(const Call& call, const std::string& vpc) {
    return rows_of(call, call.tables.endpoints, call.tables.endpoints_by_vpc, vpc);
}

bool has(const std::vector<std::string>& ids, const std::string& id) {
    return std::ranges::find(ids, id) != ids.end();
}

/// One of the endpoint's subnets in a zone; empty where it has none there.
std::string subnet_in_zone(const Call& call, const EndpointRow& row, const std::string& zone) {
    for (const std::string& id : row.subnet_ids) {
        const auto subnet = call.tx.get(call.tables.subnets, key_of(call, id));
        if (subnet && subnet->zone == zone) return id;
    }
    return {};
}

std::vector<api::ec2::DnsEntry> dns_entries(const Call& call, const EndpointRow& row) {
    std::vector<api::ec2::DnsEntry> entries;
    const auto service = find_endpoint_service(call.scope.region, row.service_name);
    if (row.type != "Interface" || !service) return entries;
    entries.push_back({
        .dns_name = fmt::format(
            "{}-{}.{}.{}.vpce.amazonaws.com",
            row.id,
            fingerprint(row.id).substr(0, 8),
            service->word(),
            call.scope.region
        ),
        .hosted_zone_id = "Z7HUB22UULQXV",
    });
    if (row.private_dns) {
        entries.push_back(
            {.dns_name = service->private_dns, .hosted_zone_id = "Z" + fingerprint(row.id)}
        );
    }
    return entries;
}

}  // namespace

std::string full_access_policy() {
    return R"({"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]})";
}

Result<std::string> read_policy(const std::optional<std::string>& text) {
    if (!text || text->empty()) return full_access_policy();
    if (iam::check_resource_policy(*text)) return *text;
    return refused(
        "InvalidPolicyDocument",
        "The specified policy document is not a valid JSON policy document."
    );
}

Result<void> add_route_tables(
    const Call& call, EndpointRow& row, const std::vector<std::string>& ids
) {
    for (const std::string& id : ids) {
        const auto table = find<RouteTableNoun>(call, id);
        if (!table) return table.error();
        if ((*table)->vpc_id != row.vpc_id) return other_network(id);
        for (const auto& other : endpoints_of(call, row.vpc_id)) {
            const bool same = other->id != row.id && other->service_name == row.service_name;
            if (!same || !has(other->route_table_ids, id)) continue;
            return Error{
                ErrorKind::Conflict,
                "RouteAlreadyExists",
                fmt::format("route table {} already has a route to {}", id, other->service_name),
                {},
            };
        }
        if (!has(row.route_table_ids, id)) row.route_table_ids.push_back(id);
    }
    return {};
}

Result<void> add_subnets(Call& call, EndpointRow& row, const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
        const auto subnet = find<SubnetNoun>(call, id);
        if (!subnet) return subnet.error();
        if ((*subnet)->vpc_id != row.vpc_id) return other_network(id);
        if (has(row.subnet_ids, id)) continue;
        if (const auto other = subnet_in_zone(call, row, (*subnet)->zone); !other.empty()) {
            return refused(
                "DuplicateSubnetsInSameZone",
                fmt::format(
                    "Found another VPC endpoint subnet in the availability zone of {}: {}",
                    id,
                    other
                )
            );
        }
        const auto interface = make_interface(
            call,
            **subnet,
            {
                .description = fmt::format("VPC Endpoint Interface {}", row.id),
                .type = "vpc_endpoint",
                .requester = "amazon-vpce",
                .in_use = true,
                .group_ids = row.group_ids,
            }
        );
        if (!interface) return interface.error();
        row.subnet_ids.push_back(id);
        row.interface_ids.push_back(interface->id);
    }
    return {};
}

Result<void> remove_subnets(Call& call, EndpointRow& row, const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
        const auto found = std::ranges::find(row.subnet_ids, id);
        if (found == row.subnet_ids.end()) {
            return refused(
                "InvalidParameter", fmt::format("{} is not a subnet of endpoint {}", id, row.id)
            );
        }
        const auto interface = row.interface_ids.begin() + (found - row.subnet_ids.begin());
        drop_interface(call, *interface);
        row.interface_ids.erase(interface);
        row.subnet_ids.erase(found);
    }
    return {};
}

Result<void> check_private_dns(
    const Call& call, const EndpointRow& row, const EndpointService& service
) {
    const auto vpc = find<VpcNoun>(call, row.vpc_id);
    if (!vpc) return vpc.error();
    if (!(*vpc)->dns_support || !(*vpc)->dns_hostnames) {
        return refused(
            "InvalidParameter",
            fmt::format(
                "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC "
                "attributes set to true for {}",
                row.vpc_id
            )
        );
    }
    for (const auto& other : endpoints_of(call, row.vpc_id)) {
        const bool same = other->id != row.id && other->service_name == row.service_name;
        if (!same || !other->private_dns) continue;
        return refused(
            "InvalidParameter",
            fmt::format(
                "private-dns-enabled cannot be set because there is already a conflicting DNS "
                "domain for {} in the VPC {}",
                service.private_dns,
                row.vpc_id
            )
        );
    }
    return {};
}

api::ec2::VpcEndpoint show_endpoint(const Call& call, const EndpointRow& row) {
    api::ec2::VpcEndpoint shown{
        .vpc_endpoint_id = row.id,
        .vpc_endpoint_type = reflect::from_text<api::ec2::VpcEndpointType>(row.type),
        .vpc_id = row.vpc_id,
        .service_name = row.service_name,
        .state = "available",
        .policy_document = row.policy,
        .route_table_ids = row.route_table_ids,
        .subnet_ids = row.subnet_ids,
        .groups = std::vector<api::ec2::SecurityGroupIdentifier>{},
        .ip_address_type = api::ec2::IpAddressType::Ipv4,
        .private_dns_enabled = row.private_dns,
        .requester_managed = false,
        .network_interface_ids = row.interface_ids,
        .dns_entries = dns_entries(call, row),
        .creation_timestamp = row.created,
        .tags = row.tags,
        .owner_id = call.scope.account,
        .service_region = call.scope.region,
    };
    for (const std::string& id : row.group_ids) {
        const auto group = call.tx.get(call.tables.groups, key_of(call, id));
        shown.groups->push_back({.group_id = id, .group_name = group ? group->name : ""});
    }
    if (row.type == "Interface") {
        shown.dns_options = {{.dns_record_ip_type = api::ec2::DnsRecordIpType::Ipv4}};
    }
    return shown;
}

}  // namespace gantry::ec2
