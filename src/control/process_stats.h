#pragma once

#include <cstdint>
#include <optional>

#include "service/metrics_text.h"

namespace gantry::control {

/// What this process takes of its machine.
struct ProcessStats {
    double cpu_seconds = 0;
    std::optional<std::uint64_t> resident_bytes;  ///< where /proc is there
    std::optional<std::uint64_t> open_fds;
    std::uint64_t max_fds = 0;
};

ProcessStats read_process_stats();

/// Under the names that every program's have.
/// Source: Prometheus, Writing client libraries, process metrics.
void write_process_stats(service::MetricsText& page, const ProcessStats& stats);

}  // namespace gantry::control
