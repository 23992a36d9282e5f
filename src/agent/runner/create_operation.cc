#include <algorithm>

#include "agent/engine/container_request.h"
#include "agent/engine/gpus.h"
#include "agent/engine/image_names.h"
#include "agent/engine/names.h"
#include "agent/engine/task_group.h"
#include "agent/firelens/log_router.h"
#include "agent/resources/mounted_files.h"
#include "agent/runner/operation.h"

namespace gantry::agent {
namespace {

/// Host ports that are kept for others, and those that tasks of this agent hold or ask for.
PortsInUse ports_in_use(const TaskBook& book, const AgentConfig& config) {
    PortsInUse in_use;
    for (const std::int32_t port : config.reserved_ports) in_use.emplace("tcp", port);
    for (const std::int32_t port : config.reserved_ports_udp) in_use.emplace("udp", port);
    for (const std::string& task : book.tables().live.keys(AgentTables::kLive)) {
        const auto state = book.state(task);
        for (const ContainerState& container : state->containers) {
            if (container.stopped()) continue;
            for (const PublishedPort& port : container.ports) {
                in_use.emplace(port.protocol, port.host_port);
            }
        }
        const TaskBook::Entry* entry = book.find(task);
        if (entry == nullptr || !state->admitted) continue;
        in_use.insert(entry->needs.ports.begin(), entry->needs.ports.end());
    }
    return in_use;
}

const api::acs::Container* payload_of(const api::acs::Task& task, const std::string& container) {
    if (!task.containers) return nullptr;
    const auto found = std::ranges::find(*task.containers, container, [](const auto& one) {
        return one.name.value_or("");
    });
    return found == task.containers->end() ? nullptr : &*found;
}

/// Action Create: ends with Created, Observed (it exists already) or Failed.
class CreateOperation final : public Operation {
  public:
    CreateOperation(OperationTools tools, std::string task, std::string container)
        : Operation(tools, std::move(task), std::move(container), tools.config.create_limit) {}

    [[nodiscard]] bool hides_container() const override { return true; }

  private:
    void attempt() override {
        const ContainerSpec* spec = container_spec();
        const ContainerState* state = container_state();
        if (spec == nullptr || state == nullptr || state->stopped() || !still_wanted()) {
            return end();
        }
        image_ = by_digest(spec->image, state->image_digest);
        if (const auto* image = tools_.images.known(image_)) return join_group(image->env);
        // After a restart of the agent: the pull is written down, what the image sets is not.
        tools_.runtime.inspect_image(
            image_, then<runtime::ImageStatus>([this](const Result<runtime::ImageStatus>& image) {
                if (!image && image.error().kind == ErrorKind::Unavailable) return try_again();
                join_group(image ? image->env : std::vector<std::string>{});
            })
        );
    }

    /// Where the task's group cannot be made, its containers have their own limits only.
    void join_group(const std::vector<std::string>& image_env) {
        const TaskBook::Entry* task = entry();
        const auto group = task == nullptr ? std::nullopt : group_of(*task->payload);
        image_env_ = image_env;
        if (!group) return meet_router();
        tools_.runtime.make_group(
            *group, then<std::string>([this](const Result<std::string>& parent) {
                cgroup_parent_ = parent ? *parent : std::string();
                meet_router();
            })
        );
    }

    /// A log router is given its files; who logs to it has to know where it listens.
    void meet_router() {
        const TaskBook::Entry* task = entry();
        const auto* payload = task == nullptr ? nullptr : payload_of(*task->payload, container_);
        if (payload == nullptr) return create();
        const bool logs = logs_to_router(*payload);
        if (payload->firelens_configuration) {
            if (auto kept = keep_router_files(*task->payload); !kept) {
                return end_with(event::Failed{
                    container_, "ResourceInitializationError: " + kept.error().message
                });
            }
        }
        if (!logs) return create();
        tools_.runtime.inspect_volume(
            log_router_volume_name(task_),
            then<runtime::VolumeSpec>([this](const Result<runtime::VolumeSpec>& volume) {
                if (!volume && volume.error().kind == ErrorKind::Unavailable) return try_again();
                if (!volume) return fail(volume.error());
                router_.socket = volume->mountpoint;
                find_router();
            })
        );
    }

    Result<void> keep_router_files(const api::acs::Task& task) {
        const ContainerResources* resources = tools_.resources.find(task_, container_);
        auto files = router_files(task, resources == nullptr ? "" : resources->router_file);
        if (!files) return files.error();
        if (tools_.files == nullptr) return unavailable("nothing is kept for tasks here");
        auto folder = tools_.files->keep(std::string(arn_id(task_)), *files);
        if (!folder) return folder.error();
        router_.folder = *std::move(folder);
        return {};
    }

    /// Its address on the bridge, where others of the task reach it by TCP too.
    void find_router() {
        const TaskBook::Entry* task = entry();
        const auto state = tools_.book.state(task_);
        const auto* router = task == nullptr ? nullptr : log_router_of(*task->payload);
        const ContainerState* its =
            router == nullptr || !state ? nullptr : state->find(router->name.value_or(""));
        if (its == nullptr || its->runtime_id.empty() || task->spec.network != Network::Bridge) {
            return create();
        }
        tools_.runtime.inspect_container(
            its->runtime_id,
            then<runtime::ContainerStatus>([this](const Result<runtime::ContainerStatus>& status) {
                if (!status && status.error().kind == ErrorKind::Unavailable) return try_again();
                if (status) {
                    const auto bridge = status->ip_by_network.find("bridge");
                    if (bridge != status->ip_by_network.end()) router_.address = bridge->second;
                }
                create();
            })
        );
    }

