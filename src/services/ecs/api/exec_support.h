#pragma once

#include <string>

#include "base/result.h"
#include "services/ecs/api/call.h"
#include "services/ecs/exec/session_book.h"
#include "services/ecs/model/exec_agent.h"

namespace gantry::ecs {

/// What ExecuteCommand needs beside rows: the instance has it.
class ExecBackend {
  public:
    ExecBackend() = default;
    virtual ~ExecBackend() = default;
    ExecBackend(const ExecBackend&) = delete;
    ExecBackend& operator=(const ExecBackend&) = delete;

    /// Whether the agent of that container instance can be told now.
    [[nodiscard]] virtual bool reaches_agent(const std::string& instance_key) const = 0;
    /// Errors: those of exec::SessionBook::promise.
    virtual Result<exec::SessionBook::Ticket> promise_session(exec::Session session) = 0;
};

/// Who runs commands in the containers of a task that is on an instance.
ExecSupport exec_support(const Call& call, const TaskRow& task);

}  // namespace gantry::ecs
