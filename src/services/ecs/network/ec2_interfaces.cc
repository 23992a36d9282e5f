#include "services/ecs/network/ec2_interfaces.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <vector>

#include "services/ec2/port.h"
#include "services/ecs/model/task_network.h"

namespace gantry::ecs {
namespace {

constexpr std::string_view kFull = "InsufficientFreeAddressesInSubnet";

/// As a task's end, or a service's event, tells it. Source: ECS Developer Guide, stopped task
/// error codes.
Error unexpected(const TaskNetwork& network, std::string_view subnet, const Error& why) {
    std::string message = fmt::format(
        "Unexpected EC2 error while attempting to Create Network Interface{} in subnet '{}': {}",
        network.assign_public_ip ? " with public IP assignment enabled" : "",
        subnet,
        why.code
    );
    return Error{why.kind, why.code, std::move(message), {}};
}

void write_interface(ec2::InterfaceTaken taken, TaskNetwork& network) {
    network.interface_id = std::move(taken.id);
    network.vpc_id = std::move(taken.vpc_id);
    network.subnet_id = std::move(taken.subnet_id);
    network.subnet_cidr = std::move(taken.cidr);
    network.gateway = std::move(taken.gateway);
    network.private_ip = std::move(taken.private_ip);
    network.mac = std::move(taken.mac);
    network.dns_name = std::move(taken.private_dns_name);
    network.dns_servers = std::move(taken.dns_servers);
    network.domain_names = std::move(taken.domain_names);
    network.public_ip = std::move(taken.public_ip);
}

}  // namespace

/// Source: EC2 API Reference, CreateVolume; EC2 User Guide, "Error codes".
Result<SnapshotSeen> see_snapshot(
    const service::Registry& services, const Scope& scope, const std::string& id
) {
    const auto row = ec2::find_snapshot(services, scope, id);
    if (!row) {
        std::string message = fmt::format("The snapshot '{}' does not exist.", id);
        return Error{ErrorKind::NotFound, "InvalidSnapshot.NotFound", std::move(message), {}};
    }
    if (row->state != api::ec2::SnapshotState::Completed) {
        std::string message =
            fmt::format("Snapshot is in invalid state - {}", reflect::to_text(row->state));
        return Error{ErrorKind::Conflict, "IncorrectState", std::move(message), {}};
    }
    return SnapshotSeen{row->size_gib, row->store};
}

Result<SnapshotSeen> Ec2Interfaces::snapshot(const Scope& scope, const std::string& id) {
    return see_snapshot(services_, scope, id);
}

std::map<std::string, std::int64_t, std::less<>> Ec2Interfaces::zones(
    const Scope& scope, const TaskNetwork& wanted, const core::Transaction& tx
) {
    std::map<std::string, std::int64_t, std::less<>> zones;
    for (const std::string& id : wanted.subnets) {
        const auto subnet = ec2::find_subnet(services_, scope, id, tx);
        if (subnet) zones[subnet->zone] += subnet->free_addresses;
    }
    return zones;
}

Result<void> Ec2Interfaces::take(TaskRow& task, core::Transaction& tx) {
    if (!task.network) return {};
    const bool any_zone = task.launch_type == api::ecs::LaunchType::Fargate;
    std::vector<ec2::SubnetSeen> subnets;
    for (const std::string& id : task.network->subnets) {
        auto subnet = ec2::find_subnet(services_, task.scope(), id, tx);
        if (!subnet || (!any_zone && subnet->zone != task.availability_zone)) continue;
        subnets.push_back(std::move(*subnet));
    }
    std::ranges::sort(subnets, {}, [](const ec2::SubnetSeen& subnet) {
        return std::tie(subnet.used_addresses, subnet.id);
    });
    Error why{ErrorKind::NotFound, "InvalidSubnetID.NotFound", "", {}};
    std::string tried = task.network->subnets.empty() ? "" : task.network->subnets.front();
    const Scope scope = task.scope();
    for (const ec2::SubnetSeen& subnet : subnets) {
        const ec2::InterfaceWanted wanted{
            .subnet_id = subnet.id,
            .group_ids = task.network->groups,
            .description = attachment_arn(scope, task.network->attachment_id),
            .requester = "ecs",
            .public_ip = task.network->assign_public_ip,
        };
        auto taken = ec2::take_interface({services_, scope, ids_, tx}, wanted);
        if (taken) {
            write_interface(std::move(*taken), *task.network);
            if (any_zone) task.availability_zone = subnet.zone;
            begin_attachment(task);
            return {};
        }
        why = taken.error();
        tried = subnet.id;
        if (why.code != kFull) break;
    }
    return unexpected(*task.network, tried, why);
}

void Ec2Interfaces::note_attached(const TaskRow& task, core::Transaction& tx) {
    const Scope scope = task.scope();
    ec2::note_attached_interface({services_, scope, ids_, tx}, task.network->interface_id);
}

void Ec2Interfaces::give_back(TaskRow& task, core::Transaction& tx) {
    if (!task.holds_interface()) return;
    const Scope scope = task.scope();
    ec2::give_back_interface({services_, scope, ids_, tx}, task.network->interface_id);
    task.network->given_back = true;
    move_attachment(task, AttachmentStatus::Deleted);
}

}  // namespace gantry::ecs
