#include "services/ec2/port.h"

#include "services/ec2/api/interface_parts.h"
#include "services/ec2/api/nouns.h"
#include "services/ec2/rules/zones.h"
#include "services/ec2/service.h"

namespace gantry::ec2 {
namespace {

const Tables& rows_of_ec2(const service::Registry& services) {
    return services.get<Instance>().rows();
}

/// A call as EC2's own functions want it; nothing of these reads the clock, the settings or who
/// calls.
Call call_for(const Staging& staging) {
    static const std::string kNobody;
    static const service::Settings kSettings;
    return {
        .scope = staging.scope,
        .principal = kNobody,
        .request_id = kNobody,
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
    const service::Registry& services, const aws::Scope& scope, const std::string& id
) {
    const auto row = rows_of_ec2(services).subnets.find(scope.prefix() + id);
    if (!row) return std::nullopt;
    return SubnetSeen{row->id, row->vpc_id, row->cidr, row->zone};
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
        }
    );
    if (!made) return made.error();
    return InterfaceTaken{
        .id = made->id,
        .private_ip = made->private_ips.front(),
        .mac = made->mac,
        .subnet_id = made->subnet_id,
        .vpc_id = made->vpc_id,
        .cidr = (*subnet)->cidr,
        .private_dns_name = private_name(staging.scope.region, made->private_ips.front()),
    };
}

void give_back_interface(const Staging& staging, const std::string& id) {
    Call call = call_for(staging);
    if (!call.tx.get(call.tables.interfaces, key_of(call, id))) return;
    drop_interface(call, id);
}

}  // namespace gantry::ec2
