#include "agent/link/kept_stream.h"

#include "base/log.h"

namespace gantry::agent {
namespace {

constexpr Duration kRolloverMin = minutes{30};
constexpr Duration kRolloverSpread = minutes{5};
constexpr Duration kSteady =
    minutes{1};                       ///< open for this long: the next delay is the shortest again
constexpr Duration kHasLived{1'000};  ///< closed sooner: not at once again, whatever the code

/// Close codes after which the protocol lets an agent come back at once.
bool is_orderly(int code) {
    return code == 1000 || code == 1001 || code == 1006 || code == 1011;
}

Duration by_chance(Random& random, Duration limit) {
    return Duration{random.between(0, limit.count())};
}

}  // namespace

KeptStream::KeptStream(
    Loop& loop,
    Random& random,
    ControlLink& link,
    Endpoints& endpoints,
    Options options,
    Listener listener
)
    : loop_(loop),
      random_(random),
      link_(link),
      endpoints_(endpoints),
      options_(std::move(options)),
      listener_(std::move(listener)),
      alive_(std::make_shared<bool>(true)) {}

KeptStream::~KeptStream() {
    loop_.cancel(connect_timer_);
    retire();
}

void KeptStream::start() {
    if (wanted_) return;
    wanted_ = true;
    connect();
}

void KeptStream::stop() {
    wanted_ = false;
    loop_.cancel(connect_timer_);
    connect_timer_ = 0;
    retire();
}

void KeptStream::hold_off(Duration delay) {
    if (!wanted_) return;
    stop();
    wanted_ = true;
    connect_after(delay);
}

bool KeptStream::send(std::string text) {
    if (!open_) return false;
    stream_->send(std::move(text));
    return true;
}

void KeptStream::connect() {
    const std::uint64_t attempt = ++attempt_;
    endpoints_.get(
        [this, attempt, alive = std::weak_ptr(alive_)](const Result<StreamEndpoints>& endpoints) {
            if (alive.expired() || attempt != attempt_ || !wanted_) return;
            if (!endpoints) {
                log_debug("no_stream_endpoint", {{"why", endpoints.error().message}});
                return connect_after(options_.backoff.next(random_));
            }
            open(options_.kind == StreamKind::Control ? endpoints->control : endpoints->telemetry);
        }
    );
}

void KeptStream::open(const std::string& endpoint) {
    const auto is_void = [this, attempt = attempt_, alive = std::weak_ptr(alive_)] {
        return alive.expired() || attempt != attempt_;
    };
    ControlLink::StreamCallbacks callbacks;
    callbacks.on_open = [this, is_void] {
        if (!is_void()) on_opened();
    };
    callbacks.on_text = [this, is_void](const std::string& text) {
        if (!is_void()) on_text(text);
    };
    callbacks.on_close = [this, is_void](int code, const std::string& reason) {
        if (!is_void()) on_closed(code, reason);
    };
    stream_ = link_.open_stream(options_.kind, endpoint, options_.query(), std::move(callbacks));
}

void KeptStream::on_opened() {
    open_ = true;
    opened_at_ = loop_.mono();
    expect_news();
    rollover_timer_ = loop_.call_after(kRolloverMin + by_chance(random_, kRolloverSpread), [this] {
        rollover_timer_ = 0;
        end("reconnecting after half an hour", true);
    });
    listener_.on_open();
}

void KeptStream::on_text(const std::string& text) {
    expect_news();
    listener_.on_text(text);
}

void KeptStream::expect_news() {
    loop_.cancel(silence_timer_);
    const Duration limit =
        options_.inactivity_limit + by_chance(random_, options_.inactivity_limit);
    silence_timer_ = loop_.call_after(limit, [this] {
        silence_timer_ = 0;
        end("nothing heard from the control plane", false);
    });
}

void KeptStream::on_closed(int code, const std::string& reason) {
    if (!open_) endpoints_.doubt();
    const bool lived = open_ && loop_.mono() - opened_at_ >= kHasLived;
    log_info(
        "stream_closed",
        {{"stream", options_.kind == StreamKind::Control ? "control" : "telemetry"},
         {"code", code},
         {"reason", reason}}
    );
    end(reason, lived && is_orderly(code));
}

void KeptStream::end(const std::string& reason, bool at_once) {
    if (open_ && loop_.mono() - opened_at_ >= kSteady) options_.backoff.reset();
    retire();
    const std::uint64_t attempt = attempt_;
    const auto alive = std::weak_ptr(alive_);
    listener_.on_end(reason);
    // The listener may have stopped it or held it off.
    if (alive.expired() || !wanted_ || attempt != attempt_) return;
    connect_after(at_once ? Duration::zero() : options_.backoff.next(random_));
}

/// Parts with the stream. It may be the one that is calling, so it goes on a later turn.
void KeptStream::retire() {
    ++attempt_;
    open_ = false;
    loop_.cancel(silence_timer_);
    loop_.cancel(rollover_timer_);
    silence_timer_ = rollover_timer_ = 0;
    if (!stream_) return;
    retired_.push_back(std::move(stream_));
    stream_.reset();
    loop_.post([this, alive = std::weak_ptr(alive_)] {
        if (!alive.expired()) retired_.clear();
    });
}

void KeptStream::connect_after(Duration delay) {
    loop_.cancel(connect_timer_);
    connect_timer_ = loop_.call_after(delay, [this] {
        connect_timer_ = 0;
        connect();
    });
}

}  // namespace gantry::agent
