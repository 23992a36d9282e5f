#pragma once

#include <optional>
#include <string>

#include "drivers/cgroup/container_stats.h"
#include "drivers/runtime/container_runtime.h"

/// From the kernel's counters to what Docker's daemon would have said of them. Pure.
namespace gantry::runtime {

/// What of an earlier reading a later one is compared with.
struct CpuBefore {
    std::int64_t time_ns = 0;  ///< since 1970
    cgroup::CpuReading cpu;
};

/// Docker's ContainerStats, as its API 1.41 to 1.43 write it on the same machine: the same members,
/// those that are left out or null included.
/// @param before absent: zeros
/// @param name of the container, without a leading '/'
std::string format_stats(
    const cgroup::Reading& reading,
    const std::optional<CpuBefore>& before,
    const std::string& name,
    const std::string& id
);

ContainerUsage to_usage(const cgroup::Reading& reading);

}  // namespace gantry::runtime
