#include "agent/logs/log_trail.h"

#include <algorithm>

#include "base/sabotage.h"

namespace gantry::agent {
namespace {

/// By how many pieces one may be written after another that is later.
constexpr std::size_t kDisorder = 256;

}  // namespace

const reflect::TypeInfo& LogMark::type_info() {
    using reflect::field;
    static const reflect::TypeInfo info = reflect::structure<LogMark>(
        "LogMark",
        {
            field<&LogMark::since_ns>("sinceNs"),
            field<&LogMark::count>("count"),
            field<&LogMark::last_ns>("lastNs"),
        }
    );
    return info;
}

std::int64_t LogTrail::begin() {
    if (unlearned_ > 0 || (taken_.empty() && open_.empty())) {
        // Nothing new was read yet, so the mark of the life before still holds.
        taken_.clear();
        floor_ = begun_.since_ns;
        unlearned_ = begun_.count;
        to_skip_ = 0;
        return floor_;
    }
    const auto again = [this](std::int64_t time) { return time >= floor_; };
    to_skip_ = static_cast<std::size_t>(
        std::ranges::count_if(taken_, again) + std::ranges::count_if(open_, again)
    );
    return floor_;
}

/// A piece that is later than all that were read is new whatever was counted: the runtime may have
/// thrown away what was read before.
bool LogTrail::read(std::int64_t time_ns) {
    if (unlearned_ > 0) {
        if (time_ns <= begun_.last_ns) {
            --unlearned_;
            note_taken(time_ns);
            last_read_ = std::max(last_read_, time_ns);
            return false;
        }
        unlearned_ = 0;
    } else if (to_skip_ > 0) {
        if (time_ns <= last_read_) {
            --to_skip_;
            return false;
        }
        to_skip_ = 0;
    }
    last_read_ = std::max(last_read_, time_ns);
    open_.push_back(time_ns);
    return true;
}

void LogTrail::take(std::size_t pieces) {
    for (; pieces > 0 && !open_.empty(); --pieces) {
        note_taken(open_.front());
        open_.pop_front();
    }
}

void LogTrail::note_taken(std::int64_t time_ns) {
    last_taken_ = std::max(last_taken_, time_ns);
    taken_.push_back(time_ns);
    if (taken_.size() <= kDisorder) return;
    floor_ = std::max(floor_, taken_.front() + 1);
    taken_.pop_front();
}

LogMark LogTrail::mark() const {
    if (unlearned_ > 0) return begun_;
    const auto later = [this](std::int64_t time) { return time >= floor_; };
    const auto count = std::ranges::count_if(taken_, later);
    if (sabotaged(Sabotage::ShippedEarly)) {
        return {floor_, count + std::ranges::count_if(open_, later), last_read_};
    }
    return {floor_, count, last_taken_};
}

}  // namespace gantry::agent
