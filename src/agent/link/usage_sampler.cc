#include "agent/link/usage_sampler.h"

#include <algorithm>

namespace gantry::agent {

UsageSampler::UsageSampler(
    Loop& loop, runtime::ContainerRuntime& runtime, const TaskBook& book, const AgentConfig& config
)
    : loop_(loop),
      runtime_(runtime),
      book_(book),
      config_(config),
      alive_(std::make_shared<bool>(true)) {}

UsageSampler::~UsageSampler() {
    loop_.cancel(timer_);
}

void UsageSampler::start(std::int64_t cpu_count) {
    cpu_count_ = std::max<std::int64_t>(1, cpu_count);
    if (timer_ == 0 && config_.usage_sample_interval > Duration::zero()) sample();
}

void UsageSampler::sample() {
    timer_ = loop_.call_after(config_.usage_sample_interval, [this] { sample(); });
    for (const std::string& task : book_.tables().live.keys(AgentTables::kLive)) {
        const auto state = book_.state(task);
        for (const ContainerState& container : state->containers) {
            if (container.progress != Progress::Running || container.restart_due) continue;
            ask({task, container.name}, container.runtime_id);
        }
    }
}

void UsageSampler::ask(const Key& key, const std::string& runtime_id) {
    Container& its = containers_[key];
    if (its.asking) return;
    its.asking = true;
    runtime_.usage(
        runtime_id,
        [this, key, alive = std::weak_ptr(alive_)](const Result<runtime::ContainerUsage>& usage) {
            if (alive.expired()) return;
            const auto found = containers_.find(key);
            if (found == containers_.end()) return;
            found->second.asking = false;
            if (usage) found->second.sums.add(*usage, loop_.mono(), cpu_count_);
        }
    );
}

std::vector<api::tcs::TaskMetric> UsageSampler::take() {
    std::vector<api::tcs::TaskMetric> metrics;
    for (auto& [key, container] : containers_) {
        const TaskBook::Entry* entry = book_.find(key.first);
        const auto state = book_.state(key.first);
        if (entry == nullptr || !state || container.sums.empty()) continue;
        if (metrics.empty() || metrics.back().task_arn != key.first) {
            auto& task = metrics.emplace_back();
            task.task_arn = key.first;
            task.cluster_arn = entry->spec.cluster;
            task.task_definition_family = entry->spec.family;
            task.task_definition_version = entry->spec.revision;
            task.container_metrics.emplace();
        }
        auto& metric = metrics.back().container_metrics->emplace_back(container.sums.take());
        metric.container_name = key.second;
        if (const ContainerState* its = state->find(key.second); its != nullptr) {
            const ContainerSpec* spec = entry->spec.find(key.second);
            if (spec != nullptr && spec->restart) {
                metric.restart_stats_set.emplace().restart_count = its->restarts;
            }
        }
    }
    return metrics;
}

void UsageSampler::drop(const std::string& task) {
    const auto first = containers_.lower_bound({task, ""});
    auto last = first;
    while (last != containers_.end() && last->first.first == task) ++last;
    containers_.erase(first, last);
}

}  // namespace gantry::agent
