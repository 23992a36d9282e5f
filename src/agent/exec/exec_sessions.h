#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>

#include "agent/agent_config.h"
#include "agent/control_link.h"
#include "agent/link/endpoints.h"
#include "agent/link/instance_identity.h"
#include "agent/task_book.h"
#include "base/loop.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// Sessions inside containers (ECS Exec), which the control plane asks for: each has a stream of
/// its own to it, and a command beside the container's process, or a connection to one of its
/// ports. A command whose program the container does not have is run in a toolbox beside it
/// (toolbox.h), where there is one. Nothing of them is kept: who asked has gone when the agent or
/// the control plane has. What they say to each other, and how much may wait: wire/exec_stream.h.
///
/// Lives on the agent's loop.
class ExecSessions {
  public:
    static constexpr std::size_t kMaxSessions = 64;

    /// All outlive it.
    struct Tools {
        Loop& loop;
        runtime::ContainerRuntime& runtime;
        ControlLink& link;
        Endpoints& endpoints;
        const TaskBook& book;
        const InstanceIdentity& identity;
        const AgentConfig& config;
    };

    explicit ExecSessions(Tools tools);
    ~ExecSessions();
    ExecSessions(const ExecSessions&) = delete;
    ExecSessions& operator=(const ExecSessions&) = delete;

    /// A GantryExecMessage came. What cannot be done is told on the session's stream.
    void on_request(const std::string& message);

    /// The runtime answers, for the first time or again: toolboxes that nobody uses are removed.
    void runtime_back();

    /// The task has changed: what runs beside a container ends with it.
    void look_at(const std::string& task);

    [[nodiscard]] std::size_t size() const { return sessions_.size(); }

  private:
    class Session;

    void forget(const std::string& id);

    const Tools tools_;
    std::map<std::string, std::shared_ptr<Session>> sessions_;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
