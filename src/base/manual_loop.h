#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <thread>
#include <unordered_map>
#include <utility>

#include "base/loop.h"

namespace gantry {

/// A Loop on virtual time, for tests and simulations. Nothing runs until the owner asks for it, and
/// time passes only in advance(), step() and run_until().
///
/// Work runs in the order of its time, and of its queueing where times are equal; a post counts as
/// due now. So the same calls give the same order on every machine. Use it, post() included, on the
/// thread that made it.
class ManualLoop final : public Loop {
  public:
    /// 2026-01-01T00:00:00Z, unless a test cares.
    static constexpr SysTime kDefaultStart{Duration{1'767'225'600'000}};

    explicit ManualLoop(SysTime start = kDefaultStart);
    ~ManualLoop() override;
    ManualLoop(const ManualLoop&) = delete;
    ManualLoop& operator=(const ManualLoop&) = delete;

    [[nodiscard]] SysTime now() const override;
    [[nodiscard]] MonoTime mono() const override { return mono_; }
    void post(Work work) override;
    TimerId call_after(Duration delay, Work work) override;
    void cancel(TimerId timer) override;

    /// Runs what is due at this moment, and what that work queues for this moment in turn.
    /// Aborts after kMaxAtOnce items: work that keeps queueing itself would never end.
    /// @return how many items ran
    std::size_t run_until_idle();

    /// Lets `by` pass, running what falls due on the way at its own time.
    /// @return how many items ran
    std::size_t advance(Duration by);

    /// Runs the next item, letting time pass until it is due. @return false when there is none.
    bool step();

    /// Steps until `reached()` holds. Time passes up to `limit` at most.
    /// @return what `reached()` said last
    bool run_until(const std::function<bool()>& reached, Duration limit);

    /// When the next item is due; empty when nothing is queued.
    [[nodiscard]] std::optional<MonoTime> next_due() const;
    /// How many items are queued, timers included.
    [[nodiscard]] std::size_t pending() const { return queue_.size(); }

    /// Makes wall time jump, forwards or back; timers and monotonic time do not notice.
    void set_wall(SysTime now);

    static constexpr std::size_t kMaxAtOnce = 10'000'000;

  private:
    using Slot = std::pair<MonoTime, std::uint64_t>;

    [[nodiscard]] bool due_now() const;
    void run_next();

    std::thread::id owner_;
    SysTime wall_start_;
    MonoTime mono_{};
    std::map<Slot, Work> queue_;
    std::unordered_map<TimerId, MonoTime> timers_;
    std::uint64_t next_slot_ = 1;
};

}  // namespace gantry
