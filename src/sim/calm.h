#pragma once

#include <algorithm>
#include <map>
#include <string>

#include "base/time.h"

namespace gantry::sim {

/// Agents and runtimes come back from a fault by trying again, up to half a minute apart, and look
/// at everything again within five minutes; streams are missed after a minute or two.
inline constexpr Duration kCalmEnough{150'000};

/// Since when nothing has gone wrong with each node: what must happen within a time is judged only
/// where the time was calm. Faults tell of their begin and end.
class Calm {
  public:
    void trouble_begins(const std::string& node) { ++under_way_[node]; }
    void trouble_ends(const std::string& node, MonoTime now) {
        --under_way_[node];
        last_[node] = now;
    }
    /// A fault without duration.
    void trouble(const std::string& node, MonoTime now) { last_[node] = now; }

    /// How long all has been well with it; zero while something is wrong.
    [[nodiscard]] Duration calm_for(const std::string& node, MonoTime now) const {
        const auto busy = under_way_.find(node);
        if (busy != under_way_.end() && busy->second > 0) return Duration{0};
        const auto last = last_.find(node);
        const MonoTime since = last == last_.end() ? MonoTime{} : last->second;
        return std::chrono::duration_cast<Duration>(now - since);
    }

    static constexpr const char* kControl = "control";

  private:
    std::map<std::string, int> under_way_;
    std::map<std::string, MonoTime> last_;
};

}  // namespace gantry::sim
