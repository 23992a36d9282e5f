#pragma once

#include <mutex>
#include <utility>

#include "base/loop.h"

namespace gantry {

/// The way from other threads to a loop, shut when its owner goes: those threads may still have
/// answers when the loop is gone.
class LoopGate {
  public:
    explicit LoopGate(Loop& loop) : loop_(&loop) {}

    /// No effect once it is shut.
    void post(Loop::Work work) {
        const std::lock_guard lock(mutex_);
        if (loop_ != nullptr) loop_->post(std::move(work));
    }
    void shut() {
        const std::lock_guard lock(mutex_);
        loop_ = nullptr;
    }

  private:
    std::mutex mutex_;
    Loop* loop_;  ///< guarded by mutex_; null once shut
};

}  // namespace gantry
