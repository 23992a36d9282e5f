#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "core/core.h"
#include "service/metrics_text.h"
#include "services/ecs/model/tables.h"

namespace gantry::ecs {

/// How many rows there are in which state, for the metrics page: kept up as the feed tells of
/// changes, for nobody should walk a million tasks each time a page is asked for. Core's loop only.
class RowCounts {
  public:
    /// The tables outlive it. Counts nothing before the first recount().
    explicit RowCounts(const Tables& tables) : tables_(tables) {}

    /// One durable change.
    void on_change(const core::Change& change);
    /// Counts every row anew: at the start, and after the feed was broken off.
    void recount();

    void write(service::MetricsText& page, SysTime now) const;

  private:
    void count(const TaskRow* row, std::int64_t by);
    void count(const ContainerInstanceRow* row, std::int64_t by);
    void count(const ServiceRow* row, std::int64_t by);

    const Tables& tables_;
    std::array<std::int64_t, static_cast<std::size_t>(TaskStatus::Stopped) + 1> tasks_{};
    std::array<std::int64_t, static_cast<std::size_t>(InstanceStatus::Inactive) + 1> instances_{};
    std::array<std::int64_t, static_cast<std::size_t>(ServiceStatus::Inactive) + 1> services_{};
    std::int64_t connected_instances_ = 0;
    std::int64_t machines_ = 0;                 ///< of the FARGATE pool, connected and ACTIVE
    std::int64_t desired_ = 0;                  ///< of services
    std::int64_t running_ = 0;                  ///< tasks of services
    std::int64_t pending_ = 0;                  ///< the same
    std::int64_t without_place_ = 0;            ///< services
    std::map<std::string, SysTime> throttled_;  ///< service key → no start before
};

}  // namespace gantry::ecs
