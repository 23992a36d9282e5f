#include "wire/json_text.h"

#include <cstdint>
#include <cstring>

namespace gantry::wire {
namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101u;
constexpr std::uint64_t kHighs = 0x8080808080808080u;

// Is one of eight characters a control character, a quote, a backslash or not ASCII? Borrows may
// also mark a plain character above a special one, but never hide a special one.
bool has_special(std::uint64_t word) {
    const std::uint64_t quote = word ^ (kOnes * '"');
    const std::uint64_t backslash = word ^ (kOnes * '\\');
    return (((word - kOnes * 0x20) | (quote - kOnes) | (backslash - kOnes) | word) & kHighs) != 0;
}

std::uint64_t word_at(std::string_view text, std::size_t i) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, 8);
    return word;
}

bool is_plain(char c) {
    return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x80 &&
           c != '"' && c != '\\';
}

}  // namespace

std::size_t plain_prefix(std::string_view text) {
    std::size_t i = 0;
    while (i + 8 <= text.size() && !has_special(word_at(text, i))) i += 8;
    // What is left, together with what was seen before it, is one more word.
    const bool left = i > 0 && i + 8 > text.size();
    if (left && !has_special(word_at(text, text.size() - 8))) return text.size();
    while (i < text.size() && is_plain(text[i])) ++i;
    return i;
}

}  // namespace gantry::wire
