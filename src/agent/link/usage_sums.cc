#include "agent/link/usage_sums.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace gantry::agent {
namespace {

constexpr double kBytesPerMiB = 1 << 20;
constexpr double kPercent = 100.0;
constexpr double kNsPerSecond = 1e9;

}  // namespace

void UsageSums::Values::add(double value) {
    min = count == 0 ? value : std::min(min, value);
    max = count == 0 ? value : std::max(max, value);
    sum += value;
    ++count;
}

void UsageSums::Counters::add(std::int64_t value) {
    min = count == 0 ? value : std::min(min, value);
    max = count == 0 ? value : std::max(max, value);
    sum += static_cast<std::uint64_t>(value);
    ++count;
}

api::tcs::ULongStatsSet UsageSums::Counters::to_set() const {
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    constexpr auto kMostSum = static_cast<std::uint64_t>(kMost);
    api::tcs::ULongStatsSet set;
    set.min = min;
    set.max = max;
    set.sample_count = count;
    set.sum = sum > kMostSum ? kMost : static_cast<std::int64_t>(sum);
    if (sum > kMostSum) set.overflow_sum = static_cast<std::int64_t>(sum % kMostSum);
    return set;
}

template <class Set>
Set UsageSums::to_set(const Values& values) {
    Set set;
    set.min = values.min;
    set.max = values.max;
    set.sum = values.sum;
    set.sample_count = values.count;
    return set;
}

void UsageSums::Network::add(const runtime::NetworkUsage& usage) {
    rx_bytes.add(usage.rx_bytes);
    rx_packets.add(usage.rx_packets);
    rx_errors.add(usage.rx_errors);
    rx_dropped.add(usage.rx_dropped);
    tx_bytes.add(usage.tx_bytes);
    tx_packets.add(usage.tx_packets);
    tx_errors.add(usage.tx_errors);
    tx_dropped.add(usage.tx_dropped);
}

api::tcs::NetworkStatsSet UsageSums::Network::to_set() const {
    using Rate = api::tcs::UDoubleCWStatsSet;
    api::tcs::NetworkStatsSet set;
    if (rx_rate.count > 0) set.rx_bytes_per_second = UsageSums::to_set<Rate>(rx_rate);
    if (tx_rate.count > 0) set.tx_bytes_per_second = UsageSums::to_set<Rate>(tx_rate);
    set.rx_bytes = rx_bytes.to_set();
    set.rx_packets = rx_packets.to_set();
    set.rx_errors = rx_errors.to_set();
    set.rx_dropped = rx_dropped.to_set();
    set.tx_bytes = tx_bytes.to_set();
    set.tx_packets = tx_packets.to_set();
    set.tx_errors = tx_errors.to_set();
    set.tx_dropped = tx_dropped.to_set();
    return set;
}

void UsageSums::add(const runtime::ContainerUsage& usage, MonoTime at, std::int64_t cpu_count) {
    const std::chrono::duration<double> passed = at - sampled_at_;
    if (before_ && passed.count() > 0) add_rates(usage, passed.count(), cpu_count);
    before_ = usage;
    sampled_at_ = at;
    memory_.add(std::floor(static_cast<double>(usage.memory_bytes) / kBytesPerMiB));
    if (usage.network) network_.add(*usage.network);
    if (usage.storage) {
        storage_.read.add(usage.storage->read_bytes);
        storage_.written.add(usage.storage->written_bytes);
    }
}

void UsageSums::add_rates(
    const runtime::ContainerUsage& usage, double seconds, std::int64_t cpu_count
) {
    const auto add = [seconds](Values& rates, std::int64_t from, std::int64_t to, double scale) {
        if (to >= from) rates.add(static_cast<double>(to - from) / seconds * scale);
    };
    const double share = kPercent / kNsPerSecond / static_cast<double>(cpu_count);
    add(cpu_, before_->cpu_total_ns, usage.cpu_total_ns, share);
    if (!usage.network || !before_->network) return;
    add(network_.rx_rate, before_->network->rx_bytes, usage.network->rx_bytes, 1);
    add(network_.tx_rate, before_->network->tx_bytes, usage.network->tx_bytes, 1);
}

api::tcs::ContainerMetric UsageSums::take() {
    using Gauge = api::tcs::CWStatsSet;
    api::tcs::ContainerMetric metric;
    if (cpu_.count > 0) metric.cpu_stats_set = to_set<Gauge>(cpu_);
    if (memory_.count > 0) metric.memory_stats_set = to_set<Gauge>(memory_);
    if (network_.rx_bytes.count > 0) metric.network_stats_set = network_.to_set();
    if (storage_.read.count > 0) {
        auto& storage = metric.storage_stats_set.emplace();
        storage.read_size_bytes = storage_.read.to_set();
        storage.write_size_bytes = storage_.written.to_set();
    }
    cpu_ = memory_ = Values{};
    network_ = Network{};
    storage_ = Storage{};
    return metric;
}

}  // namespace gantry::agent
