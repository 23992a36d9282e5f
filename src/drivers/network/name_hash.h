#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gantry::network {

/// Hexadecimal digits that follow from a text, for names that the kernel keeps short (FNV-1a, 64
/// bits, mixed once more). @param digits up to 16
inline std::string hash_digits(std::string_view text, std::size_t digits) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3ULL;
    }
    hash = (hash ^ hash >> 32U) * 0x9e3779b97f4a7c15ULL;
    hash ^= hash >> 29U;
    std::string name;
    for (; name.size() < digits; hash >>= 4U) name += "0123456789abcdef"[hash & 0xfU];
    return name;
}

}  // namespace gantry::network
