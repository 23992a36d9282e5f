#include "agent/link/usage_sampler.h"

#include <algorithm>
#include <cmath>

namespace gantry::agent {
namespace {

constexpr double kBytesPerMiB = 1 << 20;
constexpr double kPercent = 100.0;

}  // namespace

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

void UsageSampler::Stats::add(double value) {
    min = count == 0 ? value : std::min(min, value);
    max = count == 0 ? value : std::max(max, value);
    sum += value;
    ++count;
}

api::tcs::CWStatsSet UsageSampler::Stats::to_set() const {
    api::tcs::CWStatsSet set;
    set.min = min;
    set.max = max;
    set.sum = sum;
    set.sample_count = count;
    return set;
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
            if (usage) on_usage(key, *usage);
        }
    );
}

void UsageSampler::on_usage(const Key& key, const runtime::ContainerUsage& usage) {
    Container& its = containers_[key];
    const MonoTime now = loop_.mono();
    const bool goes_on = its.cpu_ns && usage.cpu_total_ns >= *its.cpu_ns && its.sampled_at < now;
    if (goes_on) {  // else: the first sample, or the first after a restart
        const auto elapsed_ns = static_cast<double>((now - its.sampled_at).count());
        const auto used_ns = static_cast<double>(usage.cpu_total_ns - *its.cpu_ns);
        its.cpu.add(used_ns / (static_cast<double>(cpu_count_) * elapsed_ns) * kPercent);
    }
    its.cpu_ns = usage.cpu_total_ns;
    its.sampled_at = now;
    its.memory.add(std::floor(static_cast<double>(usage.memory_bytes) / kBytesPerMiB));
}

std::vector<api::tcs::TaskMetric> UsageSampler::take() {
    std::vector<api::tcs::TaskMetric> metrics;
    for (auto& [key, container] : containers_) {
        const TaskBook::Entry* entry = book_.find(key.first);
        const auto state = book_.state(key.first);
        if (entry == nullptr || !state || container.memory.count == 0) continue;
        if (metrics.empty() || metrics.back().task_arn != key.first) {
            auto& task = metrics.emplace_back();
            task.task_arn = key.first;
            task.cluster_arn = entry->spec.cluster;
            task.task_definition_family = entry->spec.family;
            task.task_definition_version = entry->spec.revision;
            task.container_metrics.emplace();
        }
        auto& metric = metrics.back().container_metrics->emplace_back();
        metric.container_name = key.second;
        if (container.cpu.count > 0) metric.cpu_stats_set = container.cpu.to_set();
        metric.memory_stats_set = container.memory.to_set();
        if (const ContainerState* its = state->find(key.second); its != nullptr) {
            const ContainerSpec* spec = entry->spec.find(key.second);
            if (spec != nullptr && spec->restart) {
                metric.restart_stats_set.emplace().restart_count = its->restarts;
            }
        }
        container.cpu = container.memory = Stats{};
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
