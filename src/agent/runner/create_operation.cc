#include "agent/engine/container_request.h"
#include "agent/engine/names.h"
#include "agent/engine/task_group.h"
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
        if (const auto* image = tools_.images.known(spec->image)) return join_group(image->env);
        // After a restart of the agent: the pull is written down, what the image sets is not.
        tools_.runtime.inspect_image(
            spec->image,
            then<runtime::ImageStatus>([this](const Result<runtime::ImageStatus>& image) {
                if (!image && image.error().kind == ErrorKind::Unavailable) return try_again();
                join_group(image ? image->env : std::vector<std::string>{});
            })
        );
    }

    /// Where the task's group cannot be made, its containers have their own limits only.
    void join_group(const std::vector<std::string>& image_env) {
        const TaskBook::Entry* task = entry();
        const auto group = task == nullptr ? std::nullopt : group_of(*task->payload);
        if (!group) return create(image_env, {});
        tools_.runtime.make_group(
            *group, then<std::string>([this, image_env](const Result<std::string>& parent) {
                create(image_env, parent ? *parent : std::string());
            })
        );
    }

    void create(const std::vector<std::string>& image_env, const std::string& cgroup_parent) {
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
            image_env,
            tools_.instance_arn,
            tools_.config.cluster,
            tools_.config.region,
            cgroup_parent,
            endpoint_id_of_container(),
            tools_.resources.find(task_, container_),
            tools_.config.api_url,
            tools_.config.give_api,
        });
        if (!request) {
            return end_with(
                event::Failed{container_, request.error().code + ": " + request.error().message}
            );
        }
        tools_.runtime.create_container(
            runtime_name(), *request, then<std::string>([this](const Result<std::string>& id) {
                on_created(id);
            })
        );
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

    void fail(const Error& why) {
        end_with(event::Failed{container_, reason("CannotCreateContainerError", why)});
    }

    void on_limit() override {
        end_with(event::Failed{container_, timeout_reason("created", tools_.config.create_limit)});
    }

    std::vector<PublishedPort> ports_;
};

}  // namespace

std::shared_ptr<Operation> make_create_operation(
    OperationTools tools, std::string task, std::string container
) {
    return std::make_shared<CreateOperation>(tools, std::move(task), std::move(container));
}

}  // namespace gantry::agent
