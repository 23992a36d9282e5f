#pragma once

#include "base/random.h"
#include "core/controller.h"
#include "service/registry.h"
#include "services/ecs/model/tables.h"

namespace gantry::ecs {

/// Keeps what EC2 shows of volumes as their tasks have it (shown_volume.h), and gives up what
/// machines that are gone were to do with disks. Keys: "task <key>", "machine <key>". Core thread;
/// all references outlive it.
class VolumeKeeper final : public core::Controller {
  public:
    VolumeKeeper(const Tables& tables, const service::Registry& services, IdSource& ids)
        : tables_(tables), services_(services), ids_(ids) {}

    [[nodiscard]] std::string_view name() const override { return "volume-keeper"; }
    void on_change(const core::Change& change, const Wake& wake) override;
    void all_keys(const Wake& wake) override;
    core::Plan plan(const std::string& key, SysTime now) override;

  private:
    core::Plan plan_task(const std::string& key, SysTime now);
    core::Plan plan_machine(const std::string& key, SysTime now);

    const Tables& tables_;
    const service::Registry& services_;
    IdSource& ids_;
};

}  // namespace gantry::ecs
