#include "agent/logs/log_shipper.h"

#include <utility>

#include "base/log.h"

namespace gantry::agent {
namespace {

/// What may wait to be sent: two calls' worth.
constexpr std::size_t kHighWater = 2U << 20U;
constexpr std::size_t kLowWater = 1U << 20U;
/// The same of pieces: an empty line makes no event, and is remembered all the same.
constexpr std::size_t kMostPieces = 65'536;
/// How long lines are held for what belongs to them. Source: Docker's driver, its batch interval.
constexpr Duration kHold{5'000};
/// A stream that waits longer is dropped and read anew from its place: a daemon that writes on
/// meanwhile may lose the file that it was reading.
constexpr Duration kStreamPatience{5'000};
/// How long after a container's end the daemon may take to end what follows it.
constexpr Duration kEndPatience{2'000};
/// How long the sink may be full before a container that blocks has to wait.
constexpr Duration kFullFor{500};
constexpr Duration kFirstPause{100};
constexpr Duration kLastPause{5'000};

}  // namespace

LogShipper::LogShipper(
    Loop& loop, Random& random, runtime::ContainerRuntime& runtime, ControlLink& link, Setup setup
)
    : loop_(loop),
      random_(random),
      runtime_(runtime),
      setup_(std::move(setup)),
      sink_(
          loop,
          random,
          link,
          {
              .options = setup_.options,
              .owner = setup_.owner,
              .credentials = setup_.credentials,
              .on_taken = [this](std::size_t pieces) { on_taken(pieces); },
          }
      ),
      maker_(setup_.options.event_start),
      trail_(setup_.mark),
      hold_(
          loop,
          random,
          runtime,
          {.container_id = setup_.container_id,
           .owner = setup_.owner,
           .on_held = [this] { catch_up(); }}
      ),
      may_hold_(setup_.options.blocking),
      pauses_(kFirstPause, kLastPause, 2.0) {}

LogShipper::~LogShipper() {
    for (const TimerId timer : {read_timer_, held_timer_, patience_timer_, full_timer_}) {
        loop_.cancel(timer);
    }
}

void LogShipper::started() {
    if (stopped_) return;
    sink_.open();
    if (may_hold_ && !hold_.holds()) hold_.let_go();
    if (stream_ || paused_ || catching_up_) return;
    pauses_.reset();
    read(true);
}

void LogShipper::ending() {
    if (!std::exchange(may_hold_, false) || !hold_.holds()) return;
    let_go();
    if (!paused_) read(follows());
}

void LogShipper::stopped(bool ran) {
    if (std::exchange(stopped_, true) || ended_) return;
    if (ran) sink_.open();
    hold_.end();
    may_hold_ = catching_up_ = false;
    if (paused_) return;
    stream_ ? set_patience() : read(false);
}

void LogShipper::try_now() {
    sink_.try_now();
    hold_.try_now();
    if (read_timer_ != 0) read(follows());
}

// ---- Reading ---------------------------------------------------------------------------------

void LogShipper::read(bool follow) {
    loop_.cancel(std::exchange(read_timer_, 0));
    loop_.cancel(std::exchange(patience_timer_, 0));
    paused_ = false;
    final_ = stopped_ && !follow;
    whole_ = catching_up_ && !follow;
    all_read_ = false;
    if (follow) pace_.reset();
    const runtime::LogQuery query{.since_ns = trail_.begin(), .follow = follow, .tty = setup_.tty};
    stream_ = runtime_.read_logs(setup_.container_id, query, reader());
}

runtime::ContainerRuntime::LogReader LogShipper::reader() {
    return {
        .on_pieces = [this,
                      alive = std::weak_ptr(alive_)](const std::vector<runtime::LogPiece>& pieces
                     ) { return alive.expired() || on_pieces(pieces); },
        .on_end =
            [this, alive = std::weak_ptr(alive_)](const Result<void>& how) {
                if (!alive.expired()) on_end(how);
            },
    };
}

void LogShipper::read_later(Duration pause) {
    loop_.cancel(read_timer_);
    read_timer_ = loop_.call_after(pause, [this] {
        read_timer_ = 0;
        read(follows());
    });
}

bool LogShipper::on_pieces(const std::vector<runtime::LogPiece>& pieces) {
    pauses_.reset();
    told_ = false;
    std::vector<LogEvent> events;
    std::size_t bytes = 0;
    for (const runtime::LogPiece& piece : pieces) {
        bytes += piece.text.size() + 1;
        if (!trail_.read(piece.time_ns)) continue;
        const std::size_t none = maker_.add(piece, events);
        if (none == 0) continue;
        sink_.add(std::exchange(events, {}));
        sink_.add_pieces(none);
    }
    if (!events.empty()) loop_.cancel(std::exchange(held_timer_, 0));
    sink_.add(std::move(events));
    watch_held();
    paused_ = sink_.waiting_bytes() >= kHighWater || trail_.open() >= kMostPieces;
    if (paused_) set_patience();
    if (!pieces.empty()) mind_writer(bytes, pieces.back().time_ns);
    return !paused_;
}

void LogShipper::on_end(const Result<void>& how) {
    stream_.reset();
    loop_.cancel(std::exchange(patience_timer_, 0));
    if (!how) {
        const Error& why = how.error();
        const bool gone = why.kind == ErrorKind::NotFound;
        // A container that was made with another log driver by an earlier agent.
        const bool never = why.message.find("does not support reading") != std::string::npos;
        const bool lasting = !gone && why.kind != ErrorKind::Unavailable;
        if (lasting && !std::exchange(told_, true)) {
            log_warn("container_output_not_read", {{"of", setup_.owner}, {"why", why.message}});
        }
        return gone || never ? end() : read_later(pauses_.next(random_));
    }
    if (final_) return end();
    if (stopped_) return read(false);
    if (catching_up_) {
        if (!whole_) return read(false);
        all_read_ = true;
        return sink_.idle() ? let_go_and_read() : void();
    }
    read_later(pauses_.next(random_));  // it ended, or is yet to be started again
}

/// There is nothing more to come.
void LogShipper::end() {
    ended_ = true;
    flush_held();
    setup_.on_progress();
}

/// The daemon or the sink is given some time. After it the stream is dropped; what was read of it
/// is known, and reading begins anew behind that: at once, or when the sink has room.
void LogShipper::set_patience() {
    loop_.cancel(patience_timer_);
    patience_timer_ = loop_.call_after(paused_ ? kStreamPatience : kEndPatience, [this] {
        patience_timer_ = 0;
        stream_.reset();
        if (!paused_) read(follows());
    });
}

// ---- Holding the container up ----------------------------------------------------------------

void LogShipper::mind_writer(std::size_t bytes, std::int64_t newest_ns) {
    if (!may_hold_ || hold_.holds()) return;
    const std::int64_t now_ns = epoch_ms(loop_.now()) * 1'000'000;
    if (pace_.fell_behind(bytes, newest_ns, now_ns)) return hold();
    if (!paused_ || full_timer_ != 0) return;
    full_timer_ = loop_.call_after(kFullFor, [this] {
        full_timer_ = 0;
        if (paused_ && may_hold_ && !hold_.holds()) hold();
    });
}

void LogShipper::hold() {
    loop_.cancel(std::exchange(full_timer_, 0));
    hold_.hold();
}

/// The container waits now. What is read from here on to the end is all that there is.
void LogShipper::catch_up() {
    if (stopped_ || ended_) return;
    catching_up_ = true;
    whole_ = false;
    if (paused_) {
        stream_.reset();  // reading begins anew when the sink has room
        return;
    }
    read(false);
}

void LogShipper::let_go() {
    catching_up_ = false;
    all_read_ = false;
    hold_.let_go();
}

void LogShipper::let_go_and_read() {
    let_go();
    read(follows());
}

// ---- Sending ---------------------------------------------------------------------------------

void LogShipper::on_taken(std::size_t pieces) {
    if (pieces == 0 && !ended_) return;
    trail_.take(pieces);
    setup_.on_progress();
    if (catching_up_ && all_read_ && sink_.idle()) return let_go_and_read();
    if (!paused_ || sink_.waiting_bytes() > kLowWater || trail_.open() > kMostPieces / 2) return;
    if (!stream_) return read(follows());
    paused_ = false;
    loop_.cancel(std::exchange(full_timer_, 0));
    loop_.cancel(std::exchange(patience_timer_, 0));
    if (stopped_) set_patience();
    stream_->resume();
}

void LogShipper::watch_held() {
    if (!maker_.holding()) {
        loop_.cancel(std::exchange(held_timer_, 0));
    } else if (held_timer_ == 0) {
        held_timer_ = loop_.call_after(kHold, [this] { flush_held(); });
    }
}

void LogShipper::flush_held() {
    loop_.cancel(std::exchange(held_timer_, 0));
    std::vector<LogEvent> events;
    maker_.flush(events);
    sink_.add(std::move(events));
}

}  // namespace gantry::agent
