#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "net/head_parser.h"

namespace gantry::net {

/// What a length promised by a peer reserves at most, before its bytes arrive.
inline constexpr std::uint64_t kMaxReserveBytes = 4U << 20U;

/// Takes a message's body off the wire, however its end is marked. Pure; bytes in, bytes out.
class BodyReader {
  public:
    static constexpr std::uint64_t kUnlimited = std::numeric_limits<std::uint64_t>::max();

    /// No body: done at once.
    BodyReader() = default;

    static BodyReader with_length(std::uint64_t length);
    /// @param max_bytes more decoded bytes than this fail with 413
    static BodyReader with_chunks(std::uint64_t max_bytes);
    /// Until the connection ends; see finish_at_eof.
    static BodyReader until_eof(std::uint64_t max_bytes);

    /// Appends the decoded bytes to `body`.
    /// @return how many of `bytes` were used: all of them unless the body is done or has failed
    std::size_t feed(std::string_view bytes, std::string& body);

    /// The connection has ended. @return whether the body is complete
    bool finish_at_eof();

    [[nodiscard]] bool done() const { return state_ == State::Done; }
    [[nodiscard]] bool failed() const { return state_ == State::Failed; }
    [[nodiscard]] const ReadFailure& failure() const { return failure_; }

  private:
    enum class State {
        Length,
        UntilEof,
        ChunkSize,       ///< in the hexadecimal digits
        ChunkExtension,  ///< after them, skipped
        ChunkSizeEnd,    ///< CR seen
        ChunkData,
        ChunkDataCr,
        ChunkDataLf,
        TrailerStart,  ///< at the first byte of a trailer line
        Trailer,
        TrailerEnd,  ///< CR of a trailer line seen
        FinalLf,     ///< CR of the empty line seen
        Done,
        Failed,
    };

    std::size_t take_data(std::string_view bytes, std::string& body, State next);
    void take_control(char c);
    void take_size_char(char c);
    void end_size_line();
    void fail(int status, std::string_view explanation);

    State state_ = State::Done;
    std::uint64_t remaining_ = 0;  ///< of the body or of this chunk
    std::uint64_t budget_ = 0;     ///< decoded bytes still allowed
    std::uint32_t size_digits_ = 0;
    std::uint32_t overhead_ = 0;  ///< bytes of extensions and trailers so far
    ReadFailure failure_;
};

}  // namespace gantry::net
