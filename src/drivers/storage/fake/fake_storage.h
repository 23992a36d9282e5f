#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/loop.h"
#include "drivers/storage/storage_driver.h"

namespace gantry::storage {

/// A machine's disks and directories, in memory, for tests and the simulator. It outlives the
/// drivers that use it, as disks outlive an agent that crashes.
class FakeStorageMachine {
  public:
    StorageAbilities abilities{
        .mounts = true,
        .why_not = {},
        .file_systems = {"ext4", "xfs"},
        .snapshots = "store-1",
    };
    /// Every operation; none ends before those that were begun earlier.
    Duration takes{5};

    /// The next so many operations of a kind answer this, and do nothing.
    void fail_attach(int times, Error error = unavailable("no loop device is free"));
    void fail_detach(int times, Error error = unavailable("target is busy"));
    void fail_snapshot(int times, Error error = unavailable("no space left on device"));
    /// Something was mounted, or its root prepared; within the happening.
    std::function<void(const Mount&)> on_attached;
    /// Loses power: nothing is mounted, disks keep their content.
    void crash() { mounted_.clear(); }

    /// By id.
    [[nodiscard]] const std::map<std::string, Mount>& mounted() const { return mounted_; }
    /// Disks by id, mounted or not, with what is in them: of a new one its id, of one that was made
    /// from a snapshot what that has.
    [[nodiscard]] const std::map<std::string, std::string>& disks() const { return disks_; }
    [[nodiscard]] const std::map<std::string, std::string>& kept() const { return kept_; }
    [[nodiscard]] const std::map<std::string, std::string>& snapshots() const { return snapshots_; }
    /// Directories of file systems that were prepared, with their roots.
    [[nodiscard]] const std::set<std::string>& directories() const { return directories_; }

  private:
    friend class FakeStorage;
    struct Failures {
        int left = 0;
        Error error;
    };
    Result<void> attach(const Mount& mount);
    Result<void> attach_disk(const std::string& id, const Disk& disk);
    Result<void> detach(const std::string& id, Removal removal, bool force);
    Result<void> make_snapshot(const std::string& disk_id, const std::string& snapshot_id);
    Result<void> remove_kept(const std::string& id);

    MonoTime last_ends_{};
    std::map<std::string, Mount> mounted_;
    std::map<std::string, std::string> disks_;
    std::map<std::string, std::string> kept_;
    std::map<std::string, std::string> snapshots_;
    std::set<std::string> directories_;
    Failures attach_failures_;
    Failures detach_failures_;
    Failures snapshot_failures_;
};

/// A process's driver on a fake machine. Answers nobody any more once it is destroyed, as after a
/// crash; what was begun is done all the same.
class FakeStorage final : public StorageDriver {
  public:
    /// @param machine outlives it, and what it has posted
    FakeStorage(Loop& loop, FakeStorageMachine& machine) : loop_(loop), machine_(machine) {}

    [[nodiscard]] const StorageAbilities& abilities() const override { return machine_.abilities; }
    [[nodiscard]] const std::string& place() const override { return place_; }
    void attach(const Mount& mount, Done<void> done) override;
    void detach(const std::string& id, Removal removal, bool force, Done<void> done) override;
    void make_snapshot(const std::string& disk_id, const std::string& snapshot_id, Done<void> done)
        override;
    void remove_snapshot(const std::string& id, Done<void> done) override;
    void remove_kept(const std::string& id, Done<void> done) override;

  private:
    void later(std::function<Result<void>()> work, Done<void> done);

    Loop& loop_;
    FakeStorageMachine& machine_;
    std::string place_ = "/mounts";
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace gantry::storage
