#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "agent/backoff.h"
#include "base/log_burst.h"
#include "base/loop.h"
#include "base/random.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// Tells whether reading falls behind what a container writes: pieces grow older by more than a
/// second while many are read. By their age against the least that was seen, for the runtime's
/// clock may be another. Pure.
class ReadingPace {
  public:
    /// So many bytes were read, up to a piece of that time. @return whether it has fallen behind
    bool fell_behind(std::size_t bytes, std::int64_t newest_ns, std::int64_t now_ns);
    /// Reading begins anew.
    void reset() { *this = {}; }

  private:
    std::optional<std::int64_t> least_age_ns_;
    std::int64_t last_read_ns_ = 0;
    std::size_t burst_ = 0;  ///< bytes that were read without a pause
};

/// Makes a container wait, and lets it go on: by the runtime, which pauses it. What was asked for
/// last is tried until the runtime has done it. Lives on the agent's loop.
class WriterHold {
  public:
    struct Setup {
        std::string container_id;       ///< at the runtime
        std::string owner;              ///< for the agent's log
        std::function<void()> on_held;  ///< it waits now: nothing is written any more
    };

    WriterHold(Loop& loop, Random& random, runtime::ContainerRuntime& runtime, Setup setup);
    ~WriterHold();
    WriterHold(const WriterHold&) = delete;
    WriterHold& operator=(const WriterHold&) = delete;

    void hold();
    /// Also one that an earlier life of the agent has left waiting.
    void let_go();
    /// The container has ended: there is nothing to do any more.
    void end();
    /// The runtime is back.
    void try_now();

    /// What was asked for last; it may not have been done yet.
    [[nodiscard]] bool holds() const { return wanted_; }

  private:
    void want(bool held);
    void act();
    void on_done(bool held, const Result<void>& how);

    Loop& loop_;
    Random& random_;
    runtime::ContainerRuntime& runtime_;
    Setup setup_;
    bool wanted_ = false;
    bool over_ = false;
    std::optional<bool> is_;  ///< nothing: not known
    bool calling_ = false;
    TimerId timer_ = 0;
    Backoff pauses_;
    LogBurst told_;
    bool trouble_told_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace gantry::agent
