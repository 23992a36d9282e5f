#include "net/body_budget.h"

namespace gantry::net {

BodyLease::~BodyLease() {
    if (budget_) budget_->give_back(bytes_);
}

std::optional<BodyLease> BodyBudget::ask(std::weak_ptr<BodyWaiter> waiter, std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    if (line_.empty() && fits(bytes)) {
        set_used(used_ + bytes);
        return BodyLease{shared_from_this(), bytes};
    }
    line_.push_back({std::move(waiter), bytes});
    return std::nullopt;
}

std::size_t BodyBudget::in_use() const {
    const std::lock_guard lock(mutex_);
    return used_;
}

void BodyBudget::set_used(std::size_t bytes) {
    used_ = bytes;
    if (gauge_) gauge_->set(static_cast<std::int64_t>(bytes));
}

void BodyBudget::close() {
    const std::lock_guard lock(mutex_);
    loop_ = nullptr;
    line_.clear();
}

void BodyBudget::give_back(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    set_used(used_ - bytes);
    // Later, in a turn of its own: whoever gives back may be in the middle of something.
    if (loop_ != nullptr && !line_.empty()) {
        loop_->post([self = shared_from_this()] { self->serve(); });
    }
}

void BodyBudget::serve() {
    for (;;) {
        std::shared_ptr<BodyWaiter> who;
        std::optional<BodyLease> lease;
        {
            const std::lock_guard lock(mutex_);
            if (line_.empty() || !fits(line_.front().bytes)) return;
            who = line_.front().who.lock();
            if (who) {
                set_used(used_ + line_.front().bytes);
                lease.emplace(shared_from_this(), line_.front().bytes);
            }
            line_.pop_front();
        }
        if (who) who->on_room(std::move(*lease));
    }
}

}  // namespace gantry::net
