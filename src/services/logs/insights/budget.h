#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace gantry::logs::insights {

/// What all stages together hold.
struct Budget {
    std::size_t used = 0;
    std::size_t most = 0;
    bool exceeded = false;
    /// Let go of what can be done without, when that would be too much.
    std::vector<std::function<void()>> relief;

    void take(std::size_t bytes) {
        used += bytes;
        if (used > most) {
            for (const auto& let_go : relief) let_go();
        }
        exceeded = exceeded || used > most;
    }
    void give_back(std::size_t bytes) { used -= bytes; }
};

/// What a stage needs while it works on one row; goes back with it.
class Charge {
  public:
    explicit Charge(Budget& budget) : budget_(budget) {}
    ~Charge() { budget_.give_back(taken_); }
    Charge(const Charge&) = delete;
    Charge& operator=(const Charge&) = delete;

    /// @return false: that is more than there is, and the query is given up
    bool take(std::size_t bytes) {
        taken_ += bytes;
        budget_.take(bytes);
        return !budget_.exceeded;
    }

  private:
    Budget& budget_;
    std::size_t taken_ = 0;
};

}  // namespace gantry::logs::insights
