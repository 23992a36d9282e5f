#pragma once

#include <functional>
#include <memory>
#include <string>

#include "agent/agent_config.h"
#include "agent/control_link.h"
#include "agent/link/instance_identity.h"
#include "agent/task_book.h"
#include "api/acs/iam_role_credentials.h"
#include "base/loop.h"
#include "drivers/network/network_driver.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// What a node shows to the endpoint of its tasks. All of it lives on the agent's loop and is good
/// for as long as the desk that was opened with it.
struct NodeView {
    Loop& loop;
    runtime::ContainerRuntime& runtime;
    ControlLink& link;
    const AgentConfig& config;
    const InstanceIdentity& identity;
    const TaskBook& book;
    network::NetworkDriver* network = nullptr;  ///< null: faults cannot be injected
    /// Credentials by their id; null: there are none now.
    std::function<const api::acs::IAMRoleCredentials*(const std::string& id)> credentials;
};

/// Where tasks ask for their credentials and metadata (agent/endpoint). One for all agents of a
/// process; every node opens a desk of its own.
class TaskEndpoint {
  public:
    virtual ~TaskEndpoint() = default;

    /// A node's part of it: answers what its containers ask. On the agent's loop; what is asked
    /// after it is gone is answered by the next one.
    class Desk {
      public:
        virtual ~Desk() = default;
        /// The task is new, or changed.
        virtual void look_at(const std::string& task) = 0;
        /// The task was forgotten: nothing of it is found any more.
        virtual void drop(const std::string& task) = 0;
    };
    virtual std::shared_ptr<Desk> open_desk(NodeView view) = 0;
};

}  // namespace gantry::agent
