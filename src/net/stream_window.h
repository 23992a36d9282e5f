#pragma once

#include <cstddef>
#include <functional>
#include <mutex>

namespace gantry::net {

/// Bounds what a streamed answer may bring before its reader has done with it: once that many bytes
/// were handed over and not given back, the peer is not read from, and has to wait in its turn. One
/// for each stream. Any thread.
class StreamWindow {
  public:
    explicit StreamWindow(std::size_t bytes) : limit_(bytes) {}
    StreamWindow(const StreamWindow&) = delete;
    StreamWindow& operator=(const StreamWindow&) = delete;

    /// The reader has done with as many bytes of what it was given.
    void give_back(std::size_t bytes);

    // ---- For the client

    /// Hands over `bytes`. @return false: nothing more is to be read before `resume`
    bool take(std::size_t bytes);
    /// Whether a reader that is behind is what the stream waits for.
    [[nodiscard]] bool full() const;
    /// Called from within give_back(), once for each time that take() said false. Null: by nobody.
    void set_resume(std::function<void()> resume);

  private:
    const std::size_t limit_;
    mutable std::mutex mutex_;
    std::size_t out_ = 0;
    bool waited_for_ = false;
    std::function<void()> resume_;
};

}  // namespace gantry::net
