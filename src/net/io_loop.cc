#include "net/io_loop.h"

#include <pthread.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "base/log.h"
#include "net/io_loop_impl.h"

namespace gantry::net {
namespace {

/// How long stop() waits for a name look-up that nothing can interrupt.
constexpr std::chrono::seconds kStopPatience{2};

}  // namespace

void IoLoop::Impl::run(const std::string& name) {
    pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
    for (;;) {
        try {
            context.run();
            break;
        } catch (const std::exception& failure) {
            log_error("network_callback_threw", {{"what", failure.what()}});
        }
    }
    ended.set_value();
}

void IoLoop::Impl::close_all() {
    for (Listener* listener : std::vector<Listener*>(listeners.begin(), listeners.end())) {
        listener->close();
    }
    const auto under_way = attempts;
    for (const auto& [_, weak] : under_way) {
        if (const auto attempt = weak.lock()) attempt->abandon();
    }
    for (Stream* stream : std::vector<Stream*>(streams.begin(), streams.end())) stream->close();
    timers.clear();
    work.reset();
}

IoLoop::IoLoop(const std::string& name) : impl_(std::make_unique<Impl>()) {
    impl_->thread = std::thread([impl = impl_.get(), name] { impl->run(name); });
}

IoLoop::~IoLoop() {
    stop();
}

SysTime IoLoop::now() const {
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

MonoTime IoLoop::mono() const {
    return MonoTime{std::chrono::steady_clock::now().time_since_epoch()};
}

void IoLoop::post(Work work) {
    asio::post(impl_->context, std::move(work));
}

bool IoLoop::on_loop() const {
    return impl_->thread.get_id() == std::this_thread::get_id();
}

TimerId IoLoop::call_after(Duration delay, Work work) {
    if (impl_->stopping) return 0;
    const TimerId id = impl_->next_timer++;
    auto timer = std::make_unique<Impl::Timer>(impl_->context, std::max(delay, Duration{0}));
    timer->async_wait([impl = impl_.get(), id, work = std::move(work)](const ErrorCode&) {
        // Cancelling takes the timer off the list, even when it has already expired.
        if (impl->timers.erase(id) != 0) work();
    });
    impl_->timers.emplace(id, std::move(timer));
    return id;
}

void IoLoop::cancel(TimerId timer) {
    impl_->timers.erase(timer);
}

void IoLoop::stop() {
    if (impl_->stopping.exchange(true)) return;
    GANTRY_ASSERT(!on_loop());
    post([impl = impl_.get()] { impl->close_all(); });
    if (impl_->ended.get_future().wait_for(kStopPatience) != std::future_status::ready) {
        impl_->context.stop();
    }
    impl_->thread.join();
}

}  // namespace gantry::net
