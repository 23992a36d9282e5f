#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "net/out_queue.h"

namespace gantry::net {

/// The body of a request that is handed on: between the thread that brings it and the relays'.
class RelayBody {
  public:
    enum class State : std::uint8_t { Open, Complete, Broken };

    /// @param length nothing: it goes out in chunks
    /// @param wake there is something new for take(); called on the thread that brings it
    RelayBody(std::optional<std::uint64_t> length, std::function<void()> wake)
        : wake_(std::move(wake)), left_(length) {}

    // Who brings it; see BodySink.
    void begin(std::function<void()> resume);
    bool add(std::string_view bytes);
    void end(State how);

    // The relays' thread.

    /// Moves what has come to `out`, framed. Broken: also when it is not as long as was promised.
    State take(OutQueue& out);
    /// So much of it has not been sent; may ask for more.
    void note_unsent(std::size_t bytes);
    /// Nobody wants the rest: it is taken and forgotten.
    void drop();
    [[nodiscard]] bool open() const;

  private:
    bool append(OutQueue& out, std::string piece);

    const std::function<void()> wake_;
    std::optional<std::uint64_t> left_;  ///< of the promised length; the relays' thread
    bool ended_out_ = false;             ///< the last chunk was written; the relays' thread

    mutable std::mutex mutex_;  ///< guards what follows
    std::string pending_;
    std::size_t unsent_bytes_ = 0;  ///< with the relay
    bool wake_posted_ = false;
    bool wants_more_ = false;  ///< add() has returned false
    bool dropped_ = false;
    State state_ = State::Open;
    std::function<void()> resume_;
};

}  // namespace gantry::net
