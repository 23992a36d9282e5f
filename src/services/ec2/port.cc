#include "services/ec2/port.h"

#include <set>

#include "services/ec2/api/interface_parts.h"
#include "services/ec2/api/nouns.h"
#include "services/ec2/rules/address_pool.h"
#include "services/ec2/rules/cidr.h"
#include "services/ec2/rules/zones.h"
#include "services/ec2/service.h"

namespace gantry::ec2 {
namespace {

const Tables& rows_of_ec2(const service::Registry& services) {
    return services.get<Instance>().rows();
}

constexpr std::int64_t kMostNetworkIdentifier = 16'777'215;

/// One that no VPC has, as the call leaves them.
std::int64_t free_network_identifier(const Call& call) {
    std::set<std::int64_t> taken;
    for (const auto& [key, row] : call.tables.vpcs.rows()) taken.insert(row->network_identifier);
    for (const auto& change : call.tx.changes()) {
        if (change.table != &call.tables.vpcs || !change.row) continue;
        taken.insert(call.tx.get(call.tables.vpcs, change.key)->network_identifier);
    }
    std::int64_t next = taken.empty() ? 1 : *taken.rbegin() + 1;
    if (next > kMostNetworkIdentifier) {
        next = 1;
        while (taken.contains(next)) ++next;
    }
    return next;
}

/// The VPC, with a network identifier.
VpcRow identified_vpc(Call& call, const std::string& id) {
    VpcRow vpc = *call.tx.get(call.tables.vpcs, key_of(call, id));
    if (vpc.network_identifier != 0) return vpc;
    vpc.network_identifier = free_network_identifier(call);
    put<VpcNoun>(call, vpc);
    return vpc;
}

std::string first_of(const Cidr& block, Address4 further) {
    return format_address(block.base + further);
}

constexpr Address4 kRouter = 1;
constexpr Address4 kResolver = 2;

/// Who resolves names for what runs in the VPC. Source: VPC User Guide, "DHCP option sets".
void tell_dns(const Call& call, const VpcRow& vpc, InterfaceTaken& taken) {
    const auto options = call.tx.get(call.tables.dhcp_options, key_of(call, vpc.dhcp_options_id));
    const auto values = [&](const char* name) -> std::vector<std::string> {
        if (!options) return {};
        const auto found = options->configurations.find(name);
        return found == options->configurations.end() ? std::vector<std::string>{} : found->second;
    };
    for (const std::string& server : values("domain-name-servers")) {
        if (server != "AmazonProvidedDNS") {
            taken.dns_servers.push_back(server);
        } else if (const auto block = Cidr::parse(vpc.cidrs.front().cidr);
                   block && vpc.dns_support) {
            taken.dns_servers.push_back(first_of(*block, kResolver));
        }
    }
    taken.domain_names = values("domain-name");
    if (vpc.dns_support && vpc.dns_hostnames) {
        taken.private_dns_name = private_name(call.scope.region, taken.private_ip);
    }
}

/// A call as EC2's own functions want it; nothing of these reads the clock, the settings or who
/// calls.
Call call_for(const Staging& staging) {
    static const aws::Caller kNobody;
    static const std::string kNoId;
    static const service::Settings kSettings;
    return {
        .scope = staging.scope,
        .caller = kNobody,
        .principal = kNobody.principal,
        .request_id = kNoId,
        .now = {},
        .tables = rows_of_ec2(staging.services),
        .ids = staging.ids,
        .settings = kSettings,
        .services = staging.services,
        .tx = staging.tx,
    };
}

}  // namespace

std::optional<SubnetSeen> find_subnet(
    const service::Registry& services,
    const aws::Scope& scope,
    const std::string& id,
    const core::Transaction& tx
) {
    const Tables& tables = rows_of_ec2(services);
    const auto row = tx.get(tables.subnets, scope.prefix() + id);
    if (!row) return std::nullopt;
    std::size_t taken = 0;
    const auto& keys = tables.interfaces_by_subnet.keys(scope.prefix() + id);
    for (const std::string& key : keys) {
        if (const auto interface = tx.get(tables.interfaces, key)) {
            taken += interface->private_ips.size();
        }
    }
    for (const auto& change : tx.changes()) {
        if (change.table != &tables.interfaces || !change.row || keys.contains(change.key))
            continue;
        const auto interface = tx.get(tables.interfaces, change.key);
        if (interface->subnet_id == id) taken += interface->private_ips.size();
    }
    const auto block = Cidr::parse(row->cidr);
    return SubnetSeen{
        .id = row->id,
        .vpc_id = row->vpc_id,
        .cidr = row->cidr,
        .zone = row->zone,
        .free_addresses = block ? count_free(*block, taken) : 0,
        .used_addresses = static_cast<std::int64_t>(taken),
    };
}

std::optional<std::string> vpc_of_group(
    const service::Registry& services, const aws::Scope& scope, const std::string& id
) {
    const auto row = rows_of_ec2(services).groups.find(scope.prefix() + id);
    if (!row) return std::nullopt;
    return row->vpc_id;
}

Result<InterfaceTaken> take_interface(const Staging& staging, const InterfaceWanted& wanted) {
    Call call = call_for(staging);
    const auto subnet = find<SubnetNoun>(call, wanted.subnet_id);
    if (!subnet) return subnet.error();
    const auto made = make_interface(
        call,
        **subnet,
        {
            .description = wanted.description,
            .requester = wanted.requester,
            .in_use = true,
            .group_ids = wanted.group_ids,
            .public_ip = wanted.public_ip,
        }
    );
    if (!made) return made.error();
    const auto block = Cidr::parse((*subnet)->cidr);
    if (!block) return internal_error("the subnet's block cannot be read");
    InterfaceTaken taken{
        .id = made->id,
        .private_ip = made->private_ips.front(),
        .mac = made->mac,
        .subnet_id = made->subnet_id,
        .vpc_id = made->vpc_id,
        .cidr = (*subnet)->cidr,
        .gateway = first_of(*block, kRouter) + "/" + std::to_string(block->length),
        .public_ip = made->public_ip,
    };
    tell_dns(call, identified_vpc(call, made->vpc_id), taken);
    return taken;
}

void note_attached_interface(const Staging& staging, const std::string& id) {
    Call call = call_for(staging);
    const std::string key = key_of(call, id);
    const auto row = call.tx.get(call.tables.interfaces, key);
    if (!row || row->attached) return;
    InterfaceRow changed = *row;
    changed.attached = true;
    call.tx.put(call.tables.interfaces, key, std::move(changed));
}

void give_back_interface(const Staging& staging, const std::string& id) {
    Call call = call_for(staging);
    if (!call.tx.get(call.tables.interfaces, key_of(call, id))) return;
    drop_interface(call, id);
}

}  // namespace gantry::ec2
