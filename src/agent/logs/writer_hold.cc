#include "agent/logs/writer_hold.h"

#include <algorithm>
#include <utility>

#include "base/log.h"

namespace gantry::agent {
namespace {

constexpr std::int64_t kBehindNs = 1'000'000'000;
/// Less than this is brought in well before a runtime's file turns over.
constexpr std::size_t kBurst = 8U << 20U;
constexpr std::int64_t kBurstEndsNs = 200'000'000;

constexpr Duration kFirstHoldPause{250};
constexpr Duration kLastHoldPause{8'000};
constexpr Duration kHoldsTold{60'000};

}  // namespace

bool ReadingPace::fell_behind(std::size_t bytes, std::int64_t newest_ns, std::int64_t now_ns) {
    if (now_ns - last_read_ns_ > kBurstEndsNs) burst_ = 0;
    last_read_ns_ = now_ns;
    burst_ += bytes;
    const std::int64_t age = now_ns - newest_ns;
    least_age_ns_ = std::min(least_age_ns_.value_or(age), age);
    return burst_ > kBurst && age - *least_age_ns_ > kBehindNs;
}

WriterHold::WriterHold(Loop& loop, Random& random, runtime::ContainerRuntime& runtime, Setup setup)
    : loop_(loop),
      random_(random),
      runtime_(runtime),
      setup_(std::move(setup)),
      pauses_(kFirstHoldPause, kLastHoldPause, 2.0),
      told_(kHoldsTold) {}

WriterHold::~WriterHold() {
    loop_.cancel(timer_);
}

void WriterHold::hold() {
    if (const auto times = told_.add(loop_.mono())) {
        log_warn(
            "container_waits_for_its_logs",
            {{"of", setup_.owner}, {"times", std::to_string(*times)}}
        );
    }
    want(true);
}

void WriterHold::let_go() {
    want(false);
}

void WriterHold::end() {
    over_ = true;
    wanted_ = false;
    loop_.cancel(std::exchange(timer_, 0));
}

void WriterHold::want(bool held) {
    wanted_ = held;
    act();
}

void WriterHold::try_now() {
    if (timer_ == 0) return;
    loop_.cancel(std::exchange(timer_, 0));
    act();
}

void WriterHold::act() {
    if (over_ || calling_ || timer_ != 0 || is_ == wanted_) return;
    calling_ = true;
    auto done = [this, held = wanted_, alive = std::weak_ptr(alive_)](const Result<void>& how) {
        if (alive.expired()) return;
        calling_ = false;
        on_done(held, how);
    };
    if (wanted_) {
        runtime_.pause_container(setup_.container_id, std::move(done));
    } else {
        runtime_.unpause_container(setup_.container_id, std::move(done));
    }
}

/// One that is gone or does not run writes nothing.
void WriterHold::on_done(bool held, const Result<void>& how) {
    const bool there =
        how || (how.error().kind != ErrorKind::NotFound && how.error().kind != ErrorKind::Conflict);
    if (!how && there) {
        is_.reset();  // it may have been done all the same
        if (over_) return;
        if (!std::exchange(trouble_told_, true)) {
            log_warn(
                held ? "container_not_paused" : "container_not_unpaused",
                {{"of", setup_.owner}, {"why", how.error().message}}
            );
        }
        timer_ = loop_.call_after(pauses_.next(random_), [this] {
            timer_ = 0;
            act();
        });
        return;
    }
    pauses_.reset();
    trouble_told_ = false;
    is_ = held;
    const std::weak_ptr alive(alive_);
    if (held && wanted_) setup_.on_held();
    if (!alive.expired()) act();
}

}  // namespace gantry::agent
