#include "net/body_budget.h"

#include <algorithm>
#include <utility>

#include "base/assert.h"
#include "base/log.h"

namespace gantry::net {

BodyLease::BodyLease(std::shared_ptr<BodyBudget> budget, std::weak_ptr<BodyWaiter> who)
    : budget_(std::move(budget)), holding_(budget_->add(std::move(who))) {}

BodyLease::~BodyLease() {
    if (budget_) budget_->give_back(holding_);
}

bool BodyLease::grow(std::size_t bytes) {
    return budget_->grow(holding_, bytes);
}

std::size_t BodyLease::bytes() const {
    return holding_->bytes;
}

void BodyLease::complete() {
    budget_->complete(holding_);
}

BodyBudget::BodyBudget(
    Loop& loop, std::size_t bytes, std::size_t largest, std::shared_ptr<Gauge> in_use
)
    : loop_(&loop), limit_(bytes), kept_(std::min(bytes, largest)), gauge_(std::move(in_use)) {}

BodyBudget::HoldingPtr BodyBudget::add(std::weak_ptr<BodyWaiter> who) {
    const std::lock_guard lock(mutex_);
    auto holding = std::make_shared<Holding>();
    holding->who = std::move(who);
    holding->number = next_number_++;
    coming_.emplace(holding->number, holding);
    return holding;
}

bool BodyBudget::grow(const HoldingPtr& holding, std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    GANTRY_ASSERT(holding->asked == 0);
    holding->asked = bytes;
    const bool is_next = line_.empty() || holding == first_;
    if (is_next && take(holding)) return true;
    // What the first needs is what the others wait for.
    line_.insert(holding == first_ ? line_.begin() : line_.end(), holding);
    return false;
}

/// Gives who is next what it asks for, if there is room.
bool BodyBudget::take(const HoldingPtr& holding) {
    const std::size_t then = used_ + holding->asked;
    if (then > limit_ - kept_) {
        if (!first_) first_ = holding;
        if (first_ != holding) return false;
        const bool alone = used_ == holding->bytes;
        if (then > limit_ && !alone) return false;
    }
    holding->bytes += std::exchange(holding->asked, 0);
    set_used(then);
    return true;
}

void BodyBudget::complete(const HoldingPtr& holding) {
    const std::lock_guard lock(mutex_);
    leave(holding);
}

void BodyBudget::give_back(const HoldingPtr& holding) {
    const std::lock_guard lock(mutex_);
    set_used(used_ - std::exchange(holding->bytes, 0));
    leave(holding);
}

/// Its body does not come any more.
void BodyBudget::leave(const HoldingPtr& holding) {
    coming_.erase(holding->number);
    if (std::exchange(holding->asked, 0) > 0) std::erase(line_, holding);
    if (first_ == holding) first_ = nullptr;
    serve_later();
}

/// In a turn of its own: whoever gives back may be in the middle of something.
void BodyBudget::serve_later() {
    if (loop_ == nullptr || line_.empty()) return;
    loop_->post([self = shared_from_this()] { self->serve(); });
}

void BodyBudget::serve() {
    while (const HoldingPtr next = take_next()) {
        if (const auto who = next->who.lock()) who->on_room();
    }
}

/// @return who has got the room it waited for; null: nobody more
BodyBudget::HoldingPtr BodyBudget::take_next() {
    const std::lock_guard lock(mutex_);
    if (line_.empty() || !take(line_.front())) return nullptr;
    HoldingPtr next = std::move(line_.front());
    line_.pop_front();
    next->seen_bytes.reset();
    next->seen_in_line = false;
    return next;
}

void BodyBudget::look(MonoTime now) {
    std::vector<HoldingPtr> in_the_way;
    {
        const std::lock_guard lock(mutex_);
        if (line_.empty()) return looked_at_.reset();
        const auto elapsed = looked_at_ ? now - *looked_at_ : kLookInterval;
        if (elapsed < kLookInterval) return;
        looked_at_ = now;
        in_the_way = find_in_the_way(static_cast<std::size_t>(elapsed / kLookInterval));
    }
    if (in_the_way.empty()) return;
    log_warn("bodies_too_slow", {{"count", in_the_way.size()}});
    for (const HoldingPtr& holding : in_the_way) {
        if (const auto who = holding->who.lock()) who->on_too_slow();
    }
}

/// The slowest, until what the line asks for, and another body, has room.
std::vector<BodyBudget::HoldingPtr> BodyBudget::find_in_the_way(std::size_t seconds) {
    const bool stands_still = line_.front()->seen_in_line;
    const auto slow = find_slow(seconds);
    std::vector<HoldingPtr> in_the_way;
    if (!stands_still) return in_the_way;
    std::size_t wanted = kept_;
    for (const HoldingPtr& holding : line_) wanted += holding->asked;
    std::size_t freed = 0;
    for (const auto& [pace, holding] : slow) {
        if (freed >= wanted) break;
        freed += holding->bytes;
        in_the_way.push_back(holding);
    }
    return in_the_way;
}

/// Those that have brought little since the last look, by how much that was; the first before all,
/// for everybody waits for it.
BodyBudget::Slow BodyBudget::find_slow(std::size_t seconds) {
    Slow slow;
    for (const auto& [number, holding] : coming_) {
        const auto before = std::exchange(holding->seen_bytes, holding->bytes);
        holding->seen_in_line = holding->asked > 0;
        if (!before || holding->seen_in_line) continue;
        const std::size_t since = holding->bytes - *before;
        if (since < kLeastPace * seconds)
            slow.emplace(std::pair(holding != first_, since), holding);
    }
    return slow;
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

}  // namespace gantry::net
