#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "drivers/storage/storage_driver.h"
#include "wire/storage_orders.h"

namespace gantry::agent {

/// Does what the control plane orders of the files behind volumes and snapshots, and reports it.
/// Nothing of it is written down: an order whose report did not arrive comes again, and what was
/// done already is success. Lives on the agent's loop.
class DiskKeeper {
  public:
    /// @param driver null: this machine has no disks, and says so
    /// @param send   a frame to the control plane; lost where no stream is open
    DiskKeeper(storage::StorageDriver* driver, std::function<void(std::string frame)> send);
    DiskKeeper(const DiskKeeper&) = delete;
    DiskKeeper& operator=(const DiskKeeper&) = delete;

    /// @param message a GantryStorageMessage
    void on_orders(const std::string& message);

  private:
    void begin(const wire::StorageOrder& order);
    void finish(const wire::StorageOrder& order, const Result<void>& how);

    storage::StorageDriver* driver_;
    std::function<void(std::string frame)> send_;
    std::set<std::string> under_way_;  ///< what is done, and of which key
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
