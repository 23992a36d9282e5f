#pragma once

#include <algorithm>

#include "base/random.h"
#include "base/time.h"

namespace gantry::agent {

/// Delays that grow from `first` to `last`, each `factor` times the one before, spread by chance so
/// that many agents do not come back at the same moment.
class Backoff {
  public:
    Backoff(Duration first, Duration last, double factor, double jitter = 0.2)
        : first_(first), last_(last), factor_(factor), jitter_(jitter), delay_(first) {}

    Duration next(Random& random) {
        const Duration now = delay_;
        const auto grown = static_cast<std::int64_t>(static_cast<double>(delay_.count()) * factor_);
        delay_ = std::min(last_, Duration{grown});
        const double spread = 1.0 + jitter_ * (2.0 * random.unit() - 1.0);
        return Duration{static_cast<std::int64_t>(static_cast<double>(now.count()) * spread)};
    }
    void reset() { delay_ = first_; }

  private:
    Duration first_;
    Duration last_;
    double factor_;
    double jitter_;
    Duration delay_;
};

}  // namespace gantry::agent
