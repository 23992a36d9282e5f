#include "services/s3/api/crc_combine.h"

#include "wire/digest.h"

namespace gantry::s3 {
namespace {

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

}  // namespace

CombinedCrc::CombinedCrc(std::string_view algorithm) {
    for (const Crc& crc : kCrcs) {
        if (crc.algorithm != algorithm) continue;
        bytes_ = crc.bytes;
        polynomial_ = crc.polynomial;
    }
}

std::uint64_t CombinedCrc::apply(const Map& map, std::uint64_t to) {
    std::uint64_t sum = 0;
    for (std::size_t bit = 0; to != 0; ++bit, to >>= 1U) {
        if ((to & 1U) != 0) sum ^= map[bit];
    }
    return sum;
}

CombinedCrc::Map CombinedCrc::compose(const Map& second, const Map& first) {
    Map both{};
    for (std::size_t bit = 0; bit < kMostBits; ++bit) both[bit] = apply(second, first[bit]);
    return both;
}

void CombinedCrc::add_power() {
    if (!powers_.empty()) {
        powers_.push_back(compose(powers_.back(), powers_.back()));
        return;
    }
    Map one{};
    one[0] = polynomial_;
    for (std::size_t bit = 1; bit < bytes_ * 8; ++bit) one[bit] = std::uint64_t{1} << (bit - 1);
    for (int bit = 1; bit < 8; bit *= 2) one = compose(one, one);
    powers_.push_back(one);
}

void CombinedCrc::append_zeros(std::uint64_t bytes) {
    for (std::size_t power = 0; bytes != 0; ++power, bytes >>= 1U) {
        if (power == powers_.size()) add_power();
        if ((bytes & 1U) != 0) sum_ = apply(powers_[power], sum_);
    }
}

void CombinedCrc::add(std::string_view checksum, std::int64_t bytes) {
    std::string text;
    if (!wire::from_base64(checksum, text) || text.size() != bytes_) bytes_ = 0;
    if (bytes_ == 0) return;
    std::uint64_t piece = 0;
    for (const char c : text) piece = piece << 8U | static_cast<unsigned char>(c);
    if (sum_ != 0) append_zeros(static_cast<std::uint64_t>(bytes));
    sum_ ^= piece;
}

std::string CombinedCrc::text() const {
    if (bytes_ == 0) return {};
    std::string bytes(bytes_, '\0');
    std::uint64_t rest = sum_;
    for (std::size_t i = bytes_; i-- > 0; rest >>= 8U) bytes[i] = static_cast<char>(rest & 0xFFU);
    return wire::to_base64(bytes);
}

}  // namespace gantry::s3
