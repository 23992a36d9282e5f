#pragma once

#include <string>
#include <vector>

#include "base/time.h"

namespace gantry::sim {

/// Collects broken promises. The first one ends a simulation; its text says what and when.
class Verdict {
  public:
    void broken(SysTime when, std::string what) {
        violations_.push_back(format_iso8601(when) + " " + std::move(what));
    }
    [[nodiscard]] bool ok() const { return violations_.empty(); }
    [[nodiscard]] const std::vector<std::string>& violations() const { return violations_; }

  private:
    std::vector<std::string> violations_;
};

}  // namespace gantry::sim
