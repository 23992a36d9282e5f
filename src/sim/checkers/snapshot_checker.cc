#include "sim/checkers/snapshot_checker.h"

#include <fmt/format.h>

#include "sim/checkers/container_checker.h"

namespace gantry::sim {

using api::ec2::SnapshotState;
using api::ec2::VolumeState;

void SnapshotChecker::on_transaction(
    const Told& told, const ecs::Tables& ecs, const ec2::Tables& ec2
) {
    for (const core::Change& change : told.changes) {
        if (change.is_of(ecs.tasks)) {
            const auto* task = change.after_as(ecs.tasks);
            if (task != nullptr && task->volume) on_task(*task);
        } else if (change.is_of(ec2.snapshots)) {
            on_snapshot(change, ec2, told.time);
        }
    }
}

void SnapshotChecker::on_reload(const ecs::Tables& ecs, const ec2::Tables& ec2) {
    // A volume may be of a snapshot of a volume of a snapshot.
    std::size_t known = 0;
    do {
        known = volumes_.size() + snapshots_.size();
        for (const auto& [key, task] : ecs.tasks.rows()) {
            if (!task->volume) continue;
            const std::string from = task->volume->asked.snapshot_id.value_or("");
            if (from.empty() || snapshots_.contains(from)) on_task(*task);
        }
        for (const auto& [key, row] : ec2.snapshots.rows()) {
            if (row->state != SnapshotState::Completed) continue;
            const auto content = volumes_.find(row->volume_id);
            if (content != volumes_.end()) snapshots_.emplace(row->id, content->second);
        }
    } while (volumes_.size() + snapshots_.size() > known);
}

void SnapshotChecker::on_task(const ecs::TaskRow& task) {
    const std::string& id = task.volume->volume_id;
    const std::string from = task.volume->asked.snapshot_id.value_or("");
    volumes_.emplace(id, from.empty() ? id : snapshots_[from]);
}

void SnapshotChecker::on_snapshot(const core::Change& change, const ec2::Tables& ec2, SysTime now) {
    const auto* before = change.before_as(ec2.snapshots);
    const auto* after = change.after_as(ec2.snapshots);
    if (after == nullptr) {
        if (before == nullptr || before->state != SnapshotState::Completed) return;
        if (found_in(before->store, before->id).empty()) return;
        return verdict_.broken(now, before->id + " was deleted, and its file is there");
    }
    const bool was = before != nullptr && before->state == SnapshotState::Completed;
    if (was || after->state != SnapshotState::Completed) return;
    const std::string& content = volumes_[after->volume_id];
    snapshots_[after->id] = content;
    const std::string found = found_in(after->store, after->id);
    if (found == content) return;
    verdict_.broken(
        now, fmt::format("{} of {} is completed and has '{}'", after->id, after->volume_id, found)
    );
}

std::string SnapshotChecker::found_in(const std::string& store, const std::string& id) const {
    for (const StorageMachine& machine : machines_) {
        if (machine.storage->abilities.snapshots != store) continue;
        const auto found = machine.storage->snapshots().find(id);
        if (found != machine.storage->snapshots().end()) return found->second;
    }
    return "";
}

void SnapshotChecker::on_start(
    const StorageMachine& machine, const runtime::FakeContainer& container, SysTime now
) {
    const auto task = ledger_.task_of_arn(task_arn_of(container));
    if (!task || !task->volume) return;
    const std::string& id = task->volume->volume_id;
    const auto disk = machine.storage->disks().find(id);
    if (disk == machine.storage->disks().end()) return;  // which is another's promise
    const std::string& wanted = volumes_[id];
    if (disk->second == wanted) return;
    verdict_.broken(
        now, fmt::format("{} of task {} has '{}', not '{}'", id, task->id, disk->second, wanted)
    );
}

void SnapshotChecker::check_at_rest(const ecs::Tables& ecs, const ec2::Tables& ec2, SysTime now) {
    for (const auto& [key, row] : ec2.snapshots.rows()) {
        const bool completed = row->state == SnapshotState::Completed;
        if (row->deleted || row->state == SnapshotState::Pending) {
            verdict_.broken(now, row->id + " was to be made or removed, and is not");
        } else if (completed && found_in(row->store, row->id).empty()) {
            verdict_.broken(now, row->id + " is completed, and nowhere");
        }
    }
    std::map<std::string, VolumeState> shown;
    for (const auto& [key, row] : ec2.volumes.rows()) {
        if (row->state != VolumeState::Available) shown.emplace(row->id, row->state);
    }
    for (const auto& [key, task] : ecs.tasks.rows()) {
        if (!task->volume || task->volume->ended || task->instance_id.empty()) continue;
        const auto found = shown.extract(task->volume->volume_id);
        if (found.empty() || found.mapped() != VolumeState::InUse) {
            verdict_.broken(now, "EC2 does not show the volume of task " + task->id);
        }
    }
    for (const auto& [id, state] : shown) {
        verdict_.broken(
            now, fmt::format("EC2 shows {}, of no task, as {}", id, reflect::to_text(state))
        );
    }
}

}  // namespace gantry::sim
