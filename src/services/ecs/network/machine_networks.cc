#include "services/ecs/network/machine_networks.h"

#include <algorithm>

#include "base/sabotage.h"
#include "services/ec2/port.h"
#include "services/ecs/model/task_network.h"

namespace gantry::ecs {
namespace {

std::string vpc_key_of(const TaskRow& task) {
    return task.scope().prefix() + task.network->vpc_id;
}

/// It is in its VPC: it has an interface, and is not over.
bool is_networked(const TaskRow* task) {
    return task != nullptr && task->holds_interface() && !task->stopped();
}

std::string network_address_of(const ContainerInstanceRow* instance) {
    if (instance == nullptr || instance->status == InstanceStatus::Inactive) return "";
    return instance->attribute(kNetworkAddress).value_or("");
}

/// `account/region/vpc-…`
Scope scope_of(const std::string& vpc_key) {
    const std::size_t first = vpc_key.find('/');
    const std::size_t second = vpc_key.find('/', first + 1);
    return {vpc_key.substr(0, first), vpc_key.substr(first + 1, second - first - 1)};
}

}  // namespace

void MachineNetworks::on_change(const core::Change& change, const Name& name) {
    if (change.is_of(tables_.tasks)) {
        on_task(change.before_as(tables_.tasks), change.after_as(tables_.tasks), name);
        return;
    }
    if (change.is_of(tables_.container_instances)) {
        on_instance(
            change.before_as(tables_.container_instances),
            change.after_as(tables_.container_instances),
            name
        );
        return;
    }
    if (pictures_.empty() || sabotaged(Sabotage::GroupNotTold)) return;
    ec2::name_changed_vpcs(services_, change, [&](const std::string& key) {
        if (!key.ends_with('/')) return forget(key, name);
        std::vector<std::string> all;
        for (const auto& [vpc, picture] : pictures_) {
            if (vpc.starts_with(key)) all.push_back(vpc);
        }
        for (const std::string& vpc : all) forget(vpc, name);
    });
}

void MachineNetworks::on_task(const TaskRow* before, const TaskRow* after, const Name& name) {
    const bool was = is_networked(before);
    const bool is = is_networked(after);
    if (was == is) return;  // a task never changes its instance, nor its interface
    const TaskRow& task = is ? *after : *before;
    name(task.instance_key());
    forget(vpc_key_of(task), name);
}

void MachineNetworks::on_instance(
    const ContainerInstanceRow* before, const ContainerInstanceRow* after, const Name& name
) {
    if (network_address_of(before) == network_address_of(after)) return;
    const std::string key = (after != nullptr ? after : before)->key();
    for (const std::string& task_key : tables_.live_tasks_by_instance.keys(key)) {
        const auto task = tables_.tasks.find(task_key);
        if (is_networked(task.get())) forget(vpc_key_of(*task), name);
    }
}

/// Whoever was told of the VPC, or has to be now, looks anew.
void MachineNetworks::forget(const std::string& vpc_key, const Name& name) {
    const auto old = pictures_.find(vpc_key);
    if (old == pictures_.end()) return;
    for (const auto& [instance, interfaces] : old->second.interfaces) name(instance);
    pictures_.erase(old);
    for (const std::string& key : tables_.networked_tasks_by_vpc.keys(vpc_key)) {
        name(tables_.tasks.find(key)->instance_key());
    }
}

const VpcPicture* MachineNetworks::picture_of(const std::string& vpc_key) {
    const auto known = pictures_.find(vpc_key);
    if (known != pictures_.end()) return &known->second;
    auto vpc = ec2::see_vpc(services_, scope_of(vpc_key), vpc_key.substr(vpc_key.rfind('/') + 1));
    if (!vpc) return nullptr;
    VpcPicture picture{.vpc = std::move(*vpc)};
    for (const std::string& key : tables_.networked_tasks_by_vpc.keys(vpc_key)) {
        const auto task = tables_.tasks.find(key);
        const std::string instance = task->instance_key();
        picture.interfaces[instance].push_back(task->network->interface_id);
        if (picture.machine_addresses.contains(instance)) continue;
        const auto row = tables_.container_instances.find(instance);
        std::string address = network_address_of(row.get());
        if (!address.empty()) picture.machine_addresses.emplace(instance, std::move(address));
    }
    for (auto& [instance, ids] : picture.interfaces) std::ranges::sort(ids);
    resolve_sets(picture);
    return &pictures_.emplace(vpc_key, std::move(picture)).first->second;
}

std::vector<api::acs::GantryVpc> MachineNetworks::networks_of(const std::string& instance_key) {
    std::set<std::string> vpcs;
    for (const std::string& key : tables_.live_tasks_by_instance.keys(instance_key)) {
        const auto task = tables_.tasks.find(key);
        if (is_networked(task.get())) vpcs.insert(vpc_key_of(*task));
    }
    std::vector<api::acs::GantryVpc> networks;
    for (const std::string& vpc : vpcs) {
        if (const VpcPicture* picture = picture_of(vpc)) {
            networks.push_back(vpc_state(*picture, instance_key));
        }
    }
    return networks;
}

}  // namespace gantry::ecs
