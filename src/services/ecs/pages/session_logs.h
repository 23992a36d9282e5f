#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/loop.h"
#include "services/ecs/exec/session_book.h"
#include "services/logs/port.h"

namespace gantry::ecs {

/// What stands first in what is written down of a session.
std::string first_line_of(const exec::Session& session);

/// Writes down what sessions in containers showed, in CloudWatch Logs: a stream for each session,
/// named by its id, with a line of who began it first. Best effort: a session goes on without, and
/// where there is no such group nothing more is written. Lines of a session are written in their
/// order, one write at a time. Source: Developer Guide, "Logging and auditing using ECS Exec". On
/// the core's loop.
class SessionLogs {
  public:
    static constexpr Duration kFlushEvery{1'000};
    static constexpr std::size_t kFlushBytes = 64U << 10U;
    static constexpr std::size_t kMaxLine = 16U << 10U;
    /// Of a session's lines while they wait; how many lines were too much is written in their
    /// place.
    static constexpr std::size_t kMostHeld = 4U << 20U;

    /// As logs::append_lines: the answer comes on any thread, or within the call.
    using Write = std::function<
        void(const logs::Place&, std::vector<logs::Line>, std::function<void(Result<void>)>)>;

    /// @param loop outlives it
    SessionLogs(Loop& loop, Write write) : loop_(loop), write_(std::move(write)) {}
    SessionLogs(const SessionLogs&) = delete;
    SessionLogs& operator=(const SessionLogs&) = delete;

    /// @param last nothing more follows
    void add(const exec::Session& session, const std::string& text, bool last);
    /// Nothing is written any more.
    void stop() { alive_.reset(); }

  private:
    struct Open {
        logs::Place place;
        std::string line;  ///< its end has not come
        std::vector<logs::Line> lines;
        std::size_t bytes = 0;    ///< of lines
        std::size_t dropped = 0;  ///< lines that there was no room for, and that nobody was told of
        bool flush_set = false;
        bool under_way = false;  ///< lines before these are being written
        bool ended = false;      ///< nothing more follows
        bool gave_up = false;    ///< there is no such group
    };

    void take(Open& open, std::string_view text);
    void end_line(Open& open);
    void flush(const std::string& id);
    void on_written(const std::string& id, const Result<void>& how);

    Loop& loop_;
    const Write write_;
    std::map<std::string, Open> open_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace gantry::ecs
