#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "agent/backoff.h"
#include "agent/logs/event_maker.h"
#include "agent/logs/log_sink.h"
#include "agent/logs/log_trail.h"
#include "agent/logs/writer_hold.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// Brings what one container writes from its runtime into its log stream, in order and from where
/// an earlier life of the agent had got to.
///
/// Bounded: with 2 MiB or 65,536 lines waiting to be sent it reads no further, and what the
/// container writes stays in the runtime's file. There it is lost once the file turns over; so with
/// mode=blocking the container is held up where that lasts, or where reading falls behind, until
/// all that it wrote is sent. Others never wait. Lives on the agent's loop.
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
    /// It is to end: it is not held up any more.
    void ending();
    /// It has ended for good: what is left is read and sent. @param ran whether it ever ran
    void stopped(bool ran);
    /// Runtime or control plane are back.
    void try_now();

    /// What was taken by the log service.
    [[nodiscard]] LogMark mark() const { return trail_.mark(); }
    /// All that the container ever wrote was taken.
    [[nodiscard]] bool done() const { return ended_ && sink_.settled(); }
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
    [[nodiscard]] bool follows() const { return !stopped_ && !catching_up_; }
    void mind_writer(std::size_t bytes, std::int64_t newest_ns);
    void hold();
    void catch_up();
    void let_go();
    void let_go_and_read();
    [[nodiscard]] runtime::ContainerRuntime::LogReader reader();

    Loop& loop_;
    Random& random_;
    runtime::ContainerRuntime& runtime_;
    Setup setup_;
    LogSink sink_;
    EventMaker maker_;
    LogTrail trail_;
    WriterHold hold_;
    ReadingPace pace_;
    std::shared_ptr<runtime::LogStream> stream_;
    bool may_hold_;
    bool catching_up_ = false;  ///< the container waits, and what it wrote is brought in
    bool whole_ = false;        ///< the reading began after it was made to wait
    bool all_read_ = false;     ///< all that it wrote until then was read
    bool stopped_ = false;
    bool final_ = false;   ///< what is read was all written by the time the reading began
    bool paused_ = false;  ///< the stream waits for the sink
    bool ended_ = false;   ///< there is nothing left to read
    bool told_ = false;    ///< that it cannot be read
    Backoff pauses_;
    TimerId read_timer_ = 0;
    TimerId held_timer_ = 0;
    TimerId patience_timer_ = 0;
    TimerId full_timer_ = 0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace gantry::agent
