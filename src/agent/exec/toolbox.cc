#include "agent/exec/toolbox.h"

#include <iterator>
#include <utility>
#include <vector>

#include "api/docker/host_config.h"
#include "base/log.h"

namespace gantry::agent {
namespace {

/// It waits for longer than any session; whatever image has a shell has this.
constexpr const char* kWaits[] = {"sleep", "2147483647"};
constexpr std::int64_t kToolboxMemory = std::int64_t{512} << 20U;
constexpr std::int64_t kToolboxProcesses = 512;

void remove_toolbox(runtime::ContainerRuntime& runtime, const std::string& id) {
    runtime.remove_container(id, [id](const Result<void>& how) {
        if (how) return;
        log_warn(
            "toolbox_not_removed",
            {{"container", id},
             {"why", how.error().message},
             {"next", "the agent tries again when it starts; or: docker rm -f " + id}}
        );
    });
}

Error not_started(const ToolboxInput& input, const Error& why) {
    Error told = why;
    if (why.kind == ErrorKind::NotFound) {
        told.message = "The toolbox image " + input.image +
                       " is not on the container's machine. Put it there: docker pull " +
                       input.image;
    } else {
        told.message = "The toolbox cannot be started: " + why.message;
    }
    return told;
}

}  // namespace

std::string toolbox_name(const std::string& session) {
    return "gantry-toolbox-" + session;
}

api::docker::ContainerCreateRequest build_toolbox_request(const ToolboxInput& input) {
    const std::string target = "container:" + input.target;
    api::docker::ContainerCreateRequest request;
    request.image = input.image;
    request.entrypoint.emplace(std::begin(kWaits), std::end(kWaits));
    request.cmd.emplace();
    request.user = "0";
    request.labels = {{kToolboxLabel, input.instance_arn}};
    auto& host = request.host_config.emplace();
    host.pid_mode = target;
    host.network_mode = target;
    if (input.ipc_joinable) host.ipc_mode = target;
    host.volumes_from = {input.target};
    // Among the machine's processes it would be the machine's root.
    if (!input.sees_machine) host.cap_add = {"SYS_PTRACE"};
    host.memory = kToolboxMemory;
    host.pids_limit = kToolboxProcesses;
    host.auto_remove = true;
    host.log_config.emplace().type = "none";
    return request;
}

Toolbox::~Toolbox() {
    if (!id_.empty()) remove_toolbox(runtime_, id_);
}

void Toolbox::start(std::function<void(Result<std::string>)> ready) {
    ready_ = std::move(ready);
    runtime_.create_container(
        toolbox_name(input_.session),
        build_toolbox_request(input_),
        [weak = weak_from_this(), &runtime = runtime_](const Result<std::string>& id) {
            if (const auto self = weak.lock()) return self->on_created(id);
            if (id) remove_toolbox(runtime, *id);
        }
    );
}

void Toolbox::on_created(const Result<std::string>& id) {
    if (!id) return ready_(not_started(input_, id.error()));
    id_ = *id;
    runtime_.start_container(id_, [weak = weak_from_this()](const Result<void>& how) {
        const auto self = weak.lock();
        if (!self) return;
        if (!how) return self->ready_(not_started(self->input_, how.error()));
        self->ready_(self->id_);
    });
}

void sweep_toolboxes(
    runtime::ContainerRuntime& runtime,
    const std::string& instance_arn,
    const std::set<std::string>& sessions
) {
    std::set<std::string> names;
    for (const std::string& session : sessions) names.insert(toolbox_name(session));
    runtime.list_containers(
        kToolboxLabel,
        instance_arn,
        [&runtime,
         names = std::move(names)](const Result<std::vector<runtime::ContainerStatus>>& found) {
            if (!found) return;  // once the runtime is back
            for (const auto& container : *found) {
                if (names.contains(container.name)) continue;
                log_info("toolbox_swept", {{"container", container.name}});
                remove_toolbox(runtime, container.id);
            }
        }
    );
}

}  // namespace gantry::agent
