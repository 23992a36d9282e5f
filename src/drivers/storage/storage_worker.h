#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "drivers/storage/storage_driver.h"

namespace gantry::storage {

/// All that LinuxStorage does, one thing after another, on a thread that may wait. A disk is a
/// sparse file with a file system, mounted by a loop device that goes with the mount:
///
///     <place>/<id>.new   being made          <place>/<id>/           where it is mounted
///     <place>/<id>.img   made, in use        <place>/kept/<id>.img   outlived its task
///
/// Snapshots are copies of such files, in a place that several of these, and several machines, may
/// share:
///
///     <snapshots>/<id>.new   being made      <snapshots>/store   the name of the place
///     <snapshots>/<id>.img   made
///
/// A crash at any point leaves what the next attach, detach or make_snapshot of the id goes on
/// from; a disk that was held still for its copy goes on with thaw_all().
class StorageWorker {
  public:
    /// @param place from the root; made when first needed, 0700
    /// @param snapshots likewise; empty: there are none
    explicit StorageWorker(std::string place, std::string snapshots = {})
        : place_(std::move(place)), snapshots_(std::move(snapshots)) {}

    [[nodiscard]] Result<void> attach(const Mount& mount) const;
    [[nodiscard]] Result<void> detach(const std::string& id, Removal removal, bool force) const;
    [[nodiscard]] Result<std::vector<std::string>> list() const;

    [[nodiscard]] Result<void> make_snapshot(
        const std::string& disk_id, const std::string& snapshot_id
    ) const;
    [[nodiscard]] Result<void> remove_snapshot(const std::string& id) const;
    [[nodiscard]] Result<void> remove_kept(const std::string& id) const;
    /// Lets disks go on that a process held still which is no more.
    void thaw_all() const;
    /// The name of the place of snapshots, which is drawn where it has none.
    [[nodiscard]] Result<std::string> name_of_snapshots() const;

  private:
    [[nodiscard]] Result<void> attach_disk(const std::string& id, const Disk& disk) const;
    [[nodiscard]] Result<void> attach_directory(const std::string& id, const Directory& from) const;
    [[nodiscard]] Result<void> make_image(const std::string& id, const Disk& disk) const;
    [[nodiscard]] Result<void> make_empty(const std::string& file, const Disk& disk) const;
    [[nodiscard]] Result<void> restore(const std::string& file, const Disk& disk) const;
    [[nodiscard]] Result<void> make_mount_point(const std::string& id) const;
    [[nodiscard]] std::string at(const std::string& id) const { return place_ + "/" + id; }

    [[nodiscard]] std::string kept(const std::string& id) const;
    [[nodiscard]] std::string snapshot(const std::string& id) const;

    std::string place_;
    std::string snapshots_;
};

/// What this process may do on this machine.
StorageAbilities find_abilities();

}  // namespace gantry::storage
