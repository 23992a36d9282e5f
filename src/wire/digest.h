#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace gantry::wire {

using Sha256 = std::array<unsigned char, 32>;

Sha256 sha256(std::string_view data);
Sha256 hmac_sha256(std::span<const unsigned char> key, std::string_view data);

/// Compares in a time that depends on the lengths only.
bool equal_in_constant_time(std::string_view a, std::string_view b);

/// Lower-case hexadecimal digits.
std::string to_hex(std::span<const unsigned char> bytes);

/// Base64 with its padding (RFC 4648, section 4).
std::string to_base64(std::string_view bytes);
/// @return false when `text` is not such text.
bool from_base64(std::string_view text, std::string& bytes);

/// The base64 of URLs, without padding (RFC 4648, section 5).
std::string to_base64url(std::string_view bytes);
/// @return false when `text` is not such text, or not what to_base64url writes.
bool from_base64url(std::string_view text, std::string& bytes);

inline std::span<const unsigned char> as_bytes(std::string_view text) {
    return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

}  // namespace gantry::wire
