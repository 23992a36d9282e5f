#pragma once

#include <functional>
#include <string>

#include "core/core.h"
#include "core/transaction.h"
#include "wire/storage_orders.h"

namespace gantry::fleet {

/// Who knows what a machine is to do with the files behind volumes and snapshots. On the core's
/// loop.
class DiskSource {
  public:
    DiskSource() = default;
    virtual ~DiskSource() = default;
    DiskSource(const DiskSource&) = delete;
    DiskSource& operator=(const DiskSource&) = delete;

    using Name = std::function<void(const std::string& instance_key)>;

    /// Names the container instances that may have something else to do after a change.
    virtual void on_change(const core::Change& change, const Name& name) = 0;
    virtual wire::StorageOrders orders_of(const std::string& instance_key) = 0;
    /// What a report of the instance's agent means; empty: nothing new.
    virtual core::Transaction take_report(
        const std::string& instance_key, const wire::StorageReport& report, SysTime now
    ) = 0;
};

}  // namespace gantry::fleet
