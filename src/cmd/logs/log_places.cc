#include "cmd/logs/log_places.h"

#include <algorithm>

namespace gantry::cmd {

void LogPlaces::keep(const std::map<std::string, bool>& streams, Moment now) {
    std::erase_if(places_, [&](const auto& place) { return !streams.contains(place.first); });
    for (const auto& [stream, stopped] : streams) {
        const auto [at, is_new] = places_.try_emplace(stream);
        Place& place = at->second;
        if (is_new) place.from_ms = start_ms_;
        if (is_new || (place.missing && (!place.stopped || now.mono >= place.look_again))) {
            place.missing = false;
            place.awake_until = now.mono + kAwake;
        }
        place.stopped = stopped;
    }
}

/// Behind the newest event, though not beyond our own clock.
void LogPlaces::advance(Place& place, SysTime now) {
    const std::int64_t bound = std::min(place.newest_ms, epoch_ms(now)) - kLate.count();
    place.from_ms = std::max({place.from_ms, bound, place.newest_ms - kAhead.count()});
    while (!place.seen.empty() && place.seen.begin()->first < place.from_ms) {
        place.seen.erase(place.seen.begin());
    }
}

void LogPlaces::cut(
    std::int64_t from_ms, std::vector<std::string> streams, std::vector<LogRead>& to
) {
    for (std::size_t at = 0; at < streams.size(); at += kStreamsAtOnce) {
        LogRead& read = to.emplace_back();
        read.from_ms = from_ms;
        const std::size_t end = std::min(streams.size(), at + kStreamsAtOnce);
        for (std::size_t i = at; i < end; ++i) read.streams.push_back(std::move(streams[i]));
    }
}

std::vector<LogRead> LogPlaces::together(Due due) {
    std::ranges::sort(due);
    std::vector<LogRead> reads;
    for (auto first = due.begin(); first != due.end();) {
        std::vector<std::string> streams;
        const std::int64_t from_ms = first->first;
        for (; first != due.end() && first->first - from_ms <= kTogether.count(); ++first) {
            streams.push_back(std::move(first->second));
        }
        cut(from_ms, std::move(streams), reads);
    }
    return reads;
}

/// The next few of those asleep, in turn.
void LogPlaces::add_asleep(
    const std::vector<std::string>& asleep, Due& due, std::set<std::string>& added
) {
    auto next = std::ranges::upper_bound(asleep, last_asleep_);
    for (std::size_t i = 0; i < std::min(kAsleepAtOnce, asleep.size()); ++i, ++next) {
        if (next == asleep.end()) next = asleep.begin();
        due.emplace_back(places_.at(*next).from_ms, *next);
        added.insert(*next);
        last_asleep_ = *next;
    }
}

std::vector<LogRead> LogPlaces::plan(Moment now) {
    woken_.clear();
    Due due;
    std::vector<std::string> asleep;  // in order of name
    for (auto& [stream, place] : places_) {
        if (place.missing) continue;
        advance(place, now.wall);
        const bool is_ahead = place.from_ms > epoch_ms(now.wall);  // it cannot listen with others
        if (now.mono < place.awake_until || is_ahead) {
            due.emplace_back(place.from_ms, stream);
        } else {
            asleep.push_back(stream);
        }
    }
    std::set<std::string> added;
    add_asleep(asleep, due, added);
    std::vector<std::string> listeners;
    std::int64_t listen_ms = epoch_ms(now.wall) - kListen.count();
    for (std::string& stream : asleep) {
        if (added.contains(stream)) continue;
        listen_ms = std::max(listen_ms, places_.at(stream).from_ms);
        listeners.push_back(std::move(stream));
    }
    std::vector<LogRead> reads = together(std::move(due));
    cut(listen_ms, std::move(listeners), reads);
    return reads;
}

std::vector<LogRead> LogPlaces::plan_woken() {
    Due due;
    for (const std::string& stream : woken_) due.emplace_back(places_.at(stream).from_ms, stream);
    woken_.clear();
    return together(std::move(due));
}

bool LogPlaces::take(
    const LogRead& read,
    const std::string& stream,
    std::int64_t time_ms,
    const std::string& id,
    Moment now
) {
    const auto found = places_.find(stream);
    if (found == places_.end()) return false;
    Place& place = found->second;
    const std::pair event(time_ms, id);
    if (time_ms < place.from_ms || place.seen.contains(event)) return false;
    if (place.from_ms < read.from_ms) {
        woken_.insert(stream);
        return false;
    }
    place.seen.insert(event);
    place.newest_ms = std::max(place.newest_ms, time_ms);
    place.awake_until = now.mono + kAwake;
    advance(place, now.wall);
    return true;
}

void LogPlaces::set_missing(const std::string& stream, Moment now) {
    const auto found = places_.find(stream);
    if (found == places_.end()) return;
    found->second.missing = true;
    found->second.look_again = now.mono + kLookAgain;
}

std::size_t LogPlaces::remembered() const {
    std::size_t count = 0;
    for (const auto& [stream, place] : places_) count += place.seen.size();
    return count;
}

}  // namespace gantry::cmd
