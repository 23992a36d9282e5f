#include "agent/engine/task_group.h"

#include <algorithm>
#include <cmath>

#include "agent/engine/names.h"
#include "agent/engine/task_spec.h"

namespace gantry::agent {

namespace {

/// Linux refuses less. Source: the kernel's documentation, CFS bandwidth control.
constexpr std::int64_t kMinQuotaUs = 1'000;

}  // namespace

std::optional<runtime::GroupSpec> group_of(const api::acs::Task& task) {
    const bool limited = task.memory > 0 || task.cpu > 0;
    if (!limited || !task.containers || task.containers->size() < 2) return std::nullopt;
    runtime::GroupSpec group;
    group.name = arn_id(task.arn.value_or(""));
    group.memory_bytes = std::max(0, task.memory) * kMiB;
    if (task.cpu > 0) {
        const double quota = task.cpu * static_cast<double>(group.cpu_period_us);
        group.cpu_quota_us = std::max<std::int64_t>(std::llround(quota), kMinQuotaUs);
    }
    return group;
}

}  // namespace gantry::agent
