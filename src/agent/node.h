#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "agent/agent.h"
#include "agent/agent_rows.h"
#include "agent/exec/exec_sessions.h"
#include "agent/link/control_inbox.h"
#include "agent/link/endpoints.h"
#include "agent/link/instance_identity.h"
#include "agent/link/kept_stream.h"
#include "agent/link/state_reporter.h"
#include "agent/link/telemetry.h"
#include "agent/logs/log_keeper.h"
#include "agent/runner/disk_keeper.h"
#include "agent/runner/group_remover.h"
#include "agent/runner/image_cleaner.h"
#include "agent/runner/log_tailer.h"
#include "agent/runner/network_keeper.h"
#include "agent/runner/reconciler.h"
#include "agent/runner/runtime_monitor.h"
#include "agent/runner/secret_file_keeper.h"
#include "agent/runner/storage_watch.h"
#include "agent/runner/task_cleaner.h"
#include "agent/runner/task_resources.h"
#include "agent/runner/task_runner.h"
#include "agent/task_book.h"
#include "agent/task_endpoint.h"

namespace gantry::agent {

/// An agent that knows who it is, between two loads of its journal: the task rows, and all that
/// works on them. Everything here can be thrown away and made anew from the rows and the runtime.
///
/// Whatever happens becomes a change of a task row; a changed task is noted and looked at on the
/// next turn of the loop by all parts that may have something to do for it:
///
///     ACS stream ─▶ inbox ─┐                       ┌─▶ runner ──▶ container runtime
///     runtime events ──────┼─▶ task book ─▶ turn ──┼─▶ reporter ─▶ SubmitTaskStateChange
///     answers, timers ─────┘    (rows)             ├─▶ telemetry ▶ TCS stream
///                                                  └─▶ logs, log tails, cleanup
///
/// Lives on the agent's loop.
class Node {
  public:
    struct Listener {
        /// The runtime's events arrive, for the first time or again.
        std::function<void()> on_runtime_back;
        /// Another agent is connected as this instance: going on would undo its work.
        std::function<void(const Error& why)> on_replaced;
    };

    /// @param identity filled in by the registrar; the ARN is known, the host may not be yet
    /// @param endpoint where its containers ask; null: nowhere
    /// @param network of tasks that have an interface; null: none can
    /// @param secret_files where files of secrets are kept; null: nowhere
    Node(
        Loop& loop,
        IdSource& ids,
        ControlLink& link,
        runtime::ContainerRuntime& runtime,
        core::Core& core,
        const AgentTables& tables,
        const AgentConfig& config,
        const InstanceIdentity& identity,
        TaskEndpoint* endpoint,
        network::NetworkDriver* network,
        files::TaskFiles* files,
        storage::StorageDriver* storage,
        memory_files::MemoryFiles* secret_files,
        Listener listener
    );
    ~Node();
    Node(const Node&) = delete;
    Node& operator=(const Node&) = delete;

    void start();
    /// The machine's capacity is known: tasks may be admitted.
    void on_host();
    /// The rows were read anew, and what this node noted since may be gone: it does nothing more.
    /// Another one takes its place, and asks the runtime first.
    void retire() { retired_ = true; }
    [[nodiscard]] AgentStatus status() const;

  private:
    [[nodiscard]] OperationTools tools();
    [[nodiscard]] NodeView view(ControlLink& link) const;
    RuntimeMonitor::Listener runtime_listener();
    KeptStream::Options stream_options(StreamKind kind);
    KeptStream::Listener control_listener();
    KeptStream::Listener telemetry_listener();

    void changed(const std::string& task);
    void turn();
    void look_at(const std::string& task);
    void forgotten(const std::string& task);
    void on_runtime_event(const runtime::RuntimeEvent& event);
    void on_start_event(const std::string& task, const std::string& container);
    /// @param progress null: over
    void tell_progress(const std::string& image, const runtime::ImageProgress* progress);
    void on_control_open();
    void on_control_end(const std::string& reason);
    [[nodiscard]] ControlLink::Query control_query() const;
    [[nodiscard]] ControlLink::Query telemetry_query() const;

    Loop& loop_;
    IdSource& ids_;
    runtime::ContainerRuntime& runtime_;
    network::NetworkDriver* network_;
    files::TaskFiles* files_;
    storage::StorageDriver* storage_;
    const StorageSetup storage_setup_;
    memory_files::MemoryFiles* secret_files_;
    const AgentConfig& config_;
    const InstanceIdentity& identity_;
    Listener listener_;

    std::set<std::string> dirty_;  ///< tasks to be looked at on the next turn
    bool turn_posted_ = false;
    bool host_known_ = false;
    bool had_control_stream_ = false;
    bool retired_ = false;

    TaskBook book_;
    RuntimeMonitor monitor_;
    ImageStore images_;
    HostPorts ports_;
    TaskResources resources_;
    PauseMaking pauses_;
    LogKeeper logs_;
    TaskRunner runner_;
    NetworkKeeper network_keeper_;
    Reconciler reconciler_;
    TaskCleaner cleaner_;
    GroupRemover groups_;
    StorageWatch storage_watch_;
    SecretFileKeeper secret_file_keeper_;
    DiskKeeper disk_keeper_;
    ImageCleaner image_cleaner_;
    Endpoints endpoints_;
    KeptStream control_stream_;
    KeptStream telemetry_stream_;
    LogTailer tailer_;
    StateReporter reporter_;
    ExecSessions exec_;
    ControlInbox inbox_;
    Telemetry telemetry_;
    std::shared_ptr<TaskEndpoint::Desk> desk_;  ///< null without an endpoint
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
