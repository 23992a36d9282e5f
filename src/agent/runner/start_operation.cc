#include <algorithm>
#include <array>

#include "agent/engine/names.h"
#include "agent/engine/task_group.h"
#include "agent/resources/mounted_files.h"
#include "agent/runner/operation.h"

namespace gantry::agent {
namespace {

/// How many chosen ports may turn out to be taken before the container has failed.
constexpr std::int32_t kMaxPortConflicts = 20;

bool says_port_is_taken(const Error& why) {
    static constexpr std::array<std::string_view, 2> kWords = {
        "port is already allocated", "address already in use"
    };
    return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view words) {
        return why.message.find(words) != std::string::npos;
    });
}

/// Action Start, also a restart in place: ends with Started, Observed, PortsTaken, Vanished, Failed
/// or StartTimedOut.
///
/// A start whose answer was lost may have happened, and the container may even have ended since;
/// starting it again would run it twice. So every attempt after the first looks before it starts.
class StartOperation final : public Operation {
  public:
    StartOperation(OperationTools tools, std::string task, std::string container)
        : Operation(tools, std::move(task), std::move(container), tools.config.start_limit) {}

    [[nodiscard]] bool hides_container() const override { return true; }

  private:
    void attempt() override {
        if (freeing_ports_) return free_ports();
        tried_ ? look() : start();
    }

    void start() {
        const ContainerState* state = container_state();
        // A stop may have come between two attempts.
        if (state == nullptr || state->stopped() || !still_wanted()) return end();
        if (!has_its_secrets()) {
            return end_with(event::Failed{
                container_,
                "ResourceInitializationError: the files of its secrets were in memory, and went "
                "with the machine's last start"
            });
        }
        if (!tried_ && state->restart_due) return join_group();
        if (!let_in_) return knock();
        start_now(*state);
    }

    /// They were written when the container was made. Where they went, a runtime would make empty
    /// folders in their place.
    [[nodiscard]] bool has_its_secrets() const {
        const TaskBook::Entry* task = entry();
        if (task == nullptr || !task->payload->containers) return true;
        const std::string id(arn_id(task_));
        for (const auto& container : *task->payload->containers) {
            if (container.name != container_) continue;
            for (const MountedFolder& folder : mounted_folders(container)) {
                if (tools_.secret_files == nullptr) return false;
                if (!tools_.secret_files->has(id, folder.source)) return false;
            }
        }
        return true;
    }

    /// What has to be there before the container's first start.
    void knock() {
        tools_.gate.before_start(task_, container_, then<void>([this](const Result<void>& may) {
                                     let_in_ = true;
                                     if (may) return start();
                                     end_with(event::Failed{
                                         container_,
                                         runtime_reason("CannotStartContainerError", may.error())
                                     });
                                 }));
    }

    /// The machine may have been restarted since the container was created, and the task's group is
    /// then no more.
    void join_group() {
        tried_ = true;
        let_in_ = true;
        const auto group = entry() == nullptr ? std::nullopt : group_of(*entry()->payload);
        if (!group) return start();
        tools_.runtime.make_group(*group, then<std::string>([this](const Result<std::string>&) {
            start();
        }));
    }

    void start_now(const ContainerState& state) {
        tried_ = true;
        tools_.runtime.start_container(
            state.runtime_id, then<void>([this](const Result<void>& how) { on_started(how); })
        );
    }

    void on_started(const Result<void>& how) {
        if (!how) return on_error(how.error());
        const ContainerSpec* spec = container_spec();
        // The runtime's own times decide about a restart, not when its answer came.
        if (spec != nullptr && (!spec->ports.empty() || spec->restart)) return look();
        end_with(event::Started{container_});
    }

    void on_error(const Error& why) {
        if (why.kind == ErrorKind::Unavailable) return try_again();
        if (why.kind == ErrorKind::NotFound) return end_with(event::Vanished{container_});
        const ContainerState* state = container_state();
        if (says_port_is_taken(why) && has_dynamic_ports() && state != nullptr &&
            state->progress == Progress::Created && state->port_conflicts < kMaxPortConflicts) {
            freeing_ports_ = true;
            return free_ports();
        }
        end_with(failure("CannotStartContainerError", why));
    }

    [[nodiscard]] bool has_dynamic_ports() const {
        const TaskBook::Entry* task = entry();
        const ContainerSpec* spec = container_spec();
        return spec != nullptr && task->spec.network == Network::Bridge &&
               std::any_of(spec->ports.begin(), spec->ports.end(), [](const PortSpec& port) {
                   return port.host_port == 0;
               });
    }

    /// Ports are fixed when a container is created, so it has to be made anew.
    void free_ports() {
        const ContainerState* state = container_state();
        if (state == nullptr) return end();
        tools_.runtime.remove_container(
            state->runtime_id, then<void>([this](const Result<void>& how) {
                if (!how) return try_again();
                end_with(event::PortsTaken{container_});
            })
        );
    }

    void look() {
        const ContainerState* state = container_state();
        if (state == nullptr || state->stopped()) return end();
        tools_.runtime.inspect_container(
            state->runtime_id,
            then<runtime::ContainerStatus>([this](const Result<runtime::ContainerStatus>& status) {
                on_look(status);
            })
        );
    }

    void on_look(const Result<runtime::ContainerStatus>& status) {
        if (!status) {
            if (status.error().kind == ErrorKind::NotFound) {
                return end_with(event::Vanished{container_});
            }
            return try_again();
        }
        if (still_to_start(*status)) return start();
        end_with(event::Observed{container_, *status});
    }

    /// Not started yet, or (restarting) still lying where its last run ended.
    [[nodiscard]] bool still_to_start(const runtime::ContainerStatus& status) const {
        const ContainerState* state = container_state();
        if (state == nullptr || status.phase == runtime::ContainerPhase::Running) return false;
        if (status.phase == runtime::ContainerPhase::Created) return true;
        return state->restart_due && status.started_at && state->last_start_at &&
               *status.started_at <= *state->last_start_at;
    }

    void on_limit() override {
        const std::string reason = timeout_reason("started", tools_.config.start_limit);
        end_with(event::StartTimedOut{container_, reason});
    }

    bool tried_ = false;
    bool let_in_ = false;
    bool freeing_ports_ = false;
};

}  // namespace

std::shared_ptr<Operation> make_start_operation(
    OperationTools tools, std::string task, std::string container
) {
    return std::make_shared<StartOperation>(tools, std::move(task), std::move(container));
}

}  // namespace gantry::agent
