#include "net/websocket_codec.h"

#include <openssl/rand.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/assert.h"

namespace gantry::net {
namespace {

constexpr unsigned kFinalBit = 0x80;
constexpr unsigned kReservedBits = 0x70;
constexpr unsigned kMaskBit = 0x80;
constexpr std::size_t kMaxControlBytes = 125;
constexpr unsigned kLength16 = 126;
constexpr unsigned kLength64 = 127;

void append_big_endian(std::string& out, std::uint64_t value, int bytes) {
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
        out.push_back(static_cast<char>((value >> shift) & 0xffU));
    }
}

/// Applies the mask, eight bytes at a time; `at` is the place in the mask to begin with.
void apply_mask(char* data, std::size_t size, const unsigned char* mask, std::size_t at) {
    std::array<unsigned char, 8> wide{};
    for (std::size_t i = 0; i < wide.size(); ++i) wide[i] = mask[(at + i) % 4];
    std::uint64_t key = 0;
    std::memcpy(&key, wide.data(), sizeof key);
    std::size_t i = 0;
    for (; i + sizeof key <= size; i += sizeof key) {
        std::uint64_t block = 0;
        std::memcpy(&block, data + i, sizeof block);
        block ^= key;
        std::memcpy(data + i, &block, sizeof block);
    }
    for (; i < size; ++i) {
        data[i] = static_cast<char>(static_cast<unsigned char>(data[i]) ^ wide[i % 8]);
    }
}

bool is_known(unsigned opcode) {
    return opcode <= 0x2 || (opcode >= 0x8 && opcode <= 0xa);
}

/// How many bytes follow the first byte of a character, and the smallest second byte and largest
/// second byte that keep it shortest-form and outside the surrogates. -1: not a first byte.
struct Utf8Lead {
    int following = -1;
    unsigned char second_min = 0x80;
    unsigned char second_max = 0xbf;
};

Utf8Lead utf8_lead(unsigned char c) {
    if (c < 0x80) return {0};
    if (c >= 0xc2 && c <= 0xdf) return {1};
    if (c == 0xe0) return {2, 0xa0, 0xbf};
    if (c == 0xed) return {2, 0x80, 0x9f};
    if (c >= 0xe1 && c <= 0xef) return {2};
    if (c == 0xf0) return {3, 0x90, 0xbf};
    if (c >= 0xf1 && c <= 0xf3) return {3};
    if (c == 0xf4) return {3, 0x80, 0x8f};
    return {};
}

}  // namespace

void append_frame(std::string& out, FrameType type, std::string_view payload, bool masked) {
    const unsigned mask_bit = masked ? kMaskBit : 0;
    out.push_back(static_cast<char>(kFinalBit | static_cast<unsigned>(type)));
    if (payload.size() <= kMaxControlBytes) {
        out.push_back(static_cast<char>(mask_bit | payload.size()));
    } else if (payload.size() <= 0xffff) {
        out.push_back(static_cast<char>(mask_bit | kLength16));
        append_big_endian(out, payload.size(), 2);
    } else {
        out.push_back(static_cast<char>(mask_bit | kLength64));
        append_big_endian(out, payload.size(), 8);
    }
    if (!masked) {
        out.append(payload);
        return;
    }
    std::array<unsigned char, 4> mask{};
    GANTRY_ASSERT(RAND_bytes(mask.data(), static_cast<int>(mask.size())) == 1);
    out.append(reinterpret_cast<const char*>(mask.data()), mask.size());
    const std::size_t begin = out.size();
    out.append(payload);
    apply_mask(out.data() + begin, payload.size(), mask.data(), 0);
}

bool is_sendable_close_code(int code) {
    if (code >= 3000 && code <= 4999) return true;
    return code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
}

std::string close_payload(int code, std::string_view reason) {
    std::string payload;
    if (code == 1005) return payload;
    append_big_endian(payload, static_cast<std::uint64_t>(code), 2);
    std::size_t size = std::min(reason.size(), kMaxControlBytes - 2);
    // Not in the middle of a character.
    const auto continues = [&](std::size_t at) {
        return (static_cast<unsigned char>(reason[at]) & 0xc0U) == 0x80U;
    };
    while (size > 0 && size < reason.size() && continues(size)) --size;
    payload.append(reason.substr(0, size));
    return payload;
}

bool parse_close_payload(std::string_view payload, ClosePayload& out) {
    out = ClosePayload{};
    if (payload.empty()) return true;
    if (payload.size() == 1) return false;
    out.code =
        static_cast<unsigned char>(payload[0]) * 256 + static_cast<unsigned char>(payload[1]);
    out.reason = payload.substr(2);
    return is_sendable_close_code(out.code) && is_valid_utf8(out.reason);
}

