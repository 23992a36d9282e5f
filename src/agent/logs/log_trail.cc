#include "agent/logs/log_trail.h"

#include <algorithm>
#include <iterator>

#include "base/sabotage.h"

namespace gantry::agent {
namespace {

/// After pieces of how many later times one may be written.
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
    to_skip_ = static_cast<std::size_t>(taken_after_floor() + open_after_floor());
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

/// The parts of a line all have its time, and may be as many as a program likes.
void LogTrail::note_taken(std::int64_t time_ns) {
    last_taken_ = std::max(last_taken_, time_ns);
    auto after = taken_.end();
    while (after != taken_.begin() && std::prev(after)->time_ns > time_ns) --after;
    if (after != taken_.begin() && std::prev(after)->time_ns == time_ns) {
        ++std::prev(after)->pieces;
        return;
    }
    taken_.insert(after, {time_ns, 1});
    if (taken_.size() <= kDisorder) return;
    floor_ = std::max(floor_, taken_.front().time_ns + 1);
    taken_.pop_front();
}

std::int64_t LogTrail::taken_after_floor() const {
    std::int64_t pieces = 0;
    for (const Taken& taken : taken_) {
        if (taken.time_ns >= floor_) pieces += taken.pieces;
    }
    return pieces;
}

std::int64_t LogTrail::open_after_floor() const {
    return std::ranges::count_if(open_, [this](std::int64_t time) { return time >= floor_; });
}

LogMark LogTrail::mark() const {
    if (unlearned_ > 0) return begun_;
    if (sabotaged(Sabotage::ShippedEarly)) {
        return {floor_, taken_after_floor() + open_after_floor(), last_read_};
    }
    return {floor_, taken_after_floor(), last_taken_};
}

}  // namespace gantry::agent
