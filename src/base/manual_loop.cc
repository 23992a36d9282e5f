#include "base/manual_loop.h"

#include <algorithm>

#include "base/assert.h"

namespace gantry {

ManualLoop::ManualLoop(SysTime start) : owner_(std::this_thread::get_id()), wall_start_(start) {}

ManualLoop::~ManualLoop() {
    // What is dropped may cancel timers or post while it is destroyed.
    while (!queue_.empty()) {
        timers_.erase(queue_.begin()->first.second);
        auto dropped = queue_.extract(queue_.begin());
    }
}

SysTime ManualLoop::now() const {
    return wall_start_ + std::chrono::duration_cast<Duration>(mono_.since_start);
}

void ManualLoop::post(Work work) {
    GANTRY_ASSERT(std::this_thread::get_id() == owner_);
    queue_.emplace(Slot{mono_, next_slot_++}, std::move(work));
}

TimerId ManualLoop::call_after(Duration delay, Work work) {
    GANTRY_ASSERT(std::this_thread::get_id() == owner_);
    const MonoTime at = mono_ + std::max(delay, Duration{0});
    const TimerId id = next_slot_++;
    queue_.emplace(Slot{at, id}, std::move(work));
    timers_.emplace(id, at);
    return id;
}

void ManualLoop::cancel(TimerId timer) {
    const auto found = timers_.find(timer);
    if (found == timers_.end()) return;
    const Slot slot{found->second, timer};
    timers_.erase(found);
    const auto dropped = queue_.extract(slot);  // destroyed last: its captures may be anything
}

std::size_t ManualLoop::run_until_idle() {
    std::size_t ran = 0;
    while (due_now()) {
        run_next();
        GANTRY_ASSERT(++ran < kMaxAtOnce);
    }
    return ran;
}

std::size_t ManualLoop::advance(Duration by) {
    const MonoTime end = mono_ + std::max(by, Duration{0});
    std::size_t ran = run_until_idle();
    while (!queue_.empty() && queue_.begin()->first.first <= end) {
        mono_ = queue_.begin()->first.first;
        ran += run_until_idle();
    }
    mono_ = end;
    return ran;
}

bool ManualLoop::step() {
    if (queue_.empty()) return false;
    mono_ = std::max(mono_, queue_.begin()->first.first);
    run_next();
    return true;
}

bool ManualLoop::run_until(const std::function<bool()>& reached, Duration limit) {
    const MonoTime end = mono_ + limit;
    while (!reached()) {
        if (queue_.empty() || queue_.begin()->first.first > end) {
            mono_ = end;
            return false;
        }
        step();
    }
    return true;
}

std::optional<MonoTime> ManualLoop::next_due() const {
    if (queue_.empty()) return std::nullopt;
    return queue_.begin()->first.first;
}

void ManualLoop::set_wall(SysTime now) {
    wall_start_ = now - std::chrono::duration_cast<Duration>(mono_.since_start);
}

bool ManualLoop::due_now() const {
    return !queue_.empty() && queue_.begin()->first.first <= mono_;
}

void ManualLoop::run_next() {
    auto item = queue_.extract(queue_.begin());
    timers_.erase(item.key().second);
    item.mapped()();
}

}  // namespace gantry
