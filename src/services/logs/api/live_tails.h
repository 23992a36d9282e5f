#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "api/event_source.h"
#include "api/logs/live_tail_session_start.h"
#include "aws/scope.h"
#include "base/loop.h"
#include "services/logs/engine/engine.h"
#include "services/logs/filter/pattern.h"

namespace gantry::logs {

/// What a session of StartLiveTail is to show.
struct TailStart {
    aws::Scope scope;  ///< whose it is
    /// A group, and what its events are said to be of.
    struct Target {
        std::string id;
        std::string identifier;  ///< "123456789012:name"
    };
    std::vector<Target> targets;
    std::vector<std::string> stream_names;     ///< with the prefixes none: all streams
    std::vector<std::string> stream_prefixes;  ///< a stream is shown that any of both fits
    Pattern pattern;
    api::logs::LiveTailSessionStart told;  ///< its first event
};

/// Who watches events as they come. Each session is sent an update every second, also of nothing:
/// at most 500 events, and whether there were more. Any thread.
/// Source: CloudWatch Logs API Reference, StartLiveTail.
class LiveTails {
  public:
    /// @param loop keeps time; outlives it
    explicit LiveTails(Loop& loop) : loop_(loop) {}
    ~LiveTails();
    LiveTails(const LiveTails&) = delete;
    LiveTails& operator=(const LiveTails&) = delete;

    static constexpr std::size_t kMaxSessions = 15;

    /// Of an account and Region.
    [[nodiscard]] std::size_t count(const aws::Scope& scope) const;
    /// Begins a session. Where there are as many as may be, those that were asked for at once
    /// included, it ends at once, with a SessionStreamingException. @return ends it
    std::function<void()> begin(TailStart start, std::shared_ptr<api::EventSink> sink);

    /// Whether somebody watches a group.
    [[nodiscard]] bool watches(const std::string& group) const;
    /// Events that are durable. @param stream its name
    void show(const std::string& stream, const Batch& batch);

  private:
    struct Session;

    /// With the lock held.
    [[nodiscard]] std::size_t count_of(const aws::Scope& scope) const;
    void tick(const std::shared_ptr<Session>& session);
    void tick_later(const std::shared_ptr<Session>& session);
    void end(const std::shared_ptr<Session>& session);

    Loop& loop_;
    mutable std::mutex mutex_;
    std::map<std::uint64_t, std::shared_ptr<Session>> sessions_;
    std::uint64_t next_ = 0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace gantry::logs