    void create() {
        const TaskBook::Entry* task = entry();
        const ContainerSpec* spec = container_spec();
        if (task == nullptr || spec == nullptr || !still_wanted()) return end();
        auto ports = tools_.ports.choose(
            *spec, task->spec.network, ports_in_use(tools_.book, tools_.config)
        );
        if (!ports) {
            return end_with(
                event::Failed{container_, "CannotCreateContainerError: a host port is unavailable"}
            );
        }
        ports_ = std::move(*ports);
        auto request = build_container_request({
            *task->payload,
            task->spec,
            *spec,
            ports_,
            image_env_,
            tools_.instance_arn,
            tools_.config.cluster,
            tools_.config.region,
            cgroup_parent_,
            endpoint_id_of_container(),
            tools_.resources.find(task_, container_),
            tools_.config.api_url,
            tools_.config.give_api,
            router_,
            tools_.storage_setup,
        });
        if (request) {
            const auto given = give_gpus(*task->payload, container_, tools_.config, *request);
            if (!given) request = given.error();
        }
        if (request) {
            const auto mounted = mount_secret_files(*task->payload, *request);
            if (!mounted) request = mounted.error();
        }
        if (!request) {
            return end_with(
                event::Failed{container_, request.error().code + ": " + request.error().message}
            );
        }
        // Its tag may be another image's by now.
        request->image = image_;
        tools_.runtime.create_container(
            runtime_name(), *request, then<std::string>([this](const Result<std::string>& id) {
                on_created(id);
            })
        );
    }

    /// What its secrets hold is written before the container is there, into memory.
    Result<void> mount_secret_files(
        const api::acs::Task& task, api::docker::ContainerCreateRequest& request
    ) {
        const auto* payload = payload_of(task, container_);
        if (payload == nullptr) return {};
        const auto folders = mounted_folders(*payload);
        if (folders.empty()) return {};
        const ContainerResources* resources = tools_.resources.find(task_, container_);
        if (tools_.secret_files == nullptr || resources == nullptr) {
            return cannot_keep("this agent keeps no files of secrets (gantry.files)");
        }
        const std::string id(arn_id(task_));
        const auto place = tools_.secret_files->open(id);
        if (!place) return cannot_keep(place.error().message);
        for (const auto& file : mounted_files(*payload, resources->mounted)) {
            const auto written = tools_.secret_files->write(id, file);
            if (!written) return cannot_keep(written.error().message);
        }
        if (!request.host_config) request.host_config.emplace();
        if (!request.host_config->binds) request.host_config->binds.emplace();
        for (const MountedFolder& folder : folders) {
            request.host_config->binds->push_back(
                *place + "/" + folder.source + ":" + folder.target + ":ro"
            );
        }
        return {};
    }

    static Error cannot_keep(const std::string& why) {
        return Error{ErrorKind::InvalidArgument, "ResourceInitializationError", why, {}};
    }

    [[nodiscard]] std::string endpoint_id_of_container() const {
        if (!tools_.config.task_endpoint) return {};
        const std::string secret = tools_.book.tables().agent_row().endpoint_secret;
        return secret.empty() ? std::string() : endpoint_id(secret, task_, container_);
    }

    void on_created(const Result<std::string>& id) {
        if (id) return end_with(event::Created{container_, *id, ports_});
        switch (id.error().kind) {
            case ErrorKind::Unavailable: return try_again();
            case ErrorKind::Conflict: return adopt(id.error());
            default: fail(id.error());
        }
    }

    /// The name is taken: by what an earlier run of this agent made, or by a stranger.
    void adopt(const Error& conflict) {
        tools_.runtime.inspect_container(
            runtime_name(),
            then<runtime::ContainerStatus>(
                [this, conflict](const Result<runtime::ContainerStatus>& status) {
                    if (!status) {
                        // NotFound: it went away meanwhile, so the name is free.
                        return try_again();
                    }
                    const auto label = status->labels.find(kTaskLabel);
                    const bool ours = label != status->labels.end() && label->second == task_;
                    if (!ours) return fail(conflict);
                    end_with(event::Observed{container_, *status});
                }
            )
        );
    }

    void fail(const Error& why) { end_with(failure("CannotCreateContainerError", why)); }

    void on_limit() override {
        end_with(event::Failed{container_, timeout_reason("created", tools_.config.create_limit)});
    }

    std::string image_;  ///< by its digest, where a registry knows it
    std::vector<PublishedPort> ports_;
    std::vector<std::string> image_env_;
    std::string cgroup_parent_;
    RouterPlace router_;
};

}  // namespace

std::shared_ptr<Operation> make_create_operation(
    OperationTools tools, std::string task, std::string container
) {
    return std::make_shared<CreateOperation>(tools, std::move(task), std::move(container));
}

}  // namespace gantry::agent
