#pragma once

#include <string>

#include "service/registry.h"
#include "services/ecs/fleet/disk_source.h"
#include "services/ecs/model/tables.h"

namespace gantry::ecs {

/// What machines are to do with disks, from EC2's rows. Core thread; all references outlive it.
class MachineDisks final : public fleet::DiskSource {
  public:
    MachineDisks(const Tables& tables, const service::Registry& services)
        : tables_(tables), services_(services) {}

    void on_change(const core::Change& change, const Name& name) override;
    wire::StorageOrders orders_of(const std::string& instance_key) override;
    core::Transaction take_report(
        const std::string& instance_key, const wire::StorageReport& report, SysTime now
    ) override;

  private:
    [[nodiscard]] std::string store_of(const std::string& instance_key) const;

    const Tables& tables_;
    const service::Registry& services_;
};

}  // namespace gantry::ecs
