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
/// A crash at any point leaves what the next attach or detach of the id goes on from.
class StorageWorker {
  public:
    /// @param place from the root; made when first needed, 0700
    explicit StorageWorker(std::string place) : place_(std::move(place)) {}

    [[nodiscard]] Result<void> attach(const Mount& mount) const;
    [[nodiscard]] Result<void> detach(const std::string& id, Removal removal, bool force) const;
    [[nodiscard]] Result<std::vector<std::string>> list() const;

  private:
    [[nodiscard]] Result<void> attach_disk(const std::string& id, const Disk& disk) const;
    [[nodiscard]] Result<void> attach_directory(const std::string& id, const Directory& from) const;
    [[nodiscard]] Result<void> make_image(const std::string& id, const Disk& disk) const;
    [[nodiscard]] Result<void> make_mount_point(const std::string& id) const;
    [[nodiscard]] std::string at(const std::string& id) const { return place_ + "/" + id; }

    std::string place_;
};

/// What this process may do on this machine. @param place as above
StorageAbilities find_abilities();

}  // namespace gantry::storage
