#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "agent/backoff.h"
#include "agent/logs/event_maker.h"
#include "agent/logs/log_sink.h"
#include "agent/logs/log_trail.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// Brings what one container writes from its runtime into its log stream, in order and from where
/// an earlier life of the agent had got to.
///
/// Bounded: with 2 MiB or 65,536 lines waiting to be sent it reads no further, and what the
/// container writes stays in the runtime's file. The container itself never waits. Lives on the
/// agent's loop.
class LogShipper {
  public:
    struct Setup {
        std::string container_id;  ///< at the runtime
        bool tty = false;
        LogMark mark;  ///< where to begin
        AwslogsOptions options;
        std::string owner;
        LogCredentials credentials;
        std::function<void()> on_progress;  ///< mark() or done() has changed
    };

    LogShipper(
        Loop& loop,
        Random& random,
        runtime::ContainerRuntime& runtime,
        ControlLink& link,
        Setup setup
    );
    ~LogShipper();
    LogShipper(const LogShipper&) = delete;
    LogShipper& operator=(const LogShipper&) = delete;

    /// See LogSink::prepare.
    void prepare(std::function<void(Result<void>)> ready) { sink_.prepare(std::move(ready)); }
    /// The container runs, maybe again.
    void started();
    /// It has ended for good: what is left is read and sent.
    void stopped();
    /// Runtime or control plane are back.
    void try_now();

    /// What was taken by the log service.
    [[nodiscard]] LogMark mark() const { return trail_.mark(); }
    /// All that the container ever wrote was taken.
    [[nodiscard]] bool done() const { return ended_ && sink_.idle(); }
    /// Lines, or parts of them, that were read and not taken.
    [[nodiscard]] std::size_t waiting_pieces() const { return trail_.open(); }
    [[nodiscard]] const std::string& container_id() const { return setup_.container_id; }

  private:
    void read(bool follow);
    void read_later(Duration pause);
    bool on_pieces(const std::vector<runtime::LogPiece>& pieces);
    void on_end(const Result<void>& how);
    void on_taken(std::size_t pieces);
    void end();
    void flush_held();
    void watch_held();
    void set_patience();
    [[nodiscard]] runtime::ContainerRuntime::LogReader reader();

    Loop& loop_;
    Random& random_;
    runtime::ContainerRuntime& runtime_;
    Setup setup_;
    LogSink sink_;
    EventMaker maker_;
    LogTrail trail_;
    std::shared_ptr<runtime::LogStream> stream_;
    bool stopped_ = false;
    bool final_ = false;   ///< what is read was all written by the time the reading began
    bool paused_ = false;  ///< the stream waits for the sink
    bool ended_ = false;   ///< there is nothing left to read
    bool told_ = false;    ///< that it cannot be read
    Backoff pauses_;
    TimerId read_timer_ = 0;
    TimerId held_timer_ = 0;
    TimerId patience_timer_ = 0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace gantry::agent
