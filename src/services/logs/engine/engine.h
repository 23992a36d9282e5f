#pragma once

#include <atomic>
#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

/// Where the events of logs are kept. Groups and streams are known here by ids that are never used
/// twice (model/rows.h), so what is removed stays removed, whatever is made anew under its name.
namespace gantry::logs {

/// Where an event stands among all events there are: no two are equal.
struct Position {
    std::int64_t timestamp_ms = 0;
    std::uint64_t sequence = 0;  ///< of what was appended as one, or a part of it; grows
    std::uint32_t index = 0;     ///< within that batch or part
    friend auto operator<=>(const Position&, const Position&) = default;
};

struct NewEvent {
    std::int64_t timestamp_ms = 0;
    std::string message;
};

/// Events of one stream that become durable together.
struct Batch {
    std::string group;
    std::string stream;
    std::int64_t ingested_ms = 0;
    std::vector<NewEvent> events;  ///< in order of time
};

struct EventView {
    Position at;
    std::int64_t ingested_ms = 0;
    std::size_t stream = 0;    ///< which of Scan::streams
    std::string_view message;  ///< while it is visited
};

/// Events of some streams of a group, one after the other in order of position.
struct Scan {
    std::string group;
    std::vector<std::string> streams;
    std::int64_t from_ms = 0;
    std::int64_t to_ms = 0;  ///< this one is no more within
    /// Only what comes behind it, as the scan goes.
    std::optional<Position> beyond{};
    bool backward = false;  ///< the newest first; of one stream only
    /// No more than this is looked at, of messages; then it ends, with what was found.
    std::uint64_t max_bytes = ~std::uint64_t{0};
    /// It may take long, and others should not have to wait for it.
    bool in_background = false;
    /// Called once before anything is looked at, on a thread of the engine. May be null.
    std::function<void()> begin{};
    /// Called for each, on a thread of the engine. @return false: that is enough
    std::function<bool(const EventView& event)> visit;
    /// Set by whoever wants no more of it. May be null.
    std::shared_ptr<const std::atomic<bool>> stop{};
};

struct ScanEnd {
    bool complete = true;            ///< nothing is left: neither `visit` nor a bound ended it
    std::optional<Position> last{};  ///< of what was looked at
    std::uint64_t events = 0;
    std::uint64_t bytes = 0;
};

struct StreamStats {
    std::int64_t first_ms = 0;  ///< of the oldest event ever put, which may have expired
    std::int64_t last_ms = 0;   ///< of the newest
    std::int64_t last_ingested_ms = 0;
    /// Of all events ever put, as AWS counts: 26 for each on top of its message.
    std::uint64_t bytes = 0;

    /// About what is left of `bytes` from a moment on: taken as if events were spread evenly over
    /// the time from the first to the last ever put.
    [[nodiscard]] std::uint64_t bytes_since(std::int64_t cutoff_ms) const;
};

/// What each event counts beside its message. Source: PutLogEvents.
inline constexpr std::uint64_t kEventOverhead = 26;

/// By stream; those that never had an event are absent.
using GroupStats = std::map<std::string, StreamStats>;

/// Keeps events. All members are asynchronous: each callback is called exactly once, on any thread,
/// perhaps before the call returns; not at all once the engine is destroyed. Calls of one thread
/// that change something take effect in their order. Any thread may call.
///
/// Errors of all: ServiceUnavailableException, for a disk that is full or failed, a store that is
/// damaged or another process has, and while too much is waiting to be written or read.
class Engine {
  public:
    template <class T>
    using Done = std::function<void(Result<T>)>;

    Engine() = default;
    virtual ~Engine() = default;
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Answers once the events are durable. Those of a stream that was removed, with its group or
    /// alone, go with it: they are dropped, and that is no error.
    virtual void append(Batch batch, Done<void> done) = 0;
    virtual void scan(Scan scan, Done<ScanEnd> done) = 0;
    virtual void stats(
        std::vector<std::string> groups, Done<std::map<std::string, GroupStats>> done
    ) = 0;

    virtual void remove_stream(std::string group, std::string stream, Done<void> done) = 0;
    virtual void remove_group(std::string group, Done<void> done) = 0;
    /// Removes all that is not of these streams, by group: what a crash left behind.
    virtual void keep_only(std::map<std::string, std::set<std::string>> known) = 0;
    /// Events older than this may go at any time; who reads leaves them out by Scan::from_ms.
    /// Nothing: they stay.
    virtual void set_retention(std::string group, std::optional<Duration> retention) = 0;
};

/// "The service cannot complete the request." Why stands in the log.
Error engine_unavailable();

}  // namespace gantry::logs
