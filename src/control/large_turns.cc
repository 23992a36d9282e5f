#include "control/large_turns.h"

#include <utility>

namespace gantry::control {

void LargeTurns::post(Loop::Work work) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(work));
    if (waiting_.size() > 1) return;
    loop_.post([self = shared_from_this()] { self->run_next(); });
}

void LargeTurns::run_next() {
    Loop::Work work;
    {
        const std::lock_guard lock(mutex_);
        work = std::move(waiting_.front());
    }
    work();
    const std::lock_guard lock(mutex_);
    waiting_.pop_front();
    if (waiting_.empty()) return;
    // Behind everybody who has come since, and behind what these post in turn: an answer takes two
    // turns.
    loop_.post([self = shared_from_this()] { self->loop_.post([self] { self->run_next(); }); });
}

}  // namespace gantry::control
