#include "agent/runner/log_tailer.h"

namespace gantry::agent {
namespace {

constexpr std::size_t kMaxBytes = 16U << 10U;
constexpr std::size_t kMaxUnsent = 256;

}  // namespace

const reflect::TypeInfo& LogTail::type_info() {
    using reflect::field;
    static const reflect::TypeInfo info = reflect::structure<LogTail>(
        "GantryLogTail",
        {
            field<&LogTail::task_arn>("taskArn"),
            field<&LogTail::container_name>("containerName"),
            field<&LogTail::lines>("lines"),
        }
    );
    return info;
}

LogTailer::LogTailer(OperationTools tools, std::function<bool(const LogTail& tail)> send)
    : tools_(tools), send_(std::move(send)), alive_(std::make_shared<bool>(true)) {}

void LogTailer::look_at(const std::string& task) {
    if (tools_.config.log_tail_lines <= 0) return;
    const auto state = tools_.book.state(task);
    // Once STOPPED was accepted an earlier run of the agent has sent them.
    if (!state || state->closed) return;
    for (const ContainerState& container : state->containers) {
        if (!container.stopped() || !container.started_at || container.told_stopped) continue;
        if (fetched_[task].insert(container.name).second) fetch(task, container);
    }
}

void LogTailer::fetch(const std::string& task, const ContainerState& container) {
    tools_.runtime.tail_logs(
        container.runtime_id,
        tools_.config.log_tail_lines,
        kMaxBytes,
        [this, task, name = container.name, alive = std::weak_ptr(alive_)](
            const Result<std::vector<std::string>>& lines
        ) {
            if (alive.expired() || !lines || lines->empty()) return;
            offer({task, name, *lines});
        }
    );
}

void LogTailer::offer(LogTail tail) {
    if (send_(tail)) return;
    unsent_.push_back(std::move(tail));
    if (unsent_.size() > kMaxUnsent) unsent_.pop_front();
}

void LogTailer::offer_again() {
    while (!unsent_.empty() && send_(unsent_.front())) unsent_.pop_front();
}

void LogTailer::drop(const std::string& task) {
    fetched_.erase(task);
}

}  // namespace gantry::agent
