#include "services/s3/api/crc_combine.h"

#include <array>
#include <cstddef>

#include "wire/digest.h"

namespace gantry::s3 {
namespace {

constexpr std::size_t kMostBits = 64;

/// A linear map of remainders: what becomes of each bit.
using Map = std::array<std::uint64_t, kMostBits>;

/// A CRC whose bits are in reversed order, as of all three.
struct Crc {
    std::string_view algorithm;
    std::size_t bytes;
    std::uint64_t polynomial;
};

constexpr std::array kCrcs{
    Crc{"CRC32", 4, 0xEDB88320U},
    Crc{"CRC32C", 4, 0x82F63B78U},
    Crc{"CRC64NVME", 8, 0x9A6C9329AC4BC9B5U},
};

std::uint64_t apply(const Map& map, std::uint64_t to) {
    std::uint64_t sum = 0;
    for (std::size_t bit = 0; to != 0; ++bit, to >>= 1U) {
        if ((to & 1U) != 0) sum ^= map[bit];
    }
    return sum;
}

Map twice(const Map& map) {
    Map square{};
    for (std::size_t bit = 0; bit < kMostBits; ++bit) square[bit] = apply(map, map[bit]);
    return square;
}

/// What a zero bit does to a remainder.
Map of_zero_bit(const Crc& crc) {
    Map map{};
    map[0] = crc.polynomial;
    for (std::size_t bit = 1; bit < crc.bytes * 8; ++bit) map[bit] = std::uint64_t{1} << (bit - 1);
    return map;
}

std::uint64_t behind_zeros(const Crc& crc, std::uint64_t remainder, std::uint64_t bytes) {
    Map map = twice(twice(twice(of_zero_bit(crc))));
    for (; bytes != 0; bytes >>= 1U) {
        if ((bytes & 1U) != 0) remainder = apply(map, remainder);
        map = twice(map);
    }
    return remainder;
}

bool read(const Crc& crc, std::string_view text, std::uint64_t& value) {
    std::string bytes;
    if (!wire::from_base64(text, bytes) || bytes.size() != crc.bytes) return false;
    value = 0;
    for (const char c : bytes) value = value << 8U | static_cast<unsigned char>(c);
    return true;
}

std::string write(const Crc& crc, std::uint64_t value) {
    std::string bytes(crc.bytes, '\0');
    for (std::size_t i = crc.bytes; i-- > 0; value >>= 8U) {
        bytes[i] = static_cast<char>(value & 0xFFU);
    }
    return wire::to_base64(bytes);
}

}  // namespace

std::string combine_crcs(
    std::string_view algorithm,
    std::string_view first,
    std::string_view second,
    std::int64_t second_bytes
) {
    for (const Crc& crc : kCrcs) {
        if (crc.algorithm != algorithm) continue;
        std::uint64_t a = 0;
        std::uint64_t b = 0;
        if (!read(crc, first, a) || !read(crc, second, b)) return {};
        return write(crc, behind_zeros(crc, a, static_cast<std::uint64_t>(second_bytes)) ^ b);
    }
    return {};
}

}  // namespace gantry::s3
