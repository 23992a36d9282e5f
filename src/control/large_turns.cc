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
    // At the end of the queue, behind everybody who has come since.
    if (!waiting_.empty()) loop_.post([self = shared_from_this()] { self->run_next(); });
}

}  // namespace gantry::control
