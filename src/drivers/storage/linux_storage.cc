#include "drivers/storage/linux_storage.h"

#include <utility>

#include "base/log.h"

namespace gantry::storage {

LinuxStorage::LinuxStorage(Loop& loop, Options options)
    : loop_(loop), place_(std::move(options.place)), worker_(place_, options.snapshots) {
    if (options.why_not.empty()) {
        abilities_ = find_abilities();
    } else {
        abilities_.why_not = std::move(options.why_not);
    }
    if (!abilities_.mounts) return;
    worker_.thaw_all();
    if (!options.snapshots.empty()) find_snapshots();
}

void LinuxStorage::find_snapshots() {
    auto name = worker_.name_of_snapshots();
    if (name) {
        abilities_.snapshots = std::move(*name);
    } else {
        log_warn("snapshots_not_there", {{"why", name.error().message}});
    }
}

LinuxStorage::~LinuxStorage() {
    ends_ = true;
    alive_.reset();
    directories_.stop();
    disks_.stop();
}

void LinuxStorage::work(
    ThreadLoop& thread, std::function<Result<void>(const StorageWorker&)> job, Done<void> done
) {
    thread.post([this, job = std::move(job), done = std::move(done), alive = std::weak_ptr(alive_)](
                ) mutable {
        if (ends_) return;
        loop_.post([done = std::move(done), how = job(worker_), alive = std::move(alive)] {
            if (!alive.expired()) done(how);
        });
    });
}

/// A directory that is a file system's root is only looked for, or made: anybody can.
void LinuxStorage::attach(const Mount& mount, Done<void> done) {
    const auto* directory = std::get_if<Directory>(&mount.what);
    const bool mounts = directory == nullptr || !directory->below.empty();
    const std::string why_not = mounts && !abilities_.mounts ? abilities_.why_not : "";
    work(
        directory == nullptr ? disks_ : directories_,
        [mount, why_not](const StorageWorker& worker) -> Result<void> {
            if (!why_not.empty()) return invalid_argument(why_not);
            return worker.attach(mount);
        },
        std::move(done)
    );
}

void LinuxStorage::detach(const std::string& id, Removal removal, bool force, Done<void> done) {
    work(
        id.starts_with(kDirectoryId) ? directories_ : disks_,
        [id, removal, force](const StorageWorker& worker) {
            return worker.detach(id, removal, force);
        },
        std::move(done)
    );
}

void LinuxStorage::make_snapshot(
    const std::string& disk_id, const std::string& snapshot_id, Done<void> done
) {
    work(
        disks_,
        [disk_id, snapshot_id](const StorageWorker& worker) {
            return worker.make_snapshot(disk_id, snapshot_id);
        },
        std::move(done)
    );
}

void LinuxStorage::remove_snapshot(const std::string& id, Done<void> done) {
    work(
        disks_,
        [id](const StorageWorker& worker) { return worker.remove_snapshot(id); },
        std::move(done)
    );
}

void LinuxStorage::remove_kept(const std::string& id, Done<void> done) {
    work(
        disks_,
        [id](const StorageWorker& worker) { return worker.remove_kept(id); },
        std::move(done)
    );
}

}  // namespace gantry::storage
