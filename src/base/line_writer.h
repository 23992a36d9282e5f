#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace gantry {

/// Writes lines to a file descriptor on a thread of its own, so that nobody waits for a terminal
/// that was stopped (Ctrl-S) or a pipe that nobody reads.
///
/// What waits is bounded: a line that finds no room is dropped and counted, and once lines flow
/// again the count is said in their place, as a line of its own. A descriptor that is closed or
/// fails swallows its lines. Thread-safe. The descriptor is shared with whoever else writes to it;
/// it is not closed, and its flags are left alone.
class LineWriter {
  public:
    struct Options {
        std::size_t capacity_bytes =
            1 << 20;  ///< of the lines that wait; as much again may be under way
        /// How long the destructor waits for a descriptor that takes nothing.
        std::chrono::milliseconds patience{1'000};
        /// The line, without its end, that tells of `dropped` lines.
        std::string (*tell_dropped)(std::size_t dropped) = nullptr;
    };

    /// @param fd stays open as long as the process, or longer than this by `patience`
    LineWriter(int fd, Options options);
    explicit LineWriter(int fd) : LineWriter(fd, Options{}) {}
    /// Writes what waits, or gives up after `patience`.
    ~LineWriter();
    LineWriter(const LineWriter&) = delete;
    LineWriter& operator=(const LineWriter&) = delete;

    /// Queues one line, given without its end; never waits for the descriptor.
    void write(std::string line);

    /// Waits until all that was queued before is written. @return false: not within `patience`
    bool flush(std::chrono::milliseconds patience);

  private:
    struct State;
    std::shared_ptr<State> state_;  ///< the thread's too: it may be stuck and outlive this
    std::chrono::milliseconds patience_;
};

}  // namespace gantry
