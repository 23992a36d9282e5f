#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "api/logs/query_status.h"
#include "aws/scope.h"
#include "base/result.h"
#include "services/logs/engine/engine.h"
#include "services/logs/insights/ast.h"
#include "services/logs/insights/run.h"

namespace gantry::logs {

/// A group that a query looks at.
struct QueryTarget {
    std::string name;
    std::string group_id;
    std::vector<std::string> stream_ids;
    std::vector<std::string> stream_names;  ///< in the same order
    std::int64_t from_ms = 0;               ///< later than the query's where older events expired
};

/// A query that is to run.
struct QueryStart {
    std::string id;
    aws::Scope scope;
    std::string text;
    insights::Query query;
    std::vector<QueryTarget> targets;
    std::int64_t to_ms = 0;
    std::size_t limit = 0;
    SysTime created{};
    std::string principal;
};

/// What is known of a query.
struct QueryState {
    QueryStart start;
    /// Scheduled until its first scan begins.
    api::logs::QueryStatus status = api::logs::QueryStatus::Scheduled;
    std::uint64_t groups = 0;                          ///< scans of which have begun
    std::uint64_t scanned = 0;                         ///< events, so far
    std::uint64_t bytes = 0;                           ///< of their messages
    std::uint64_t matched = 0;                         ///< of those scanned
    std::shared_ptr<const insights::Results> results;  ///< null before it is complete
};

/// The queries of Logs Insights that run, and what came of those that did. They are this process's
/// alone: none outlives it. Of old ones the first go when there are more than kMaxKept, or when
/// results take more than kMaxResultBytes. Any thread.
class QueryBook {
  public:
    static constexpr std::size_t kMaxRunning = 30;  ///< source: CloudWatch Logs quotas
    static constexpr std::size_t kMaxKept = 1'000;
    static constexpr std::size_t kMaxResultBytes = 64UL << 20;

    QueryBook() = default;
    QueryBook(const QueryBook&) = delete;
    QueryBook& operator=(const QueryBook&) = delete;

    /// How many run or wait in a scope.
    [[nodiscard]] std::size_t running(const aws::Scope& scope) const;
    /// Begins a query; `engine` outlives it.
    void start(Engine& engine, QueryStart start);
    [[nodiscard]] std::optional<QueryState> find(const aws::Scope& scope, const std::string& id)
        const;
    /// The newest first.
    [[nodiscard]] std::vector<QueryState> list(const aws::Scope& scope) const;
    /// @return false: it is not running
    bool stop(const aws::Scope& scope, const std::string& id);

  private:
    /// A query at work: one group after the other.
    struct Work;
    /// What it has done so far, whatever becomes of it.
    struct Progress {
        std::atomic<std::uint64_t> groups{0};
        std::atomic<std::uint64_t> scanned{0};
        std::atomic<std::uint64_t> bytes{0};
        std::atomic<std::uint64_t> matched{0};
    };
    struct Entry {
        QueryState state;
        std::shared_ptr<const Progress> progress;
        std::shared_ptr<std::atomic<bool>> stopped;
        std::uint64_t number = 0;  ///< in order of start
        std::size_t result_bytes = 0;
    };

    void run_next(const std::shared_ptr<Work>& work);
    void on_begin(const Work& work);
    void on_end(const std::shared_ptr<Work>& work, const Result<ScanEnd>& end);
    void end(const std::shared_ptr<Work>& work, api::logs::QueryStatus status);
    /// With the lock held. @return those that go: whoever called frees them without it
    std::vector<Entry> forget_old();
    static QueryState state_of(const Entry& entry);

    mutable std::mutex mutex_;
    std::map<std::string, Entry> entries_;  ///< by id
    std::uint64_t number_ = 0;
};

}  // namespace gantry::logs
