#include "agent/engine/task_engine.h"
#include "agent/runner/operation.h"
#include "base/log.h"

namespace gantry::agent {
namespace {

constexpr int kMaxTries = 5;

/// Action Stop: ends with Observed (exited), StoppedBeforeStart, Vanished or CouldNotStop. Has no
/// limit of its own: the runtime ends each try.
class StopOperation final : public Operation {
  public:
    StopOperation(OperationTools tools, std::string task, std::string container)
        : Operation(tools, std::move(task), std::move(container), Duration::zero()) {}

  private:
    void attempt() override {
        const ContainerState* state = container_state();
        const ContainerSpec* spec = container_spec();
        if (state == nullptr || state->stopped()) return end();
        const Seconds grace = spec == nullptr
                                  ? tools_.config.stop_timeout
                                  : stop_grace(*spec, *tools_.book.state(task_), *state);
        tools_.runtime.stop_container(
            state->runtime_id, grace, then<void>([this](const Result<void>& how) {
                on_stopped(how);
            })
        );
    }

    void on_stopped(const Result<void>& how) {
        if (!how) return on_error(how.error());
        const ContainerState* state = container_state();
        // Mostly its end was seen in the event stream by now.
        if (state == nullptr || state->stopped()) return end();
        tools_.runtime.inspect_container(
            state->runtime_id,
            then<runtime::ContainerStatus>([this](const Result<runtime::ContainerStatus>& status) {
                on_look(status);
            })
        );
    }

    void on_look(const Result<runtime::ContainerStatus>& status) {
        if (!status) return on_error(status.error());
        switch (status->phase) {
            case runtime::ContainerPhase::Created: return remove(status->id);
            case runtime::ContainerPhase::Exited:
                return end_with(event::Observed{container_, *status});
            case runtime::ContainerPhase::Running: break;
        }
        on_error(internal_error("the container still runs after it was stopped"));
    }

    /// It never ran. A start whose answer was lost, with an agent that crashed or a connection that
    /// broke, may still be on its way; only of a container that is gone is it certain that it never
    /// will.
    void remove(const std::string& id) {
        tools_.runtime.remove_container(id, then<void>([this](const Result<void>& how) {
                                            if (!how) return on_error(how.error());
                                            end_with(event::StoppedBeforeStart{container_});
                                        }));
    }

    void on_error(const Error& why) {
        if (why.kind == ErrorKind::NotFound) return end_with(event::Vanished{container_});
        const bool away = why.kind == ErrorKind::Unavailable && !tools_.monitor.connected();
        if (away || ++tries_ < kMaxTries) return try_again();
        log_error("container_does_not_stop", {{"task", task_}, {"container", container_}});
        end_with(event::CouldNotStop{
            container_,
            why.kind == ErrorKind::Unavailable
                ? "DockerTimeoutError: Could not transition to stopped; " + why.message
                : runtime_reason("CannotStopContainerError", why)
        });
    }

    void on_limit() override {}

    int tries_ = 0;
};

}  // namespace

std::shared_ptr<Operation> make_stop_operation(
    OperationTools tools, std::string task, std::string container
) {
    return std::make_shared<StopOperation>(tools, std::move(task), std::move(container));
}

}  // namespace gantry::agent
