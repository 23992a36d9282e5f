#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

/// Websocket frames (RFC 6455, section 5) as bytes. Pure.
namespace gantry::net {

enum class FrameType : std::uint8_t {
    Continuation = 0x0,
    Text = 0x1,
    Binary = 0x2,
    Close = 0x8,
    Ping = 0x9,
    Pong = 0xa,
};

/// Appends one unfragmented frame.
/// @param masked true for what a client sends; the mask is drawn from the system's randomness
void append_frame(std::string& out, FrameType type, std::string_view payload, bool masked);

/// The payload of a close frame. Code 1005 ("none given") makes it empty; a reason is cut to the
/// 123 bytes that fit.
std::string close_payload(int code, std::string_view reason);

struct ClosePayload {
    int code = 1005;
    std::string reason;
};
/// Reads the payload of a close frame; false when it breaks the rules of section 7.4.
bool parse_close_payload(std::string_view payload, ClosePayload& out);

/// Whether a peer may send `code` in a close frame.
bool is_sendable_close_code(int code);

bool is_valid_utf8(std::string_view text);

/// Puts messages together from the bytes of one direction of a websocket.
class FrameReader {
  public:
    /// @param from_client frames must be masked; otherwise they must not be
    /// @param max_message_bytes larger messages fail with 1009
    FrameReader(bool from_client, std::size_t max_message_bytes)
        : from_client_(from_client), max_message_bytes_(max_message_bytes) {}

    enum class Event {
        NeedMore,
        Text,    ///< a whole message: take_payload()
        Binary,  ///< a whole message
        Ping,
        Pong,
        Close,
        Failed,  ///< failure_code() and failure_reason(): what to close with
    };

    /// Reads up to the end of the next message or control frame.
    /// @param bytes what was used is cut off its front; all of it unless an event came
    Event read(std::string_view& bytes);

    /// The payload of the event just returned.
    std::string take_payload();

    [[nodiscard]] int failure_code() const { return failure_code_; }
    [[nodiscard]] std::string_view failure_reason() const { return failure_reason_; }

  private:
    bool read_header(std::string_view& bytes);
    [[nodiscard]] std::size_t header_size() const;
    void begin_frame();
    void check_frame();
    void read_payload(std::string_view& bytes);
    Event end_frame();
    Event end_message();
    void fail(int code, std::string_view reason);
    [[nodiscard]] bool is_control() const { return (static_cast<unsigned>(type_) & 0x8U) != 0; }

    bool from_client_;
    std::size_t max_message_bytes_;

    std::array<unsigned char, 14> header_{};
    std::size_t header_bytes_ = 0;
    bool in_payload_ = false;

    FrameType type_ = FrameType::Text;
    bool final_ = false;
    std::uint64_t remaining_ = 0;
    std::array<unsigned char, 4> mask_{};
    std::size_t mask_at_ = 0;

    bool in_message_ = false;  ///< a first fragment has come
    FrameType message_type_ = FrameType::Text;
    std::string message_;
    std::string control_;
    std::string payload_;
    int failure_code_ = 0;
    std::string_view failure_reason_;
};

}  // namespace gantry::net
