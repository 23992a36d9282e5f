#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gantry::wire {

/// Appends the lowest `bytes` bytes of a value, the highest of them first.
inline void append_big_endian(std::string& out, std::uint64_t value, std::size_t bytes) {
    for (std::size_t left = bytes; left > 0; --left) {
        out += static_cast<char>((value >> (8U * (left - 1))) & 0xFFU);
    }
}

/// @param bytes at most eight
inline std::uint64_t read_big_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char byte : bytes) value = (value << 8U) | static_cast<unsigned char>(byte);
    return value;
}

}  // namespace gantry::wire
