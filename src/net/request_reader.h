#pragma once

#include <cstddef>
#include <string_view>

#include "net/body_reader.h"
#include "net/head_parser.h"
#include "net/http.h"

namespace gantry::net {

struct ReadLimits {
    std::size_t max_head_bytes = 64U << 10U;
    std::uint64_t max_body_bytes = 4U << 20U;
};

/// Turns the bytes of one connection into requests, one after the other. Pure: no sockets, no
/// clock; the fuzzer drives it as it is.
class RequestReader {
  public:
    enum class State {
        Head,      ///< before or inside the head of the next request
        HeadRead,  ///< head() is known; read_body() or skip_body() says what becomes of the body
        Body,      ///< the body is not complete
        Complete,  ///< take() gives the request
        Failed,    ///< failure() says why; nothing more is read
    };

    explicit RequestReader(ReadLimits limits) : limits_(limits) {}

    /// Reads on until a head or a request is complete or the bytes are used up.
    /// @return how many bytes were used. What is left in state Head must be offered again, with
    ///         what follows; in state HeadRead it is the body's, in state Complete it belongs to
    ///         the next request.
    std::size_t feed(std::string_view bytes);

    /// The request without its body. In HeadRead.
    [[nodiscard]] HttpRequest& head() { return request_; }
    /// The body is kept. In HeadRead; feed() goes on, be it with no bytes at all.
    void read_body();
    /// The body is given out as it comes: see chunk(). In HeadRead; feed() goes on.
    /// @param max_bytes instead of the limit for bodies that are kept
    void stream_body(std::uint64_t max_bytes);
    /// What feed() has decoded of a body that is streamed; the caller empties it. In Body, Complete
    /// and Failed.
    [[nodiscard]] std::string& chunk() { return request_.body; }
    /// How much of the body is kept so far.
    [[nodiscard]] std::size_t body_bytes() const { return request_.body.size(); }
    /// The body is dropped as it comes. In HeadRead; feed() goes on.
    void skip_body();

    /// The complete request; the reader is then in state Head of the next one.
    HttpRequest take();

    [[nodiscard]] State state() const { return state_; }
    /// Whether the body of the present request is dropped.
    [[nodiscard]] bool skips() const { return skips_; }
    [[nodiscard]] const ReadFailure& failure() const { return failure_; }
    /// Valid from HeadRead until the next feed after take().
    [[nodiscard]] const Framing& framing() const { return framing_; }

  private:
    std::size_t feed_head(std::string_view bytes);
    void begin_body(std::uint64_t max_bytes);
    void fail(ReadFailure failure);

    ReadLimits limits_;
    State state_ = State::Head;
    bool skips_ = false;
    std::size_t searched_ = 0;  ///< bytes of the head known not to hold its end
    HttpRequest request_;
    Framing framing_;
    BodyReader body_;
    ReadFailure failure_;
};

}  // namespace gantry::net
