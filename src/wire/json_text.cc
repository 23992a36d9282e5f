#include "wire/json_text.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace gantry::wire {
namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101u;
constexpr std::uint64_t kHighs = 0x8080808080808080u;

// How many of eight characters come before one that is a control character, a quote, a backslash or
// not ASCII. Borrows may also mark a plain character behind a special one, but none before it.
std::size_t plain_in(std::uint64_t word) {
    const std::uint64_t quote = word ^ (kOnes * '"');
    const std::uint64_t backslash = word ^ (kOnes * '\\');
    const std::uint64_t marks =
        ((word - kOnes * 0x20) | (quote - kOnes) | (backslash - kOnes) | word) & kHighs;
    return static_cast<std::size_t>(std::countr_zero(marks)) / 8;
}

// With the first character in the lowest byte.
std::uint64_t word_at(std::string_view text, std::size_t i) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, 8);
    return std::endian::native == std::endian::big ? __builtin_bswap64(word) : word;
}

bool is_plain(char c) {
    return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x80 &&
           c != '"' && c != '\\';
}

}  // namespace

std::size_t plain_prefix(std::string_view text) {
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        const std::size_t plain = plain_in(word_at(text, i));
        if (plain < 8) return i + plain;
    }
    // What is left, together with what was seen before it, is one more word.
    if (i > 0) return text.size() - 8 + plain_in(word_at(text, text.size() - 8));
    while (i < text.size() && is_plain(text[i])) ++i;
    return i;
}

}  // namespace gantry::wire
