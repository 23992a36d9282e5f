#pragma once

#include <mutex>
#include <utility>

#include "net/io_loop.h"

namespace gantry::net {

/// Lets what outlives a client post to its loop. Any thread.
class LoopLink {
  public:
    void set(IoLoop& loop) {
        const std::lock_guard lock(mutex_);
        loop_ = &loop;
    }
    /// What is posted from here on is dropped.
    void unset() {
        const std::lock_guard lock(mutex_);
        loop_ = nullptr;
    }
    void post(Loop::Work work) {
        const std::lock_guard lock(mutex_);
        if (loop_ != nullptr) loop_->post(std::move(work));
    }

  private:
    std::mutex mutex_;
    IoLoop* loop_ = nullptr;
};

}  // namespace gantry::net
