#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "base/loop.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::runtime::test {

/// How long a test waits for what must come.
inline constexpr std::chrono::seconds kPatience{20};

/// Values that come from another thread, in order.
template <class T>
class Inbox {
  public:
    void put(T value) {
        // Told under the lock: the one who takes it may destroy this box at once.
        const std::lock_guard lock(mutex_);
        values_.push_back(std::move(value));
        came_.notify_all();
    }
    /// The next one, if it comes in time.
    std::optional<T> take_within(std::chrono::milliseconds patience) {
        std::unique_lock lock(mutex_);
        if (!came_.wait_for(lock, patience, [this] { return !values_.empty(); })) {
            return std::nullopt;
        }
        std::optional<T> value(std::move(values_.front()));
        values_.pop_front();
        return value;
    }
    /// The next one; ends the program when nothing comes.
    T take(std::chrono::milliseconds patience = kPatience) {
        auto value = take_within(patience);
        if (value) return std::move(*value);
        std::fputs("nothing came in time\n", stderr);
        std::abort();
    }
    [[nodiscard]] std::size_t size() {
        const std::lock_guard lock(mutex_);
        return values_.size();
    }

  private:
    std::mutex mutex_;
    std::condition_variable came_;
    std::deque<T> values_;
};

/// What `ask(runtime, done)`, called on the loop, answers.
template <class T, class Ask>
Result<T> ask_and_wait(
    Loop& loop, ContainerRuntime& runtime, Ask ask, std::chrono::milliseconds patience = kPatience
) {
    const auto inbox = std::make_shared<Inbox<Result<T>>>();
    loop.post([&runtime, ask, inbox] {
        ask(runtime, [inbox](Result<T> result) { inbox->put(std::move(result)); });
    });
    return inbox->take(patience);
}

}  // namespace gantry::runtime::test