bool is_valid_utf8(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size()) {
        std::uint64_t block = 0;
        if (i + sizeof block <= text.size()) {  // eight ASCII characters at once
            std::memcpy(&block, text.data() + i, sizeof block);
            if ((block & 0x8080808080808080U) == 0) {
                i += sizeof block;
                continue;
            }
        }
        const Utf8Lead lead = utf8_lead(static_cast<unsigned char>(text[i]));
        const auto following = static_cast<std::size_t>(std::max(lead.following, 0));
        if (lead.following < 0 || i + following >= text.size()) return false;
        for (std::size_t k = 1; k <= following; ++k) {
            const auto c = static_cast<unsigned char>(text[i + k]);
            const unsigned char min = k == 1 ? lead.second_min : 0x80;
            const unsigned char max = k == 1 ? lead.second_max : 0xbf;
            if (c < min || c > max) return false;
        }
        i += following + 1;
    }
    return true;
}

FrameReader::Event FrameReader::read(std::string_view& bytes) {
    while (failure_code_ == 0) {
        if (!in_payload_) {
            if (!read_header(bytes)) return Event::NeedMore;
            begin_frame();
            check_frame();
            continue;
        }
        read_payload(bytes);
        if (remaining_ > 0) return Event::NeedMore;
        const Event event = end_frame();
        if (event != Event::NeedMore) return event;
    }
    return Event::Failed;
}

std::string FrameReader::take_payload() {
    return std::exchange(payload_, std::string{});
}

/// Gathers header bytes; true once the whole header is there.
bool FrameReader::read_header(std::string_view& bytes) {
    while (header_bytes_ < header_size()) {
        if (bytes.empty()) return false;
        header_[header_bytes_++] = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
    }
    return true;
}

/// As far as the bytes read so far tell.
std::size_t FrameReader::header_size() const {
    if (header_bytes_ < 2) return 2;
    const unsigned length = header_[1] & ~kMaskBit;
    const std::size_t extended = length == kLength16 ? 2 : length == kLength64 ? 8 : 0;
    return 2 + extended + ((header_[1] & kMaskBit) != 0 ? 4 : 0);
}

void FrameReader::begin_frame() {
    type_ = static_cast<FrameType>(header_[0] & 0x0fU);
    final_ = (header_[0] & kFinalBit) != 0;
    remaining_ = header_[1] & ~kMaskBit;
    std::size_t at = 2;
    if (remaining_ >= kLength16) {
        const std::size_t end = at + (remaining_ == kLength16 ? 2 : 8);
        remaining_ = 0;
        for (; at < end; ++at) remaining_ = remaining_ << 8U | header_[at];
    }
    if ((header_[1] & kMaskBit) != 0) std::copy_n(header_.begin() + at, 4, mask_.begin());
    mask_at_ = 0;
    header_bytes_ = 0;
    in_payload_ = true;
}

void FrameReader::check_frame() {
    const bool masked = (header_[1] & kMaskBit) != 0;
    if (!is_known(static_cast<unsigned>(type_))) return fail(1002, "unknown kind of frame");
    if ((header_[0] & kReservedBits) != 0) return fail(1002, "reserved bits are set");
    if (masked != from_client_) return fail(1002, "wrong masking");
    if (is_control()) {
        if (!final_ || remaining_ > kMaxControlBytes) fail(1002, "control frame too large");
        return;
    }
    if ((type_ == FrameType::Continuation) != in_message_) {
        return fail(1002, "fragments out of order");
    }
    if (remaining_ > max_message_bytes_ - message_.size()) {
        return fail(1009, "message too large");
    }
    if (!in_message_) message_type_ = type_;
    in_message_ = true;
}

void FrameReader::read_payload(std::string_view& bytes) {
    std::string& into = is_control() ? control_ : message_;
    const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(remaining_, bytes.size()));
    const std::size_t begin = into.size();
    into.append(bytes.substr(0, n));
    if (from_client_) apply_mask(into.data() + begin, n, mask_.data(), mask_at_);
    mask_at_ = (mask_at_ + n) % 4;
    remaining_ -= n;
    bytes.remove_prefix(n);
}

FrameReader::Event FrameReader::end_frame() {
    in_payload_ = false;
    if (!is_control()) return final_ ? end_message() : Event::NeedMore;
    payload_ = std::exchange(control_, std::string{});
    switch (type_) {
        case FrameType::Ping: return Event::Ping;
        case FrameType::Pong: return Event::Pong;
        default: return Event::Close;
    }
}

FrameReader::Event FrameReader::end_message() {
    in_message_ = false;
    payload_ = std::exchange(message_, std::string{});
    if (message_type_ == FrameType::Binary) return Event::Binary;
    if (is_valid_utf8(payload_)) return Event::Text;
    fail(1007, "text is not UTF-8");
    return Event::Failed;
}

void FrameReader::fail(int code, std::string_view reason) {
    failure_code_ = code;
    failure_reason_ = reason;
}

}  // namespace gantry::net
