#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "api/docker/container_create_request.h"
#include "base/result.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// By which toolboxes are known, with the container instance's ARN. They have none of the labels of
/// a task's containers: nobody takes them for some.
inline constexpr const char* kToolboxLabel = "dev.gantry.toolbox";

struct ToolboxInput {
    std::string image;
    std::string session;        ///< its id
    std::string target;         ///< the runtime's id of the container that it is beside
    std::string instance_arn;   ///< of the container instance
    bool ipc_joinable = false;  ///< the target's IPC namespace may be joined
    bool sees_machine = false;  ///< the target's processes are the machine's (pidMode host)
};

/// `gantry-toolbox-<session>`.
std::string toolbox_name(const std::string& session);

/// A container of programs beside one that has none: it shares the namespaces of processes and of
/// the network, the volumes, and IPC where that is possible, and waits for commands to be run in
/// it. It may look at processes of other users, whose files are below /proc/PID/root, unless these
/// are the machine's. Pure.
api::docker::ContainerCreateRequest build_toolbox_request(const ToolboxInput& input);

/// The toolbox of one session. It is gone with this object; what a crash leaves behind is swept.
/// On the agent's loop.
class Toolbox : public std::enable_shared_from_this<Toolbox> {
  public:
    /// @param runtime outlives it
    Toolbox(runtime::ContainerRuntime& runtime, ToolboxInput input)
        : runtime_(runtime), input_(std::move(input)) {}
    ~Toolbox();
    Toolbox(const Toolbox&) = delete;
    Toolbox& operator=(const Toolbox&) = delete;

    /// Once. @param ready its id at the runtime, once it runs; not after this was dropped.
    ///        Errors: words for who asked, and what to do.
    void start(std::function<void(Result<std::string> id)> ready);

  private:
    void on_created(const Result<std::string>& id);

    runtime::ContainerRuntime& runtime_;
    const ToolboxInput input_;
    std::string id_;  ///< empty: not made
    std::function<void(Result<std::string>)> ready_;
};

/// Removes the toolboxes of an instance but those of these sessions.
/// @param runtime answers as long as it is there
void sweep_toolboxes(
    runtime::ContainerRuntime& runtime,
    const std::string& instance_arn,
    const std::set<std::string>& sessions
);

}  // namespace gantry::agent
