#pragma once

#include "base/random.h"
#include "service/registry.h"
#include "services/ecs/model/interface_source.h"

namespace gantry::ecs {

/// InterfaceSource::snapshot
Result<SnapshotSeen> see_snapshot(
    const service::Registry& services, const Scope& scope, const std::string& id
);

/// Network interfaces of tasks, in EC2's subnets: `arn:aws:ecs:<region>:<account>:attachment/<id>`
/// is their description, ECS their requester. Core thread; all references outlive it.
class Ec2Interfaces final : public InterfaceSource {
  public:
    Ec2Interfaces(const service::Registry& services, IdSource& ids)
        : services_(services), ids_(ids) {}

    std::map<std::string, std::int64_t, std::less<>> zones(
        const Scope& scope, const TaskNetwork& wanted, const core::Transaction& tx
    ) override;
    Result<void> take(TaskRow& task, core::Transaction& tx) override;
    void give_back(TaskRow& task, core::Transaction& tx) override;
    Result<SnapshotSeen> snapshot(const Scope& scope, const std::string& id) override;
    /// Stages that a machine has the task's interface.
    void note_attached(const TaskRow& task, core::Transaction& tx);

  private:
    const service::Registry& services_;
    IdSource& ids_;
};

}  // namespace gantry::ecs
