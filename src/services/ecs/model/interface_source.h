#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "base/result.h"
#include "core/transaction.h"
#include "services/ecs/model/task_row.h"
#include "services/ecs/model/task_volume.h"

namespace gantry::ecs {

/// Where tasks' interfaces come from and go to, and what their volumes are made from: EC2
/// (network/ec2_interfaces.h). Core thread.
class InterfaceSource {
  public:
    virtual ~InterfaceSource() = default;

    /// The zones of the subnets that are wanted, with the addresses free in them as the transaction
    /// leaves them: placement::Request::zones. Subnets that are gone are left out.
    virtual std::map<std::string, std::int64_t, std::less<>> zones(
        const Scope& scope, const TaskNetwork& wanted, const core::Transaction& tx
    ) = 0;

    /// Stages an interface for a new task and writes it into the task's row: in the subnet of its
    /// zone that has fewest, with a free address; of FARGATE in any, whose zone is the task's then.
    /// Errors: "Unexpected EC2 error …" for people, EC2's code.
    virtual Result<void> take(TaskRow& task, core::Transaction& tx) = 0;

    /// Errors: EC2's, InvalidSnapshot.NotFound, IncorrectState.
    virtual Result<SnapshotSeen> snapshot(const Scope& scope, const std::string& id) = 0;

    /// Stages the interface's end, and notes it in the row. Nothing happens where it has none.
    virtual void give_back(TaskRow& task, core::Transaction& tx) = 0;
};

}  // namespace gantry::ecs
