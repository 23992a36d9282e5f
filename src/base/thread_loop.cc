#include "base/thread_loop.h"

#include <pthread.h>

#include <future>

#include "base/turn_watch.h"

namespace gantry {

SysTime RealClock::now() const {
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

MonoTime RealClock::mono() const {
    return MonoTime{std::chrono::steady_clock::now().time_since_epoch()};
}

ThreadLoop::ThreadLoop(std::string name) {
    thread_ = std::thread([this, thread_name = std::move(name)] { run(thread_name); });
}

ThreadLoop::~ThreadLoop() {
    stop();
}

SysTime ThreadLoop::now() const {
    return RealClock{}.now();
}

MonoTime ThreadLoop::mono() const {
    return RealClock{}.mono();
}

void ThreadLoop::post(Work work) {
    bool was_empty = false;
    {
        const std::lock_guard lock(mutex_);
        was_empty = queue_.empty();
        queue_.push_back(std::move(work));
        waiting_.fetch_add(1, std::memory_order_relaxed);
    }
    if (was_empty) wake_.notify_one();
}

TimerId ThreadLoop::call_after(Duration delay, Work work) {
    const std::lock_guard lock(mutex_);
    const TimerId id = next_timer_++;
    // Beyond any process, and within what can be counted.
    constexpr Duration kNever = hours{24} * 365 * 100;
    const MonoTime at = mono() + std::clamp(delay, Duration{0}, kNever);
    timers_.emplace(Deadline{at, id}, std::move(work));
    deadlines_.emplace(id, at);
    wake_.notify_one();
    return id;
}

void ThreadLoop::cancel(TimerId timer) {
    Work dropped;  // destroyed after the lock is released: its captures may be anything
    const std::lock_guard lock(mutex_);
    const auto found = deadlines_.find(timer);
    if (found == deadlines_.end()) return;
    const auto entry = timers_.find({found->second, timer});
    dropped = std::move(entry->second);
    timers_.erase(entry);
    deadlines_.erase(found);
}

void ThreadLoop::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void ThreadLoop::run_and_wait(Work work) {
    std::promise<void> done;
    post([&] {
        work();
        done.set_value();
    });
    done.get_future().wait();
}

void ThreadLoop::run_turn(Work& work) {
    TurnWatch* const watch = watch_;
    if (watch != nullptr) watch->begin(mono());
    work();
    work = nullptr;
    if (watch != nullptr) watch->end(mono());
}

void ThreadLoop::run(const std::string& name) {
    pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
    std::unique_lock lock(mutex_);
    std::deque<Work> batch;
    for (;;) {
        // One due timer a round, taken at the last moment, so that what runs before can cancel it.
        if (!timers_.empty() && timers_.begin()->first.first <= mono()) {
            deadlines_.erase(timers_.begin()->first.second);
            Work due = std::move(timers_.begin()->second);
            timers_.erase(timers_.begin());
            lock.unlock();
            run_turn(due);
            lock.lock();
        }
        if (!queue_.empty()) {
            batch.swap(queue_);
            lock.unlock();
            for (Work& work : batch) {
                waiting_.fetch_sub(1, std::memory_order_relaxed);
                run_turn(work);
            }
            batch.clear();
            lock.lock();
            continue;
        }
        if (stopping_) return;
        if (!timers_.empty() && timers_.begin()->first.first <= mono()) continue;
        if (timers_.empty()) {
            wake_.wait(lock);
        } else {
            const auto until = std::chrono::steady_clock::time_point{
                std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                    timers_.begin()->first.first.since_start
                )
            };
            wake_.wait_until(lock, until);
        }
    }
}

}  // namespace gantry
