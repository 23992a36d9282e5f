#pragma once

#include <cstddef>
#include <string_view>

#include "net/body_reader.h"
#include "net/head_parser.h"
#include "net/http.h"

namespace gantry::net {

/// Turns the bytes of a connection into the answer to one request. Pure. Interim answers (100, 103)
/// are skipped.
class ResponseReader {
  public:
    enum class State { Head, Body, Complete, Failed };

    struct Options {
        std::size_t max_head_bytes = 256U << 10U;
        std::uint64_t max_body_bytes = 64U << 20U;
        bool head_request = false;  ///< the request was HEAD: no body whatever the fields say
        bool streamed =
            false;  ///< the body is taken away as it comes: no room is made for all of it
    };

    explicit ResponseReader(Options options) : options_(options) {}

    /// @return how many bytes were used; see RequestReader::feed
    std::size_t feed(std::string_view bytes);

    /// The connection has ended. @return whether the answer is complete
    bool finish_at_eof();

    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] bool head_known() const {
        return state_ == State::Body || state_ == State::Complete;
    }
    /// Status, headers and the body so far, which the caller may take away at any time.
    [[nodiscard]] HttpResponse& response() { return response_; }
    [[nodiscard]] const Framing& framing() const { return framing_; }
    [[nodiscard]] const ReadFailure& failure() const { return failure_; }

  private:
    std::size_t feed_head(std::string_view bytes);
    void begin_body();
    void fail(ReadFailure failure);

    Options options_;
    State state_ = State::Head;
    std::size_t searched_ = 0;
    HttpResponse response_;
    Framing framing_;
    BodyReader body_;
    ReadFailure failure_;
};

}  // namespace gantry::net
