#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

/// The messages of a session's data channel, as the session plugin of the AWS CLI reads and writes
/// them: one in each binary frame of a websocket.
///
///     offset  bytes  integers are big-endian
///          0      4  length of what comes before the payload's length: 116
///          4     32  type, ASCII, padded with blanks
///         36      4  version of this: 1
///         40      8  when it was made, ms since the epoch
///         48      8  sequence number
///         56      8  flags: 1 the first of a stream, 2 the last
///         64     16  id: a UUID, its second half first
///         80     32  SHA-256 of the payload
///        112      4  type of the payload
///        116      4  length of the payload, n
///        120      n  payload
namespace gantry::ecs::exec {

inline constexpr std::string_view kInputStream = "input_stream_data";
inline constexpr std::string_view kOutputStream = "output_stream_data";
inline constexpr std::string_view kAcknowledge = "acknowledge";
inline constexpr std::string_view kChannelClosed = "channel_closed";
inline constexpr std::string_view kStartPublication = "start_publication";
inline constexpr std::string_view kPausePublication = "pause_publication";

enum class PayloadType : std::uint32_t {
    None = 0,
    Output = 1,  ///< bytes of the stream, in either direction
    Error = 2,
    Size = 3,  ///< {"cols":80,"rows":24}
    Parameter = 4,
    HandshakeRequest = 5,
    HandshakeResponse = 6,
    HandshakeComplete = 7,
    EncryptionChallengeRequest = 8,
    EncryptionChallengeResponse = 9,
    Flag = 10,  ///< a number of 4 bytes
    ErrorOutput = 11,
    ExitCode = 12,  ///< decimal digits
};

/// What is in a payload of type Flag that ends the session.
inline constexpr std::uint32_t kTerminateSession = 2;

struct DataMessage {
    std::string type;
    std::int64_t created_ms = 0;
    std::int64_t sequence = 0;
    std::uint64_t flags = 0;
    std::string id;  ///< a UUID, 36 characters
    PayloadType payload_type = PayloadType::None;
    std::string payload;

    friend bool operator==(const DataMessage&, const DataMessage&) = default;
};

inline constexpr std::size_t kMaxDataPayload = 16U << 10U;

/// @param message its id is a UUID, its type has at most 32 characters
std::string encode_data_message(const DataMessage& message);

/// Errors: InvalidArgument, for lengths that do not fit, another version, a payload that is not
/// what its hash says.
Result<DataMessage> decode_data_message(std::string_view frame);

/// The number in a payload of type Flag; 0 for what is none.
std::uint32_t flag_of(std::string_view payload);

}  // namespace gantry::ecs::exec
