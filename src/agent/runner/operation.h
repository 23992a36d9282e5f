#pragma once

#include <functional>
#include <memory>
#include <string>

#include "agent/agent_config.h"
#include "agent/backoff.h"
#include "agent/engine/file_systems.h"
#include "agent/engine/host_ports.h"
#include "agent/runner/image_store.h"
#include "agent/runner/runtime_monitor.h"
#include "agent/runner/start_gate.h"
#include "agent/runner/task_resources.h"
#include "agent/task_book.h"
#include "base/loop.h"
#include "base/random.h"
#include "drivers/files/task_files.h"
#include "drivers/memory_files/memory_files.h"
#include "drivers/network/network_driver.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// How this agent's pause containers are made.
struct PauseMaking {
    bool plain = false;  ///< the runtime knows no open_namespace; see engine/pause_request.h
};

/// What every operation works with. References outlive it.
struct OperationTools {
    Loop& loop;
    Random& random;
    runtime::ContainerRuntime& runtime;
    const RuntimeMonitor& monitor;
    ImageStore& images;
    HostPorts& ports;
    TaskBook& book;
    const AgentConfig& config;
    const std::string& instance_arn;
    StartGate& gate;
    TaskResources& resources;
    network::NetworkDriver* network;  ///< null: tasks have no interfaces here
    PauseMaking& pauses;
    files::TaskFiles* files;          ///< null: nothing is kept for tasks here
    storage::StorageDriver* storage;  ///< null: nothing is mounted for tasks here
    const StorageSetup& storage_setup;
    memory_files::MemoryFiles* secret_files;  ///< null: there are no files of secrets here
};

/// One action of the task engine under way at the runtime: tries, waits and tries again until it
/// succeeded, failed for good, or its time limit passed.
///
/// While the runtime is away nothing fails: the limit does not run and attempts go on, at the
/// latest when the runtime is back. An operation ends by applying an event to its task and calling
/// `on_end`. Answers that arrive after that, or after it was dropped, are ignored.
class Operation : public std::enable_shared_from_this<Operation> {
  public:
    /// @param container empty for what is the task's: its volumes, its resources
    /// @param limit how long it may take while the runtime is there; zero: as long as it takes
    Operation(OperationTools tools, std::string task, std::string container, Duration limit);
    virtual ~Operation();
    Operation(const Operation&) = delete;
    Operation& operator=(const Operation&) = delete;

    void begin(std::function<void()> on_end);
    void runtime_lost();
    void runtime_back();
    /// What the next attempt waits for may be there: it is made now, if none is under way.
    void hurry();

    /// Whether looking at the container has to wait for the end of this: what the runtime says
    /// while it is being created or started is void a moment later.
    [[nodiscard]] virtual bool hides_container() const { return false; }

    /// Whether it has nothing more to do once the task is to stop: it ends with its next attempt.
    [[nodiscard]] virtual bool ends_with_stop() const { return false; }

  protected:
    virtual void attempt() = 0;
    /// The limit passed: apply what that means and end().
    virtual void on_limit() = 0;

    /// Another attempt after a growing delay.
    void try_again();
    /// Applies the event; the operation goes on.
    void tell(const TaskEvent& event);
    void end();
    void end_with(const TaskEvent& event);

    /// A callback for the runtime that runs only while this operation is under way.
    template <class T, class F>
    std::function<void(Result<T>)> then(F continuation) {
        return [self = weak_from_this(), continuation](Result<T> answer) {
            const auto here = self.lock();
            if (here && !here->ended_) continuation(std::move(answer));
        };
    }

    [[nodiscard]] bool ended() const { return ended_; }
    /// The container's state now; null when the task is gone.
    [[nodiscard]] const ContainerState* container_state() const;
    /// Whether the task is to run: once it is not, nothing is created or started for it.
    [[nodiscard]] bool still_wanted() const;
    /// What ran already, before a restart of the agent, is not ended for what is missing now.
    [[nodiscard]] bool has_run() const;
    [[nodiscard]] const TaskBook::Entry* entry() const { return tools_.book.find(task_); }
    [[nodiscard]] const ContainerSpec* container_spec() const;
    /// For the registry of its image.
    [[nodiscard]] runtime::RegistryAuth login() const;
    /// The name the container has, or will have, at the runtime.
    [[nodiscard]] std::string runtime_name() const;
    /// "<name>: Error response from daemon: <the runtime's words>", without what was fetched for
    /// the container.
    [[nodiscard]] std::string reason(const char* name, const Error& why) const;
    /// The text, without what was fetched for the container.
    [[nodiscard]] std::string hushed_words(std::string text) const;
    /// What it means that the runtime refused to make or to start the container: the container has
    /// failed, or the whole task where a file system cannot be mounted for it.
    [[nodiscard]] TaskEvent failure(const char* name, const Error& why) const;

    OperationTools tools_;
    std::string task_;
    std::string container_;

  private:
    void start_limit();

    Duration limit_;
    Backoff backoff_;
    TimerId limit_timer_ = 0;
    TimerId retry_timer_ = 0;
    bool ended_ = false;
    mutable TaskBook::StatePtr seen_;  ///< keeps what container_state() returned alive
    std::function<void()> on_end_;
};

/// "<name>: Error response from daemon: <the runtime's words>".
std::string runtime_reason(const char* name, const Error& why);
/// "DockerTimeoutError: Could not transition to <what>; timed out after waiting <limit>".
std::string timeout_reason(const char* what, Duration limit);

/// The operation for an action of the engine.
std::shared_ptr<Operation> make_resolve_operation(
    OperationTools tools, std::string task, std::string container
);
std::shared_ptr<Operation> make_pull_operation(
    OperationTools tools, std::string task, std::string container
);
std::shared_ptr<Operation> make_create_operation(
    OperationTools tools, std::string task, std::string container
);
std::shared_ptr<Operation> make_start_operation(
    OperationTools tools, std::string task, std::string container
);
std::shared_ptr<Operation> make_stop_operation(
    OperationTools tools, std::string task, std::string container
);
std::shared_ptr<Operation> make_volumes_operation(OperationTools tools, std::string task);
std::shared_ptr<Operation> make_release_operation(OperationTools tools, std::string task);
std::shared_ptr<Operation> make_fetch_operation(OperationTools tools, std::string task);
std::shared_ptr<Operation> make_namespaces_operation(OperationTools tools, std::string task);
std::shared_ptr<Operation> make_ready_operation(OperationTools tools, std::string task);
std::shared_ptr<Operation> make_removal_operation(OperationTools tools, std::string task);

}  // namespace gantry::agent
