#include "services/s3/files/file_format.h"

#define XXH_INLINE_ALL  // NOLINT(readability-identifier-naming): xxhash asks for it
#include <xxhash.h>

namespace gantry::s3 {
namespace {

constexpr std::string_view kMagic = "GANTRYS3";
constexpr std::size_t kNumberBytes = 8;

void append_number(std::string& out, std::uint64_t number) {
    for (unsigned shift = 0; shift < 64; shift += 8) out += static_cast<char>(number >> shift);
}

std::uint64_t read_number(std::string_view bytes) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < kNumberBytes; ++i) {
        number |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << 8 * i;
    }
    return number;
}

std::uint64_t count_blocks(std::uint64_t bytes) {
    return bytes / kBlockBytes + (bytes % kBlockBytes != 0 ? 1 : 0);
}

}  // namespace

std::uint64_t hash_of(std::string_view bytes) {
    return XXH3_64bits(bytes.data(), bytes.size());
}

std::uint64_t tail_bytes(std::uint64_t bytes) {
    return count_blocks(bytes) * kNumberBytes + kFooterBytes;
}

std::string write_tail(const std::vector<std::uint64_t>& sums, std::uint64_t bytes) {
    std::string tail;
    tail.reserve(sums.size() * kNumberBytes + kFooterBytes);
    for (const std::uint64_t sum : sums) append_number(tail, sum);
    append_number(tail, bytes);
    append_number(tail, hash_of(tail));
    tail += kMagic;
    return tail;
}

bool read_footer(std::string_view footer, std::uint64_t& bytes) {
    if (footer.size() != kFooterBytes || !footer.ends_with(kMagic)) return false;
    bytes = read_number(footer);
    return true;
}

bool read_tail(std::string_view tail, std::uint64_t bytes, std::vector<std::uint64_t>& sums) {
    std::uint64_t stated = 0;
    if (tail.size() != tail_bytes(bytes)) return false;
    if (!read_footer(tail.substr(tail.size() - kFooterBytes), stated) || stated != bytes) {
        return false;
    }
    const std::size_t hashed = tail.size() - kMagic.size() - kNumberBytes;
    if (read_number(tail.substr(hashed)) != hash_of(tail.substr(0, hashed))) return false;
    sums.clear();
    for (std::size_t at = 0; at + kFooterBytes < tail.size(); at += kNumberBytes) {
        sums.push_back(read_number(tail.substr(at)));
    }
    return true;
}

}  // namespace gantry::s3
