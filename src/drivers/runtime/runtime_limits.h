#pragma once

#include "base/time.h"

namespace gantry::runtime {

/// How long an operation may take before it answers Unavailable; the same for every runtime.
struct RuntimeLimits {
    Duration create{240'000};
    Duration start{180'000};
    Duration stop_beyond_grace{30'000};
    Duration pull{7'200'000};
    Duration pull_silence{60'000};  ///< without a sign of progress
    Duration other{60'000};
};

/// Waits between attempts to reach a runtime whose events broke off: doubling from first to last.
struct RetryPauses {
    Duration first{100};
    Duration last{5'000};
};

}  // namespace gantry::runtime
