#include "base/turn_watch.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "base/thread_loop.h"

namespace gantry {
namespace {

constexpr Duration kSlowTurnsTold{10'000};
/// Parts shorter than this cannot be why a turn was slow.
constexpr std::chrono::milliseconds kWorthNaming{1};

/// Of this thread's turn.
thread_local TurnWatch* watched = nullptr;
thread_local TurnPart* innermost = nullptr;

std::int64_t in_ms(std::chrono::nanoseconds time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

}  // namespace

TurnWatch::TurnWatch(Duration slow) : slow_(slow), told_(kSlowTurnsTold) {}

void TurnWatch::begin(MonoTime now) {
    watched = this;
    began_ = now;
    turn_.part = {};
}

void TurnWatch::end(MonoTime now) {
    watched = nullptr;
    turn_.took = now - began_;
    turns_.observe(turn_.took);
    std::optional<std::uint64_t> count;
    if (turn_.took > slow_) {
        slow_turns_.add();
        if (turn_.part == std::chrono::nanoseconds{0}) turn_.what = turn_.of = {};
        if (turn_.took > longest_.took) std::swap(longest_, turn_);
        count = told_.add(now);
    } else {
        count = told_.due(now);
    }
    if (!count) return;
    log_warn(
        "slow_turn",
        {{"took_ms", in_ms(longest_.took)},
         {"what", longest_.what.empty() ? "unknown" : longest_.what},
         {"of", longest_.of},
         {"part_ms", in_ms(longest_.part)},
         {"count", *count}}
    );
    longest_ = {};
}

TurnPart::TurnPart(std::string_view what, std::string_view of)
    : watch_(watched), what_(what), of_(of) {
    if (watch_ == nullptr) return;
    outer_ = std::exchange(innermost, this);
    began_ = RealClock{}.mono();
}

TurnPart::~TurnPart() {
    if (watch_ == nullptr) return;
    const auto took = RealClock{}.mono() - began_;
    innermost = outer_;
    if (outer_ != nullptr) outer_->inside_ += took;
    const auto own = took - inside_;
    if (own < kWorthNaming || own <= watch_->turn_.part) return;
    watch_->turn_.part = own;
    watch_->turn_.what = what_;
    watch_->turn_.of = of_;
}

}  // namespace gantry
