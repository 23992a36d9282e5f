#include "agent/runner/reconciler.h"

#include <utility>

#include "agent/engine/names.h"
#include "agent/engine/pause_request.h"
#include "base/log.h"

namespace gantry::agent {
namespace {

constexpr Duration kListRetry{1'000};

std::string label_of(const runtime::ContainerStatus& container, const char* label) {
    const auto found = container.labels.find(label);
    return found == container.labels.end() ? "" : found->second;
}

}  // namespace

Reconciler::Reconciler(OperationTools tools, TaskRunner& runner)
    : tools_(tools), runner_(runner), alive_(std::make_shared<bool>(true)) {}

Reconciler::~Reconciler() {
    tools_.loop.cancel(timer_);
}

void Reconciler::run() {
    if (running_) {
        again_ = true;
        return;
    }
    running_ = true;
    list();
}

void Reconciler::list() {
    tools_.loop.cancel(timer_);
    timer_ = 0;
    tools_.runtime.list_containers(
        kInstanceLabel,
        tools_.instance_arn,
        [this, alive = std::weak_ptr(alive_)](
            const Result<std::vector<runtime::ContainerStatus>>& containers
        ) {
            if (!alive.expired()) on_listed(containers);
        }
    );
}

void Reconciler::on_listed(const Result<std::vector<runtime::ContainerStatus>>& containers) {
    running_ = false;
    if (!containers) return schedule(kListRetry);
    compare(*containers);
    if (std::exchange(again_, false)) return run();
    schedule(tools_.config.reconcile_interval);
}

void Reconciler::schedule(Duration delay) {
    tools_.loop.cancel(timer_);
    timer_ = tools_.loop.call_after(delay, [this] {
        timer_ = 0;
        run();
    });
}

void Reconciler::compare(const std::vector<runtime::ContainerStatus>& containers) {
    std::map<std::string, const runtime::ContainerStatus*> by_name;
    for (const auto& container : containers) {
        by_name[container.name] = &container;
        if (tools_.book.find(label_of(container, kTaskLabel)) == nullptr) remove_orphan(container);
    }
    for (const auto& [task, entry] : tools_.book.entries()) {
        if (const auto state = tools_.book.state(task)) compare_task(*state, entry.spec, by_name);
    }
}

void Reconciler::compare_task(
    const TaskState& state,
    const TaskSpec& spec,
    const std::map<std::string, const runtime::ContainerStatus*>& by_name
) {
    if (spec.has_pause()) compare_pause(state, spec, by_name);
    for (const ContainerState& container : state.containers) {
        const auto found = by_name.find(
            container_runtime_name(state.arn, spec.family, spec.revision, container.name)
        );
        const bool exists = found != by_name.end();
        if (!container.stopped()) {
            const bool expected = !container.runtime_id.empty() || container.unsure;
            if (exists || expected) runner_.observe(state.arn, container.name);
            continue;
        }
        if (!exists || found->second->phase != runtime::ContainerPhase::Running) continue;
        // It was declared stopped when stopping it failed. It must not go on unseen.
        log_warn("stopped_container_runs", {{"task", state.arn}, {"container", container.name}});
        tools_.runtime.stop_container(found->second->id, tools_.config.stop_timeout, [](auto&&) {});
    }
}

void Reconciler::compare_pause(
    const TaskState& state,
    const TaskSpec& spec,
    const std::map<std::string, const runtime::ContainerStatus*>& by_name
) {
    const auto found = by_name.find(pause_runtime_name(spec));
    if (!state.stopped()) return runner_.observe(state.arn, kPauseContainer);
    // Made by a request whose answer was lost.
    if (found != by_name.end()) remove_orphan(*found->second);
}

void Reconciler::remove_orphan(const runtime::ContainerStatus& container) {
    log_warn(
        "orphan_removed", {{"container", container.name}, {"task", label_of(container, kTaskLabel)}}
    );
    tools_.runtime.remove_container(container.id, [](const Result<void>& how) {
        if (!how) log_warn("orphan_not_removed", {{"why", how.error().message}});
    });
}

}  // namespace gantry::agent
