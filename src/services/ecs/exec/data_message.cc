#include "services/ecs/exec/data_message.h"

#include "wire/big_endian.h"
#include "wire/digest.h"

namespace gantry::ecs::exec {
namespace {

constexpr std::size_t kHeaderLength = 116;
constexpr std::size_t kTypeLength = 32;
constexpr std::uint64_t kSchemaVersion = 1;
constexpr std::size_t kIdAt = 64;
constexpr std::size_t kDigestAt = 80;

unsigned digit_of(char digit) {
    if (digit >= '0' && digit <= '9') return static_cast<unsigned>(digit - '0');
    return static_cast<unsigned>((digit | 0x20) - 'a' + 10);
}

/// 16 bytes, the second half first.
std::string bytes_of_id(const std::string& uuid) {
    std::string bytes;
    for (std::size_t at = 0; at + 1 < uuid.size() && bytes.size() < 16; at += 2) {
        if (uuid[at] == '-') ++at;
        bytes += static_cast<char>((digit_of(uuid[at]) << 4U) | digit_of(uuid[at + 1]));
    }
    bytes.resize(16);
    return bytes.substr(8) + bytes.substr(0, 8);
}

std::string id_of_bytes(std::string_view bytes) {
    std::string swapped(bytes.substr(8));
    swapped += bytes.substr(0, 8);
    std::string id = wire::to_hex(wire::as_bytes(swapped));
    for (const std::size_t dash : {8U, 13U, 18U, 23U}) id.insert(dash, 1, '-');
    return id;
}

std::string_view as_text(const wire::Sha256& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string_view without_padding(std::string_view type) {
    while (!type.empty() && (type.back() == ' ' || type.back() == '\0')) type.remove_suffix(1);
    return type;
}

}  // namespace

std::string encode_data_message(const DataMessage& message) {
    std::string out;
    out.reserve(kHeaderLength + 4 + message.payload.size());
    wire::append_big_endian(out, kHeaderLength, 4);
    std::string type = message.type;
    type.resize(kTypeLength, ' ');
    out += type;
    wire::append_big_endian(out, kSchemaVersion, 4);
    wire::append_big_endian(out, static_cast<std::uint64_t>(message.created_ms), 8);
    wire::append_big_endian(out, static_cast<std::uint64_t>(message.sequence), 8);
    wire::append_big_endian(out, message.flags, 8);
    out += bytes_of_id(message.id);
    out += as_text(wire::sha256(message.payload));
    wire::append_big_endian(out, static_cast<std::uint32_t>(message.payload_type), 4);
    wire::append_big_endian(out, message.payload.size(), 4);
    return out += message.payload;
}

Result<DataMessage> decode_data_message(std::string_view frame) {
    if (frame.size() < kHeaderLength + 4 ||
        wire::read_big_endian(frame.substr(0, 4)) != kHeaderLength) {
        return invalid_argument("no message of a data channel");
    }
    if (wire::read_big_endian(frame.substr(36, 4)) != kSchemaVersion) {
        return invalid_argument("a message of another version");
    }
    const std::string_view payload = frame.substr(kHeaderLength + 4);
    if (wire::read_big_endian(frame.substr(kHeaderLength, 4)) != payload.size()) {
        return invalid_argument("the payload's length is wrong");
    }
    if (payload.size() > kMaxDataPayload) return invalid_argument("the payload is too long");
    if (as_text(wire::sha256(payload)) != frame.substr(kDigestAt, 32)) {
        return invalid_argument("the payload is not what its hash says");
    }
    DataMessage message;
    message.type = without_padding(frame.substr(4, kTypeLength));
    message.created_ms = static_cast<std::int64_t>(wire::read_big_endian(frame.substr(40, 8)));
    message.sequence = static_cast<std::int64_t>(wire::read_big_endian(frame.substr(48, 8)));
    message.flags = wire::read_big_endian(frame.substr(56, 8));
    message.id = id_of_bytes(frame.substr(kIdAt, 16));
    message.payload_type = static_cast<PayloadType>(wire::read_big_endian(frame.substr(112, 4)));
    message.payload = payload;
    return message;
}

std::uint32_t flag_of(std::string_view payload) {
    return payload.size() == 4 ? static_cast<std::uint32_t>(wire::read_big_endian(payload)) : 0;
}

}  // namespace gantry::ecs::exec
