#include "drivers/storage/fake/fake_storage.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace gantry::storage {

void FakeStorageMachine::fail_attach(int times, Error error) {
    attach_failures_ = {times, std::move(error)};
}

void FakeStorageMachine::fail_detach(int times, Error error) {
    detach_failures_ = {times, std::move(error)};
}

Result<void> FakeStorageMachine::attach(const Mount& mount) {
    if (attach_failures_.left > 0) {
        --attach_failures_.left;
        return attach_failures_.error;
    }
    const auto* directory = std::get_if<Directory>(&mount.what);
    if (directory == nullptr) {
        if (auto made = attach_disk(mount.id, std::get<Disk>(mount.what)); !made) return made;
    }
    const bool mounts = directory == nullptr || !directory->below.empty();
    if (mounts) mounted_.emplace(mount.id, mount);
    if (directory != nullptr) directories_.insert(directory->root + directory->below);
    if (on_attached) on_attached(mount);
    return {};
}

Result<void> FakeStorageMachine::attach_disk(const std::string& id, const Disk& disk) {
    if (disks_.contains(id)) return {};
    const auto snapshot = snapshots_.find(disk.snapshot);
    if (!disk.snapshot.empty() && snapshot == snapshots_.end()) {
        return not_found("snapshot " + disk.snapshot + " is not on this machine");
    }
    disks_.emplace(id, disk.snapshot.empty() ? id : snapshot->second);
    return {};
}

Result<void> FakeStorageMachine::detach(const std::string& id, Removal removal, bool force) {
    if (detach_failures_.left > 0 && !force) {
        --detach_failures_.left;
        return detach_failures_.error;
    }
    mounted_.erase(id);
    const auto disk = disks_.find(id);
    if (disk == disks_.end()) return {};
    if (removal == Removal::Keep) kept_.insert(*disk);
    disks_.erase(disk);
    return {};
}

Result<void> FakeStorageMachine::make_snapshot(
    const std::string& disk_id, const std::string& snapshot_id
) {
    if (snapshot_failures_.left > 0) {
        --snapshot_failures_.left;
        return snapshot_failures_.error;
    }
    if (snapshots_.contains(snapshot_id)) return {};
    const auto disk = disks_.find(disk_id);
    const auto kept = kept_.find(disk_id);
    if (disk == disks_.end() && kept == kept_.end()) return not_found("there is no such disk");
    snapshots_.emplace(snapshot_id, disk == disks_.end() ? kept->second : disk->second);
    return {};
}

Result<void> FakeStorageMachine::remove_kept(const std::string& id) {
    if (disks_.contains(id)) return unavailable("the disk is in use");
    kept_.erase(id);
    return {};
}

void FakeStorageMachine::fail_snapshot(int times, Error error) {
    snapshot_failures_ = {times, std::move(error)};
}

void FakeStorage::later(std::function<Result<void>()> work, Done<void> done) {
    const MonoTime now = loop_.mono();
    machine_.last_ends_ = std::max(machine_.last_ends_, now + machine_.takes);
    loop_.call_after(
        std::chrono::ceil<Duration>(machine_.last_ends_ - now),
        [work = std::move(work), done = std::move(done), alive = std::weak_ptr(alive_)] {
            const Result<void> how = work();
            if (!alive.expired()) done(how);
        }
    );
}

void FakeStorage::attach(const Mount& mount, Done<void> done) {
    later([machine = &machine_, mount] { return machine->attach(mount); }, std::move(done));
}

void FakeStorage::detach(const std::string& id, Removal removal, bool force, Done<void> done) {
    later(
        [machine = &machine_, id, removal, force] { return machine->detach(id, removal, force); },
        std::move(done)
    );
}

void FakeStorage::make_snapshot(
    const std::string& disk_id, const std::string& snapshot_id, Done<void> done
) {
    later(
        [machine = &machine_, disk_id, snapshot_id] {
            return machine->make_snapshot(disk_id, snapshot_id);
        },
        std::move(done)
    );
}

void FakeStorage::remove_snapshot(const std::string& id, Done<void> done) {
    later(
        [machine = &machine_, id]() -> Result<void> {
            machine->snapshots_.erase(id);
            return {};
        },
        std::move(done)
    );
}

void FakeStorage::remove_kept(const std::string& id, Done<void> done) {
    later([machine = &machine_, id] { return machine->remove_kept(id); }, std::move(done));
}

}  // namespace gantry::storage
