#include "agent/logs/log_keeper.h"

#include <utility>

#include "api/docker/container_create_request.h"
#include "base/log.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

constexpr Duration kWriteInterval{1'000};
/// How long the containers of a stopped task are kept for the sake of lines that cannot be shipped.
constexpr Duration kLogPatience = hours{24};

std::string row_key(const std::string& task, const std::string& container) {
    return task + "/" + container;
}

std::optional<AwslogsOptions> options_of(const api::acs::Container& container) {
    if (!container.docker_config || !container.docker_config->host_config) return std::nullopt;
    const auto host =
        wire::decode_json<api::docker::HostConfig>(*container.docker_config->host_config);
    if (!host || !host->log_config) return std::nullopt;
    auto options = read_awslogs_options(*host->log_config);
    // What cannot be read has failed at creation.
    return options ? std::move(*options) : std::nullopt;
}

bool has_tty(const api::acs::Container& container) {
    if (!container.docker_config || !container.docker_config->config) return false;
    const auto config =
        wire::decode_json<api::docker::ContainerCreateRequest>(*container.docker_config->config);
    return config && config->tty.value_or(false);
}

}  // namespace

LogKeeper::LogKeeper(Tools tools) : tools_(std::move(tools)) {}

LogKeeper::~LogKeeper() {
    tools_.loop.cancel(write_timer_);
}

LogKeeper::Containers& LogKeeper::containers_of(const std::string& task) {
    const auto [found, fresh] = tasks_.try_emplace(task);
    Containers& containers = found->second;
    const TaskBook::Entry* entry = tools_.book.find(task);
    if (!fresh || entry == nullptr || !entry->payload->containers) return containers;
    for (const auto& container : *entry->payload->containers) {
        auto options = options_of(container);
        if (!options) continue;
        Container& its = containers[container.name.value_or("")];
        its.options = std::move(*options);
        its.tty = has_tty(container);
        its.of_role = container.logs_auth_strategy == api::acs::AuthStrategy::ExecutionRole;
    }
    return containers;
}

void LogKeeper::look_at(const std::string& task) {
    const auto state = tools_.book.state(task);
    if (!state) return;
    for (auto& [name, container] : containers_of(task)) {
        const ContainerState* its = state->find(name);
        if (its != nullptr && !its->runtime_id.empty() && !its->unsure) {
            follow(task, *its, container);
            // What is stopped has to end, whatever becomes of its lines.
            const bool to_end = state->goal == Goal::Stopped || its->give_up;
            if (to_end && container.shipper) container.shipper->ending();
        }
    }
}

void LogKeeper::follow(const std::string& task, const ContainerState& state, Container& container) {
    const bool another = container.shipper && container.shipper->container_id() != state.runtime_id;
    if (!container.shipper || another) begin(task, state, container);
    if (container.done) return;
    if (state.stopped()) {
        container.shipper->stopped(state.last_start_at.has_value());
    } else if (state.progress == Progress::Running && container.started_at != state.last_start_at) {
        container.started_at = state.last_start_at;
        container.shipper->started();
    }
}

void LogKeeper::begin(const std::string& task, const ContainerState& state, Container& container) {
    const auto row = tools_.book.tables().logs.find(row_key(task, state.name));
    const bool known = row && row->container_id == state.runtime_id;
    container.done = known && row->done;
    container.started_at.reset();
    AwslogsOptions options = container.options;
    if (options.stream.empty()) options.stream = state.runtime_id;
    container.shipper = std::make_unique<LogShipper>(
        tools_.loop,
        tools_.random,
        tools_.runtime,
        tools_.link,
        LogShipper::Setup{
            .container_id = state.runtime_id,
            .tty = container.tty,
            .mark = known ? row->mark : LogMark{},
            .options = std::move(options),
            .owner = state.name + " of " + task,
            .credentials =
                [this, task, of_role = container.of_role] { return credentials_of(task, of_role); },
            .on_progress = [this, task, name = state.name] { note(task, name); },
        }
    );
}

void LogKeeper::before_start(
    const std::string& task, const std::string& container, std::function<void(Result<void>)> go
) {
    look_at(task);
    const auto found = tasks_.find(task);
    if (found == tasks_.end()) return go({});
    const auto its = found->second.find(container);
    if (its == found->second.end() || !its->second.options.blocking || !its->second.shipper) {
        return go({});
    }
    its->second.shipper->prepare(std::move(go));
}

/// The execution role's where the control plane says so. Its sessions end a while after the task;
/// what is later yet is lost. An agent that was started anew is not sent those of tasks that are
/// over: it brings their last lines in its own name.
std::optional<api::acs::IAMRoleCredentials> LogKeeper::credentials_of(
    const std::string& task, bool of_role
) const {
    if (!of_role) return api::acs::IAMRoleCredentials{};
    if (const auto* known = tools_.execution_credentials(task)) return *known;
    const auto state = tools_.book.state(task);
    if (state && state->closed) return api::acs::IAMRoleCredentials{};
    return std::nullopt;
}

bool LogKeeper::needs(const std::string& task) const {
    const auto found = tasks_.find(task);
    const auto state = tools_.book.state(task);
    if (found == tasks_.end() || !state || !state->stopped_at) return false;
    for (const auto& [name, container] : found->second) {
        if (!container.shipper || container.done || container.shipper->done()) continue;
        if (tools_.loop.now() - *state->stopped_at < kLogPatience) return true;
        log_error("log_events_lost", {{"task", task}, {"container", name}});
    }
    return false;
}

void LogKeeper::try_now() {
    for (const auto& [task, containers] : tasks_) {
        for (const auto& [name, container] : containers) {
            if (container.shipper && !container.done) container.shipper->try_now();
        }
    }
}

void LogKeeper::drop(const std::string& task) {
    const auto found = tasks_.find(task);
    if (found == tasks_.end()) return;
    core::Transaction tx;
    for (const auto& [name, container] : found->second) {
        tx.erase(tools_.book.tables().logs, row_key(task, name));
    }
    tasks_.erase(found);
    tools_.core.commit(std::move(tx), "logs dropped");
}

// ---- Writing down ----------------------------------------------------------------------------

void LogKeeper::note(const std::string& task, const std::string& container) {
    tasks_.at(task).at(container).dirty = true;
    if (write_timer_ != 0) return;
    write_timer_ = tools_.loop.call_after(kWriteInterval, [this] { write(); });
}

void LogKeeper::write() {
    write_timer_ = 0;
    core::Transaction tx;
    for (auto& [task, containers] : tasks_) {
        for (auto& [name, container] : containers) {
            if (!std::exchange(container.dirty, false)) continue;
            container.done = container.shipper->done();
            tx.put(
                tools_.book.tables().logs,
                row_key(task, name),
                LogRow{container.shipper->container_id(), container.shipper->mark(), container.done}
            );
        }
    }
    tools_.core.commit(std::move(tx), "logs shipped");
}

}  // namespace gantry::agent
