#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "base/loop.h"

namespace gantry {

class TurnWatch;

/// The real Loop: one std::thread, started by the constructor, joined by stop() or the destructor.
class ThreadLoop final : public Loop {
  public:
    /// @param name shown as the thread's name (15 characters at most are kept).
    explicit ThreadLoop(std::string name);
    ~ThreadLoop() override;
    ThreadLoop(const ThreadLoop&) = delete;
    ThreadLoop& operator=(const ThreadLoop&) = delete;

    [[nodiscard]] SysTime now() const override;
    [[nodiscard]] MonoTime mono() const override;
    void post(Work work) override;
    TimerId call_after(Duration delay, Work work) override;
    void cancel(TimerId timer) override;

    /// Runs what is queued, drops pending timers, ends the thread. Idempotent; not from the loop
    /// itself.
    void stop();

    /// Posts and waits for the work to have run. Not from the loop itself.
    void run_and_wait(Work work);

    /// From the next turn on each is measured; null: no more. On the loop. The watch outlives it.
    void watch_turns(TurnWatch* watch) { watch_ = watch; }

    /// Work that was posted and has not begun. Any thread.
    [[nodiscard]] std::size_t waiting() const { return waiting_.load(std::memory_order_relaxed); }

    [[nodiscard]] bool on_loop() const { return std::this_thread::get_id() == thread_.get_id(); }

  private:
    void run(const std::string& name);
    void run_turn(Work& work);

    using Deadline = std::pair<MonoTime, TimerId>;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Work> queue_;
    std::map<Deadline, Work> timers_;
    std::map<TimerId, MonoTime> deadlines_;
    TimerId next_timer_ = 1;
    bool stopping_ = false;
    std::atomic<std::size_t> waiting_{0};
    TurnWatch* watch_ = nullptr;  ///< touched on the loop only
    std::thread thread_;
};

/// The machine's clocks.
class RealClock final : public Clock {
  public:
    [[nodiscard]] SysTime now() const override;
    [[nodiscard]] MonoTime mono() const override;
};

}  // namespace gantry
