#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "base/loop.h"
#include "base/thread_loop.h"
#include "drivers/storage/storage_driver.h"
#include "drivers/storage/storage_worker.h"

namespace gantry::storage {

/// Storage of tasks on Linux (storage_worker.h). Disks are made on a thread of its own: a file
/// system takes a fraction of a second, or longer on a slow disk. Directories have another, which a
/// server that is away may hold up for as long as it is; so does the end of this, then.
///
/// The container runtime has to see what this process mounts: no service manager may have given it
/// a file system of its own. Inside of a container, its `place` is mounted with the propagation
/// rshared.
class LinuxStorage final : public StorageDriver {
  public:
    struct Options {
        std::string place;    ///< from the root; nobody else's
        std::string why_not;  ///< not empty: it makes nothing, for this reason
        /// Where snapshots are, from the root; machines may share it. Empty: it makes none.
        std::string snapshots{};
    };

    /// @param loop outlives it; made, called and destroyed there
    LinuxStorage(Loop& loop, Options options);
    /// What is mounted stays, as tasks do.
    ~LinuxStorage() override;
    LinuxStorage(const LinuxStorage&) = delete;
    LinuxStorage& operator=(const LinuxStorage&) = delete;

    [[nodiscard]] const StorageAbilities& abilities() const override { return abilities_; }
    [[nodiscard]] const std::string& place() const override { return place_; }
    void attach(const Mount& mount, Done<void> done) override;
    void detach(const std::string& id, Removal removal, bool force, Done<void> done) override;
    void make_snapshot(const std::string& disk_id, const std::string& snapshot_id, Done<void> done)
        override;
    void remove_snapshot(const std::string& id, Done<void> done) override;
    void remove_kept(const std::string& id, Done<void> done) override;

  private:
    void find_snapshots();
    void work(
        ThreadLoop& thread, std::function<Result<void>(const StorageWorker&)> job, Done<void> done
    );

    Loop& loop_;
    const std::string place_;
    StorageAbilities abilities_;
    const StorageWorker worker_;  ///< used on the two threads, by ids that are not the other's
    std::atomic<bool> ends_{false};
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  ///< of the loop's thread
    ThreadLoop disks_{"storage"};
    ThreadLoop directories_{"file-systems"};
};

}  // namespace gantry::storage
