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
        Body,      ///< the head is known, the body is not complete
        Complete,  ///< take() gives the request
        Failed,    ///< failure() says why; nothing more is read
    };

    explicit RequestReader(ReadLimits limits) : limits_(limits) {}

    /// Reads on until a request is complete or the bytes are used up.
    /// @return how many bytes were used. What is left in state Head must be offered again, with
    ///         what follows; in state Complete it belongs to the next request.
    std::size_t feed(std::string_view bytes);

    /// The complete request; the reader is then in state Head of the next one.
    HttpRequest take();

    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] const ReadFailure& failure() const { return failure_; }
    /// Valid in Body, in Complete and until the next feed after take().
    [[nodiscard]] const Framing& framing() const { return framing_; }

  private:
    std::size_t feed_head(std::string_view bytes);
    void begin_body();
    void fail(ReadFailure failure);

    ReadLimits limits_;
    State state_ = State::Head;
    std::size_t searched_ = 0;  ///< bytes of the head known not to hold its end
    HttpRequest request_;
    Framing framing_;
    BodyReader body_;
    ReadFailure failure_;
};

}  // namespace gantry::net
