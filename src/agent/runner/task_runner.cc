#include "agent/runner/task_runner.h"

#include <utility>

#include "agent/engine/names.h"
#include "agent/engine/task_engine.h"

namespace gantry::agent {
namespace {

constexpr Duration kObserveRetry{1'000};

std::shared_ptr<Operation> make_operation(
    const OperationTools& tools, const std::string& task, const Action& action
) {
    switch (action.kind) {
        case Action::Kind::FetchResources: return make_fetch_operation(tools, task);
        case Action::Kind::CreateVolumes: return make_volumes_operation(tools, task);
        case Action::Kind::ReleaseMounts: return make_release_operation(tools, task);
        case Action::Kind::MakeNamespaces: return make_namespaces_operation(tools, task);
        case Action::Kind::ReadyNamespaces: return make_ready_operation(tools, task);
        case Action::Kind::RemoveNamespaces: return make_removal_operation(tools, task);
        case Action::Kind::Resolve: return make_resolve_operation(tools, task, action.container);
        case Action::Kind::Pull: return make_pull_operation(tools, task, action.container);
        case Action::Kind::Create: return make_create_operation(tools, task, action.container);
        case Action::Kind::Start: return make_start_operation(tools, task, action.container);
        case Action::Kind::Stop: return make_stop_operation(tools, task, action.container);
    }
    return nullptr;
}

}  // namespace

TaskRunner::TaskRunner(OperationTools tools, std::function<void(const std::string& task)> changed)
    : tools_(tools), changed_(std::move(changed)), alive_(std::make_shared<bool>(true)) {}

TaskRunner::~TaskRunner() {
    changed_ = [](const std::string&) {};
    while (!work_.empty()) drop(work_.begin()->first);
}

void TaskRunner::look_at(const std::string& task) {
    const TaskBook::Entry* entry = tools_.book.find(task);
    const TaskBook::StatePtr state = tools_.book.state(task);
    if (entry == nullptr || !state) return drop(task);
    drop_void_operations(task, *state);
    std::set<std::string> busy;
    for (const auto& [name, container] : work_[task].containers) {
        if (container.operation || container.observing) busy.insert(name);
    }
    if (!may_create(*state)) tools_.resources.drop(task);
    const EngineOptions options{
        .pull_dependents_upfront = tools_.config.pull_dependents_upfront,
        .resources_ready = tools_.resources.ready(task),
    };
    const NextActions next = next_actions(entry->spec, *state, busy, options, tools_.loop.now());
    wake_at(task, next.wake_at);
    starts_.withdraw(task);
    for (const Action& action : next.actions) {
        if (has_its_turn(*state, action)) begin(task, action);
    }
    wake_next();
}

void TaskRunner::set_parallel_starts(std::size_t limit) {
    starts_.set_limit(limit);
    wake_next();
}

/// Creating and starting is what loads a machine; the rest waits for nobody.
bool TaskRunner::has_its_turn(const TaskState& state, const Action& action) {
    if (action.kind != Action::Kind::Create && action.kind != Action::Kind::Start &&
        action.kind != Action::Kind::MakeNamespaces) {
        return true;
    }
    return starts_.begin({state.order, state.arn, action.container});
}

void TaskRunner::wake_next() {
    for (const std::string& task : starts_.next()) changed_(task);
}

void TaskRunner::begin(const std::string& task, const Action& action) {
    auto operation = make_operation(tools_, task, action);
    work_[task].containers[action.container].operation = operation;
    operation->begin([this, task, container = action.container] {
        on_operation_end(task, container);
    });
}

void TaskRunner::on_operation_end(const std::string& task, const std::string& container) {
    Container* its = find(task, container);
    if (its == nullptr) return;
    its->operation.reset();
    starts_.end(task, container);
    wake_next();
    if (its->observe_again && !its->observing) {
        its->observe_again = false;
        observe(task, container);
    }
    changed_(task);
}

/// A pull whose container was stopped meanwhile has lost its purpose; so has a stop once the end
/// was seen.
void TaskRunner::drop_void_operations(const std::string& task, const TaskState& state) {
    for (auto& [name, container] : work_[task].containers) {
        if (!container.operation || container.operation->hides_container()) continue;
        if (state.goal == Goal::Stopped && container.operation->ends_with_stop()) {
            const auto operation = container.operation;  // it may end while it is told
            operation->hurry();
            continue;
        }
        const ContainerState* its = state.find(name);
        const bool over = its == nullptr ? state.stopped() : its->stopped();
        if (over) container.operation.reset();
    }
}

void TaskRunner::wake_at(const std::string& task, std::optional<SysTime> when) {
    Work& work = work_[task];
    tools_.loop.cancel(work.wake_timer);
    work.wake_timer = 0;
    if (!when) return;
    work.wake_timer = tools_.loop.call_after(*when - tools_.loop.now(), [this, task] {
        work_[task].wake_timer = 0;
        tools_.book.apply(task, event::Tick{});
        changed_(task);
    });
}

void TaskRunner::observe(const std::string& task, const std::string& container) {
    const TaskBook::StatePtr state = tools_.book.state(task);
    if (state && container == kPauseContainer) return observe_pause(task, state->pause);
    if (!state || state->find(container) == nullptr) return;
    Container& its = work_[task].containers[container];
    if (its.observing || (its.operation && its.operation->hides_container())) {
        its.observe_again = true;
        return;
    }
    its.observing = true;
    inspect(task, container);
}

/// Whether it still holds the namespaces: one that was started anew has others. Nothing else is
/// asked of it.
void TaskRunner::observe_pause(const std::string& task, const PauseState& pause) {
    const bool held = pause.progress == Namespaces::Running || pause.progress == Namespaces::Ready;
    if (!held || pause.unsure) return;  // the engine looks by itself
    tools_.runtime.inspect_container(
        pause.runtime_id,
        [this, task, id = pause.runtime_id, pid = pause.pid, alive = std::weak_ptr(alive_)](
            const Result<runtime::ContainerStatus>& status
        ) {
            if (alive.expired()) return;
            const bool gone = !status && status.error().kind == ErrorKind::NotFound;
            const bool ended = status && status->phase == runtime::ContainerPhase::Exited;
            const bool another =
                status && status->phase == runtime::ContainerPhase::Running && status->pid != pid;
            if (!gone && !ended && !another) return;
            tools_.book.apply(task, event::PauseLost{id});
            changed_(task);
        }
    );
}

void TaskRunner::network_changed() {
    std::vector<std::shared_ptr<Operation>> operations;  // they may end while they are told
    for (auto& [task, work] : work_) {
        const auto pause = work.containers.find(kPauseContainer);
        if (pause == work.containers.end() || !pause->second.operation) continue;
        operations.push_back(pause->second.operation);
    }
    for (const auto& operation : operations) operation->hurry();
}

void TaskRunner::inspect(const std::string& task, const std::string& container) {
    const TaskBook::Entry* entry = tools_.book.find(task);
    const TaskBook::StatePtr state = tools_.book.state(task);
    if (entry == nullptr || !state) return;
    const std::string& id = state->find(container)->runtime_id;
    const std::string name =
        container_runtime_name(task, entry->spec.family, entry->spec.revision, container);
    tools_.runtime.inspect_container(
        id.empty() ? name : id,
        [this, task, container, alive = std::weak_ptr(alive_)](
            const Result<runtime::ContainerStatus>& status
        ) {
            if (!alive.expired()) on_inspected(task, container, status);
        }
    );
}

void TaskRunner::on_inspected(
    const std::string& task,
    const std::string& container,
    const Result<runtime::ContainerStatus>& status
) {
    Container* its = find(task, container);
    if (its == nullptr || !its->observing) return;
    if (!status && status.error().kind != ErrorKind::NotFound) {
        its->retry_timer = tools_.loop.call_after(kObserveRetry, [this, task, container] {
            if (Container* again = find(task, container)) again->retry_timer = 0;
            inspect(task, container);
        });
        return;
    }
    its->observing = false;
    const bool again = std::exchange(its->observe_again, false);
    if (status) {
        tools_.book.apply(task, event::Observed{container, *status});
    } else {
        tools_.book.apply(task, event::Vanished{container});
    }
    if (again) observe(task, container);
    changed_(task);
}

void TaskRunner::runtime_lost() {
    for (auto& [task, work] : work_) {
        for (auto& [name, container] : work.containers) {
            if (container.operation) container.operation->runtime_lost();
        }
    }
}

void TaskRunner::runtime_back() {
    std::vector<std::shared_ptr<Operation>> operations;  // they may end while they are told
    for (auto& [task, work] : work_) {
        for (auto& [name, container] : work.containers) {
            if (container.operation) operations.push_back(container.operation);
        }
    }
    for (const auto& operation : operations) operation->runtime_back();
}

void TaskRunner::drop(const std::string& task) {
    const auto found = work_.find(task);
    if (found == work_.end()) return;
    tools_.loop.cancel(found->second.wake_timer);
    for (auto& [name, container] : found->second.containers) {
        tools_.loop.cancel(container.retry_timer);
    }
    tools_.resources.drop(task);
    starts_.drop(task);
    work_.erase(found);  // the caller's name may be the key itself
    wake_next();
}

TaskRunner::Container* TaskRunner::find(const std::string& task, const std::string& container) {
    const auto work = work_.find(task);
    if (work == work_.end()) return nullptr;
    const auto found = work->second.containers.find(container);
    return found == work->second.containers.end() ? nullptr : &found->second;
}

}  // namespace gantry::agent
