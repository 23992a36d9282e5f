#include "base/line_writer.h"

#include <fmt/format.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <thread>
#include <utility>

namespace gantry {

namespace {

/// What a pipe that poll() calls writable takes at once without blocking.
constexpr std::size_t kChunk = PIPE_BUF;
/// How often a writer that waits for its descriptor looks whether it is still wanted.
constexpr int kPollMs = 100;
/// How long the end waits for the thread to leave the descriptor alone.
constexpr std::chrono::milliseconds kLastWord{1'000};

}  // namespace

struct LineWriter::State {
    const int fd;
    const Options options;

    std::mutex mutex;
    std::condition_variable wake;     ///< for the thread: there is something to write, or the end
    std::condition_variable written;  ///< for flush: something was written
    std::string queued;               ///< lines with their ends
    std::size_t dropped = 0;          ///< after the last line in `queued`
    std::uint64_t taken = 0;          ///< how many times `queued` was taken
    std::uint64_t done = 0;           ///< how many of those are written
    bool ending = false;              ///< write what there is, then end
    bool abandoned = false;           ///< end at once
    bool ended = false;               ///< the thread touches the descriptor no more

    State(int descriptor, Options chosen) : fd(descriptor), options(chosen) {}

    void run();
    bool wait_for_room();
    void put(std::string_view text);
    [[nodiscard]] std::string told(std::size_t lines) const {
        return options.tell_dropped != nullptr ? options.tell_dropped(lines)
                                               : fmt::format("{} lines dropped", lines);
    }
};

/// @return false: the descriptor is wanted no more, or is no more
bool LineWriter::State::wait_for_room() {
    for (;;) {
        pollfd room{.fd = fd, .events = POLLOUT, .revents = 0};
        const int ready = ::poll(&room, 1, kPollMs);
        {
            const std::lock_guard lock(mutex);
            if (abandoned) return false;
        }
        if (ready > 0) return (room.revents & (POLLERR | POLLNVAL | POLLHUP)) == 0;
        if (ready < 0 && errno != EINTR) return false;
    }
}

void LineWriter::State::put(std::string_view text) {
    while (!text.empty() && wait_for_room()) {
        const ssize_t size = ::write(fd, text.data(), std::min(text.size(), kChunk));
        if (size > 0) {
            text.remove_prefix(static_cast<std::size_t>(size));
        } else if (size < 0 && errno != EINTR && errno != EAGAIN) {
            return;
        }
    }
}

void LineWriter::State::run() {
    pthread_setname_np(pthread_self(), "log");
    std::unique_lock lock(mutex);
    for (;;) {
        wake.wait(lock, [this] { return !queued.empty() || dropped > 0 || ending; });
        if (abandoned || (queued.empty() && dropped == 0)) break;
        std::string text = std::exchange(queued, {});
        if (const std::size_t lost = std::exchange(dropped, 0); lost > 0) text += told(lost) + '\n';
        ++taken;
        lock.unlock();
        put(text);
        lock.lock();
        ++done;
        written.notify_all();
    }
    ended = true;
    written.notify_all();
}

LineWriter::LineWriter(int fd, Options options)
    : state_(std::make_shared<State>(fd, options)), patience_(options.patience) {
    // Detached: a write that hangs must not keep the process from its end.
    std::thread([state = state_] { state->run(); }).detach();
}

LineWriter::~LineWriter() {
    flush(patience_);
    std::unique_lock lock(state_->mutex);
    state_->ending = state_->abandoned = true;
    state_->wake.notify_one();
    // Its owner may close the descriptor, and the number go to somebody else. Only a write that
    // hangs is left behind.
    state_->written.wait_for(lock, kLastWord, [this] { return state_->ended; });
}

void LineWriter::write(std::string line) {
    line += '\n';
    const std::lock_guard lock(state_->mutex);
    if (state_->dropped > 0 ||
        state_->queued.size() + line.size() > state_->options.capacity_bytes) {
        ++state_->dropped;
        return;
    }
    state_->queued += line;
    state_->wake.notify_one();
}

bool LineWriter::flush(std::chrono::milliseconds patience) {
    std::unique_lock lock(state_->mutex);
    const bool waits = !state_->queued.empty() || state_->dropped > 0;
    const std::uint64_t target = state_->taken + (waits ? 1 : 0);
    return state_->written.wait_for(lock, patience, [&] { return state_->done >= target; });
}

}  // namespace gantry
