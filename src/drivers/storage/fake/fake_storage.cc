#include "drivers/storage/fake/fake_storage.h"

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
    if (on_attached) on_attached(mount);
    if (const auto* directory = std::get_if<Directory>(&mount.what)) {
        directories_.insert(directory->root + directory->below);
        if (directory->below.empty()) return {};
    } else {
        disks_.insert(mount.id);
    }
    mounted_.emplace(mount.id, mount);
    return {};
}

Result<void> FakeStorageMachine::detach(const std::string& id, Removal removal, bool force) {
    if (detach_failures_.left > 0 && !force) {
        --detach_failures_.left;
        return detach_failures_.error;
    }
    mounted_.erase(id);
    if (disks_.erase(id) > 0 && removal == Removal::Keep) kept_.insert(id);
    return {};
}

void FakeStorage::later(std::function<Result<void>()> work, Done<void> done) {
    loop_.call_after(
        machine_.takes,
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

}  // namespace gantry::storage
