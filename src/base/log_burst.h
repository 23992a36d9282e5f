#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "base/time.h"

namespace gantry {

/// Makes few log lines of many events of one kind: the first is told at once, what follows is
/// counted and told together. Pure: the caller has the clock, and the log.
class LogBurst {
  public:
    explicit LogBurst(Duration interval) : interval_(interval) {}

    /// One more event. @return how many to tell of now, this one among them
    std::optional<std::uint64_t> add(MonoTime now) {
        ++untold_;
        return due(now);
    }
    /// @return how many to tell of now, where some were held back long enough
    std::optional<std::uint64_t> due(MonoTime now) {
        if (untold_ == 0 || (told_ && now - *told_ < interval_)) return std::nullopt;
        told_ = now;
        return std::exchange(untold_, 0);
    }

  private:
    Duration interval_;
    std::optional<MonoTime> told_;
    std::uint64_t untold_ = 0;
};

}  // namespace gantry
