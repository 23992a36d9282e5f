#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "agent/agent_rows.h"
#include "agent/control_link.h"
#include "agent/logs/log_shipper.h"
#include "agent/runner/start_gate.h"
#include "agent/task_book.h"

namespace gantry::agent {

/// Ships the output of all containers whose log driver is awslogs, and writes down how far it got:
/// behind the work, at most once a second. So nothing is lost when the agent dies, and only what
/// was taken in the last second, or was on its way, is sent a second time. Lives on the agent's
/// loop.
class LogKeeper final : public StartGate {
  public:
    /// All outlive it.
    struct Tools {
        Loop& loop;
        Random& random;
        runtime::ContainerRuntime& runtime;
        ControlLink& link;
        core::Core& core;
        const TaskBook& book;
        /// Of a task's execution role; null: not there.
        std::function<const api::acs::IAMRoleCredentials*(const std::string& task)>
            execution_credentials;
    };

    explicit LogKeeper(Tools tools);
    ~LogKeeper() override;
    LogKeeper(const LogKeeper&) = delete;
    LogKeeper& operator=(const LogKeeper&) = delete;

    void look_at(const std::string& task);
    /// With mode=blocking a container may start once its stream is there.
    void before_start(
        const std::string& task, const std::string& container, std::function<void(Result<void>)> go
    ) override;
    /// Whether containers of a stopped task still hold lines that were not shipped. After a day
    /// they are not waited for any more.
    [[nodiscard]] bool needs(const std::string& task) const;
    /// Runtime or control plane are back.
    void try_now();
    void drop(const std::string& task);

  private:
    struct Container {
        AwslogsOptions options;
        bool tty = false;
        bool of_role = false;  ///< written as the execution role, not as the agent
        std::unique_ptr<LogShipper> shipper;
        std::optional<SysTime> started_at;  ///< of the start that the shipper was told of
        bool done = false;
        bool dirty = false;
    };
    using Containers = std::map<std::string, Container>;  ///< by name

    Containers& containers_of(const std::string& task);
    void follow(const std::string& task, const ContainerState& state, Container& container);
    void begin(const std::string& task, const ContainerState& state, Container& container);
    [[nodiscard]] std::optional<api::acs::IAMRoleCredentials> credentials_of(
        const std::string& task, bool of_role
    ) const;
    void note(const std::string& task, const std::string& container);
    void write();

    Tools tools_;
    std::map<std::string, Containers> tasks_;  ///< those that were looked at
    TimerId write_timer_ = 0;
};

}  // namespace gantry::agent
