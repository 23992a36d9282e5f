#include "services/ecs/storage/volume_keeper.h"

#include "services/ec2/port.h"
#include "services/ecs/model/task_volume.h"
#include "services/ecs/storage/shown_volume.h"

namespace gantry::ecs {
namespace {

constexpr std::string_view kTaskKey = "task ";
constexpr std::string_view kMachineKey = "machine ";

std::string key_of_kind(std::string_view kind, const std::string& key) {
    return std::string(kind) + key;
}

bool has_volume(const TaskRow* task) {
    return task != nullptr && task->volume;
}

/// "account/region/cluster/id"
Scope scope_of_task(const std::string& key) {
    const std::size_t first = key.find('/');
    return {key.substr(0, first), key.substr(first + 1, key.find('/', first + 1) - first - 1)};
}

}  // namespace

void VolumeKeeper::on_change(const core::Change& change, const Wake& wake) {
    if (change.is_of(tables_.tasks)) {
        const auto* before = change.before_as(tables_.tasks);
        const auto* after = change.after_as(tables_.tasks);
        if (has_volume(before) || has_volume(after)) wake(key_of_kind(kTaskKey, change.key));
    } else if (change.is_of(tables_.container_instances)) {
        wake(key_of_kind(kMachineKey, change.key));
    } else if (const auto disks = ec2::disks_changed(services_, change); !disks.host.empty()) {
        wake(key_of_kind(kMachineKey, disks.host));
    }
}

void VolumeKeeper::all_keys(const Wake& wake) {
    for (const auto& [key, task] : tables_.tasks.rows()) {
        if (task->volume) wake(key_of_kind(kTaskKey, key));
    }
    for (const std::string& key : ec2::volume_owners(services_)) wake(key_of_kind(kTaskKey, key));
    for (const std::string& key : ec2::hosts_with_orders(services_)) {
        wake(key_of_kind(kMachineKey, key));
    }
}

core::Plan VolumeKeeper::plan(const std::string& key, SysTime now) {
    if (key.starts_with(kTaskKey)) return plan_task(key.substr(kTaskKey.size()), now);
    return plan_machine(key.substr(kMachineKey.size()), now);
}

core::Plan VolumeKeeper::plan_task(const std::string& key, SysTime now) {
    core::Plan plan{.reason = "volume of " + key.substr(key.rfind('/') + 1)};
    const Scope scope = scope_of_task(key);
    const auto task = tables_.tasks.find(key);
    std::optional<ec2::VolumeRow> seen;
    if (task && task->volume) {
        const auto machine = tables_.container_instances.find(task->instance_key());
        const auto definition =
            tables_.task_definitions.find(task_definition_key(scope, task->family, task->revision));
        const auto service =
            tables_.services.find(in_cluster_key(scope, task->cluster, task->service));
        seen = shown_volume(
            *task,
            machine.get(),
            tags_of_volume(
                *task,
                definition ? definition->tags : std::vector<api::ecs::Tag>{},
                service ? service->tags : std::vector<api::ecs::Tag>{}
            )
        );
    }
    ec2::note_volume({services_, scope, ids_, plan.changes}, key, std::move(seen), now);
    return plan;
}

core::Plan VolumeKeeper::plan_machine(const std::string& key, SysTime now) {
    core::Plan plan{.reason = "disks of " + key.substr(key.rfind('/') + 1)};
    const auto machine = tables_.container_instances.find(key);
    const bool gone = !machine || machine->status == InstanceStatus::Inactive;
    if (!gone && machine->attribute(kSnapshotStoreAttribute)) return plan;
    const std::string_view why = gone ? "The machine that has the volume was deregistered."
                                      : "The machine that has the volume makes no snapshots.";
    ec2::give_up_orders(services_, key, why, now, plan.changes);
    return plan;
}

}  // namespace gantry::ecs
