#pragma once

#include <atomic>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <future>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <thread>

#include "net/asio_stream.h"
#include "net/io_loop.h"

/// The inside of IoLoop, for the sources that make it up.
namespace gantry::net {

/// A connection being made, as the loop sees it when it stops.
class ConnectAttempt : public Connecting {
  public:
    /// Ends the attempt with an error.
    virtual void abandon() = 0;
};

struct IoLoop::Impl {
    using Timer = asio::basic_waitable_timer<
        std::chrono::steady_clock,
        asio::wait_traits<std::chrono::steady_clock>,
        asio::io_context::executor_type>;

    // Destroyed last: what the context still holds at its end may be streams and acceptors.
    OpenStreams streams;
    std::set<Listener*> listeners;
    std::map<ConnectAttempt*, std::weak_ptr<ConnectAttempt>> attempts;
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    std::map<TimerId, std::unique_ptr<Timer>> timers;
    TimerId next_timer = 1;
    std::atomic<bool> stopping = false;
    std::promise<void> ended;
    std::thread thread;

    void run(const std::string& name);
    void close_all();
};

}  // namespace gantry::net
