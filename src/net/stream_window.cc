#include "net/stream_window.h"

#include <algorithm>
#include <utility>

namespace gantry::net {

void StreamWindow::give_back(std::size_t bytes) {
    std::function<void()> resume;
    {
        const std::lock_guard lock(mutex_);
        out_ -= std::min(bytes, out_);
        if (out_ >= limit_ || !std::exchange(waited_for_, false)) return;
        resume = resume_;
    }
    if (resume) resume();
}

bool StreamWindow::take(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    out_ += bytes;
    if (out_ < limit_) return true;
    waited_for_ = true;
    return false;
}

bool StreamWindow::full() const {
    const std::lock_guard lock(mutex_);
    return waited_for_;
}

void StreamWindow::set_resume(std::function<void()> resume) {
    const std::lock_guard lock(mutex_);
    resume_ = std::move(resume);
}

}  // namespace gantry::net
