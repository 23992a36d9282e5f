#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"

namespace gantry::cmd {

/// Both clocks at one moment.
struct Moment {
    SysTime wall;
    MonoTime mono;
};

/// A reading of some streams of a group: their events from one moment on.
struct LogRead {
    std::int64_t from_ms = 0;
    std::vector<std::string> streams;  ///< at most kStreamsAtOnce
};

/// How far each stream of one log group was read, and what is to be read next. Pure.
///
/// FilterLogEvents reads a hundred streams from one moment on; but the streams are not equally far:
/// an agent that was away sends what is an hour old, a machine's clock may be wrong. So each has a
/// place of its own, and an event is taken only from a reading that began there or before it, so
/// that none between is left out. Streams that had events lately ("awake") are read at each turn,
/// those with places close together in one call; the others a few at each turn from their own
/// places, and all together from a few seconds ago on: what is found there wakes its stream, which
/// is then read from its own place at once.
///
/// So at each turn a hundred streams of a group take one or two calls while all of them write, and
/// four while none does: 3 to 14 calls a second with a turn each 300 ms.
///
/// Within a stream, events may come so late as kLate; of a clock that is ahead and is then set back
/// by up to kAhead, none is lost.
class LogPlaces {
  public:
    static constexpr std::size_t kStreamsAtOnce = 100;  ///< of FilterLogEvents
    static constexpr Duration kLate{1'000};
    static constexpr Duration kAhead{10'000};
    static constexpr Duration kAwake{5'000};     ///< after an event
    static constexpr Duration kTogether{5'000};  ///< places that share a call
    static constexpr Duration kListen{5'000};    ///< so far back those asleep are listened to
    static constexpr std::size_t kAsleepAtOnce = 3;
    /// After that a stream which was missing is looked for again, though its container has stopped:
    /// its agent may have been kept from making it.
    static constexpr Duration kLookAgain{30'000};

    /// @param start_ms where new streams begin
    explicit LogPlaces(std::int64_t start_ms) : start_ms_(start_ms) {}

    /// The streams that there are, by name, and whether their container has stopped: others are
    /// forgotten, new ones are awake, and those that were missing are looked for again: at once, or
    /// after kLookAgain where their container had stopped by then.
    void keep(const std::map<std::string, bool>& streams, Moment now);
    /// What to read in this turn.
    std::vector<LogRead> plan(Moment now);
    /// What else to read: those that the readings of this turn have found awake.
    std::vector<LogRead> plan_woken();

    /// An event that a reading has found, in order of time.
    /// @return whether it is new
    bool take(
        const LogRead& read,
        const std::string& stream,
        std::int64_t time_ms,
        const std::string& id,
        Moment now
    );
    /// There is no such stream now.
    void set_missing(const std::string& stream, Moment now);

    /// Events that are remembered, to know them again.
    [[nodiscard]] std::size_t remembered() const;

  private:
    struct Place {
        std::int64_t from_ms = 0;
        std::int64_t newest_ms = 0;
        std::set<std::pair<std::int64_t, std::string>> seen;  ///< times and ids, from from_ms on
        MonoTime awake_until;
        bool stopped = false;
        bool missing = false;
        MonoTime look_again;  ///< where it is missing and its container has stopped
    };
    using Due = std::vector<std::pair<std::int64_t, std::string>>;  ///< places and streams

    static void advance(Place& place, SysTime now);
    static void cut(
        std::int64_t from_ms, std::vector<std::string> streams, std::vector<LogRead>& to
    );
    static std::vector<LogRead> together(Due due);
    void add_asleep(const std::vector<std::string>& asleep, Due& due, std::set<std::string>& added);

    std::int64_t start_ms_;
    std::map<std::string, Place> places_;  ///< by stream
    std::set<std::string> woken_;
    std::string last_asleep_;  ///< the last of those asleep that had its turn
};

}  // namespace gantry::cmd
