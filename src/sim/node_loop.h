#pragma once

#include <memory>

#include "base/manual_loop.h"

namespace gantry::sim {

/// The wall clock of one simulated machine: by how much it is ahead of the world's. May change at
/// any time, in steps, as clocks do that somebody sets.
struct WallClock {
    Duration ahead{0};
};

/// The loop of one simulated process: work and timers go to the world's virtual time and are
/// dropped when the process dies, which is when this object is destroyed. Wall time is that of its
/// machine.
class NodeLoop final : public Loop {
  public:
    /// World and clock outlive it.
    NodeLoop(ManualLoop& world, const WallClock& clock)
        : world_(world), clock_(clock), alive_(std::make_shared<bool>(true)) {}

    [[nodiscard]] SysTime now() const override { return world_.now() + clock_.ahead; }
    [[nodiscard]] MonoTime mono() const override { return world_.mono(); }

    void post(Work work) override { world_.post(while_alive(std::move(work))); }
    TimerId call_after(Duration delay, Work work) override {
        return world_.call_after(delay, while_alive(std::move(work)));
    }
    void cancel(TimerId timer) override { world_.cancel(timer); }

  private:
    [[nodiscard]] Work while_alive(Work work) const {
        return [alive = std::weak_ptr(alive_), work = std::move(work)] {
            if (!alive.expired()) work();
        };
    }

    ManualLoop& world_;
    const WallClock& clock_;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::sim
