#pragma once

#include <rocksdb/compaction_filter.h>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/loop.h"

namespace gantry::logs {

/// How long each group's events are kept. Any thread.
class Retention {
  public:
    using Cutoffs = std::map<std::string, std::int64_t, std::less<>>;

    void set(const std::string& group, std::optional<Duration> kept);
    /// By group: older events may go.
    [[nodiscard]] Cutoffs cutoffs(SysTime now) const;

  private:
    mutable std::mutex mutex_;
    std::map<std::string, Duration> kept_;
};

/// Leaves out expired blocks whenever the store rewrites its files.
class RetentionFilterFactory final : public rocksdb::CompactionFilterFactory {
  public:
    /// Both outlive the database.
    RetentionFilterFactory(const Retention& retention, const Clock& clock)
        : retention_(retention), clock_(clock) {}

    std::unique_ptr<rocksdb::CompactionFilter> CreateCompactionFilter(
        const rocksdb::CompactionFilter::Context& context
    ) override;
    [[nodiscard]] const char* Name() const override { return "gantry.logs.retention"; }

  private:
    const Retention& retention_;
    const Clock& clock_;
};

}  // namespace gantry::logs
