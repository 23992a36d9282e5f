#pragma once

#include <cstdint>
#include <optional>

#include "api/tcs/container_metric.h"
#include "base/time.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// Sums up samples of one container's use for the telemetry, as Amazon's agent does: CPU in percent
/// of the whole machine, memory in MiB without page cache, bytes a second of the network, and the
/// counters of network and block devices as they were in each sample. Pure.
///
/// Shares and rates are of two samples. Where a counter went back, because the container was
/// started anew, the next sample is the first again.
class UsageSums {
  public:
    /// @param at when the sample was taken; later than the one before it
    /// @param cpu_count processors of the machine, at least 1
    void add(const runtime::ContainerUsage& usage, MonoTime at, std::int64_t cpu_count);

    /// No sample since the last take().
    [[nodiscard]] bool empty() const { return memory_.count == 0; }
    /// What came together since the last call. Members without a sample are absent, those of the
    /// network where the container has none of its own, those of storage where nobody counts it.
    api::tcs::ContainerMetric take();

  private:
    struct Values {
        double min = 0;
        double max = 0;
        double sum = 0;
        std::int32_t count = 0;
        void add(double value);
    };
    struct Counters {
        std::int64_t min = 0;
        std::int64_t max = 0;
        std::uint64_t sum = 0;
        std::int64_t count = 0;
        void add(std::int64_t value);
        [[nodiscard]] api::tcs::ULongStatsSet to_set() const;
    };
    struct Network {
        Values rx_rate;
        Values tx_rate;
        Counters rx_bytes;
        Counters rx_packets;
        Counters rx_errors;
        Counters rx_dropped;
        Counters tx_bytes;
        Counters tx_packets;
        Counters tx_errors;
        Counters tx_dropped;
        void add(const runtime::NetworkUsage& usage);
        [[nodiscard]] api::tcs::NetworkStatsSet to_set() const;
    };
    struct Storage {
        Counters read;
        Counters written;
    };
    template <class Set>
    static Set to_set(const Values& values);
    void add_rates(const runtime::ContainerUsage& usage, double seconds, std::int64_t cpu_count);

    std::optional<runtime::ContainerUsage> before_;
    MonoTime sampled_at_;
    Values cpu_;
    Values memory_;
    Network network_;
    Storage storage_;
};

}  // namespace gantry::agent
