#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/log_burst.h"
#include "base/metrics.h"
#include "base/time.h"

namespace gantry {

/// Measures the turns of one loop, and says in the log which took long, for nobody else gets a turn
/// meanwhile: `slow_turn took_ms=120 what=service-controller of=… part_ms=110 count=3`. Told of at
/// most once in ten seconds: the longest since the last time, and how many there were.
///
/// What a turn did is known from its TurnParts. Its loop's thread writes; the numbers are read on
/// any.
class TurnWatch {
  public:
    /// @param slow turns above this are told of
    explicit TurnWatch(Duration slow = Duration{50});
    TurnWatch(const TurnWatch&) = delete;
    TurnWatch& operator=(const TurnWatch&) = delete;

    [[nodiscard]] const Histogram& turns() const { return turns_; }
    [[nodiscard]] const Counter& slow_turns() const { return slow_turns_; }

    /// Called by the loop, around each piece of work.
    void begin(MonoTime now);
    void end(MonoTime now);

  private:
    friend class TurnPart;
    struct Turn {
        std::chrono::nanoseconds took{0};
        std::chrono::nanoseconds part{0};  ///< of the longest part, its own parts left out
        std::string what;
        std::string of;
    };

    const std::chrono::nanoseconds slow_;
    Histogram turns_;
    Counter slow_turns_;
    LogBurst told_;
    MonoTime began_;
    Turn turn_;     ///< under way
    Turn longest_;  ///< since the log was told
};

/// One part of what a turn does, for as long as this lives: a plan, an operation, the feed. Parts
/// may have parts. Costs two looks at the clock where the turn is watched, and nothing elsewhere.
class TurnPart {
  public:
    /// @param what a controller's or an operation's name, or the like
    /// @param of which one: a key, a request id. Both outlive this; copied only if it took long
    explicit TurnPart(std::string_view what, std::string_view of = {});
    ~TurnPart();
    TurnPart(const TurnPart&) = delete;
    TurnPart& operator=(const TurnPart&) = delete;

  private:
    TurnWatch* watch_;  ///< null: nobody watches
    TurnPart* outer_ = nullptr;
    std::string_view what_;
    std::string_view of_;
    MonoTime began_;
    std::chrono::nanoseconds inside_{0};  ///< of its own parts
};

}  // namespace gantry
