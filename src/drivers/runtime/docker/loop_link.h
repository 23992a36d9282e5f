#pragma once

#include <memory>
#include <mutex>
#include <utility>

#include "base/loop.h"

namespace gantry::runtime {

/// The way back from the network thread to an object that lives on a loop. Callbacks hold the link
/// instead of the object and its loop, so they may come late: once the object has closed the link,
/// what they bring is dropped.
class LoopLink : public std::enable_shared_from_this<LoopLink> {
  public:
    explicit LoopLink(Loop& loop) : loop_(&loop) {}

    /// Runs `work` on the loop unless the link is closed by then. Any thread.
    template <class Work>
    void post(Work work) {
        const std::lock_guard lock(mutex_);
        if (loop_ == nullptr) return;
        loop_->post([self = shared_from_this(), work = std::move(work)]() mutable {
            if (self->loop_ != nullptr) work();
        });
    }

    /// On the loop. The loop itself may end once this has returned.
    void close() {
        const std::lock_guard lock(mutex_);
        loop_ = nullptr;
    }

    /// On the loop.
    [[nodiscard]] bool closed() const { return loop_ == nullptr; }

  private:
    std::mutex mutex_;
    Loop* loop_;  ///< null once closed; written on the loop
};

}  // namespace gantry::runtime
