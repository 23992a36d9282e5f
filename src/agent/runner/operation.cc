#include "agent/runner/operation.h"

#include <fmt/format.h>

#include <algorithm>

#include "agent/engine/names.h"
#include "agent/engine/task_mounts.h"
#include "base/log.h"
#include "base/sabotage.h"

namespace gantry::agent {
namespace {

constexpr Duration kFirstRetry{250};
constexpr Duration kLastRetry{10'000};

}  // namespace

Operation::Operation(OperationTools tools, std::string task, std::string container, Duration limit)
    : tools_(tools),
      task_(std::move(task)),
      container_(std::move(container)),
      limit_(limit),
      backoff_(kFirstRetry, kLastRetry, 2.0) {}

Operation::~Operation() {
    tools_.loop.cancel(limit_timer_);
    tools_.loop.cancel(retry_timer_);
}

void Operation::begin(std::function<void()> on_end) {
    on_end_ = std::move(on_end);
    if (tools_.monitor.connected()) start_limit();
    attempt();
}

void Operation::runtime_lost() {
    tools_.loop.cancel(limit_timer_);
    limit_timer_ = 0;
}

void Operation::runtime_back() {
    if (ended_) return;
    start_limit();
    hurry();
}

void Operation::hurry() {
    if (ended_ || retry_timer_ == 0) return;  // an attempt is under way
    tools_.loop.cancel(retry_timer_);
    retry_timer_ = 0;
    backoff_.reset();
    const auto self = shared_from_this();
    attempt();
}

void Operation::start_limit() {
    if (limit_ == Duration::zero() || limit_timer_ != 0) return;
    limit_timer_ = tools_.loop.call_after(limit_, [this] {
        limit_timer_ = 0;
        const auto self = shared_from_this();
        on_limit();
    });
}

void Operation::try_again() {
    tools_.loop.cancel(retry_timer_);
    retry_timer_ = tools_.loop.call_after(backoff_.next(tools_.random), [this] {
        retry_timer_ = 0;
        const auto self = shared_from_this();
        attempt();
    });
}

void Operation::tell(const TaskEvent& event) {
    tools_.book.apply(task_, event);
}

void Operation::end() {
    if (ended_) return;
    ended_ = true;
    tools_.loop.cancel(limit_timer_);
    tools_.loop.cancel(retry_timer_);
    limit_timer_ = retry_timer_ = 0;
    if (on_end_) on_end_();
}

void Operation::end_with(const TaskEvent& event) {
    tell(event);
    end();
}

const ContainerState* Operation::container_state() const {
    seen_ = tools_.book.state(task_);
    return seen_ ? seen_->find(container_) : nullptr;
}

bool Operation::still_wanted() const {
    const auto state = tools_.book.state(task_);
    if (state && sabotaged(Sabotage::StartAfterStop)) return true;
    return state && state->goal == Goal::Running;
}

bool Operation::has_run() const {
    const auto state = tools_.book.state(task_);
    return state && std::ranges::any_of(state->containers, [](const ContainerState& one) {
               return one.started_at.has_value();
           });
}

const ContainerSpec* Operation::container_spec() const {
    const TaskBook::Entry* task = entry();
    return task == nullptr ? nullptr : task->spec.find(container_);
}

runtime::RegistryAuth Operation::login() const {
    const ContainerResources* resources = tools_.resources.find(task_, container_);
    return resources != nullptr && resources->login ? *resources->login : runtime::RegistryAuth{};
}

std::string Operation::runtime_name() const {
    const TaskBook::Entry* task = entry();
    if (task == nullptr) return "";
    return container_runtime_name(task_, task->spec.family, task->spec.revision, container_);
}

std::string Operation::reason(const char* name, const Error& why) const {
    return hushed_words(runtime_reason(name, why));
}

std::string Operation::hushed_words(std::string text) const {
    const ContainerResources* resources = tools_.resources.find(task_, container_);
    return resources == nullptr ? text : hushed(std::move(text), *resources);
}

TaskEvent Operation::failure(const char* name, const Error& why) const {
    // Of all volumes only NFS's have an address in their options.
    const bool mounting = why.message.find("failed to mount local volume") != std::string::npos &&
                          why.message.find("addr=") != std::string::npos;
    const TaskBook::Entry* task = entry();
    if (mounting && task != nullptr && has_file_system(*task->payload)) {
        const Error words = cannot_mount(hushed_words(why.message));
        return event::TaskFailed{words.code + ": " + words.message};
    }
    return event::Failed{container_, reason(name, why)};
}

std::string runtime_reason(const char* name, const Error& why) {
    return fmt::format("{}: Error response from daemon: {}", name, why.message);
}

std::string timeout_reason(const char* what, Duration limit) {
    // Written as Go writes durations, which is what people search for: "4m0s", "2h0m0s".
    const auto seconds = std::chrono::duration_cast<Seconds>(limit).count();
    const std::string hours_part = seconds >= 3600 ? fmt::format("{}h", seconds / 3600) : "";
    const std::string minutes_part = seconds >= 60 ? fmt::format("{}m", seconds % 3600 / 60) : "";
    return fmt::format(
        "DockerTimeoutError: Could not transition to {}; timed out after waiting {}{}{}s",
        what,
        hours_part,
        minutes_part,
        seconds % 60
    );
}

}  // namespace gantry::agent
