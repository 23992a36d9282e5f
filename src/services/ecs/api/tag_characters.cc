#include "services/ecs/api/tag_characters.h"

#include <algorithm>
#include <array>

#include "wire/utf8.h"

namespace gantry::ecs {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// Beyond ASCII: controls, punctuation, symbols, emoji and private use. Sorted.
constexpr std::array kSymbols{
    Range{0x80, 0x9f},        // controls
    Range{0xa1, 0xa9},        // Latin-1 punctuation
    Range{0xab, 0xb1},        //
    Range{0xb4, 0xb4},        //
    Range{0xb6, 0xb8},        //
    Range{0xbb, 0xbb},        //
    Range{0xbf, 0xbf},        //
    Range{0xd7, 0xd7},        // multiplication sign
    Range{0xf7, 0xf7},        // division sign
    Range{0x200b, 0x2027},    // zero-width and general punctuation
    Range{0x202a, 0x202e},    // direction marks
    Range{0x2030, 0x205e},    // general punctuation
    Range{0x2060, 0x206f},    // invisible operators
    Range{0x20a0, 0x20ff},    // currency, combining marks for symbols
    Range{0x2190, 0x245f},    // arrows, mathematics, technical, control pictures
    Range{0x2500, 0x2775},    // boxes, shapes, dingbats
    Range{0x2794, 0x2bff},    // more arrows and mathematics
    Range{0x3001, 0x3004},    // CJK punctuation
    Range{0x3008, 0x3020},    //
    Range{0x3030, 0x3030},    //
    Range{0xe000, 0xf8ff},    // private use
    Range{0xfe00, 0xfe6f},    // variation selectors, small and vertical forms
    Range{0xff01, 0xff0f},    // full-width punctuation
    Range{0xff1a, 0xff20},    //
    Range{0xff3b, 0xff40},    //
    Range{0xff5b, 0xff65},    //
    Range{0xffe0, 0xffff},    // full-width symbols, specials
    Range{0x1f000, 0x1faff},  // emoji
    Range{0xe0000, 0x10ffff},
};

bool is_symbol(char32_t c) {
    const auto after =
        std::ranges::upper_bound(kSymbols, c, {}, [](const Range& range) { return range.first; });
    return after != kSymbols.begin() && c <= std::prev(after)->last;
}

bool is_ascii_tag_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(" _./=+-:@").find(c) != std::string_view::npos;
}

/// The code point of one valid UTF-8 character.
char32_t code_point(std::string_view character) {
    constexpr std::array<unsigned char, 5> kFirstBits{0, 0x7f, 0x1f, 0x0f, 0x07};
    char32_t value = static_cast<unsigned char>(character[0]) & kFirstBits[character.size()];
    for (const char c : character.substr(1)) {
        value = (value << 6) | (static_cast<unsigned char>(c) & 0x3f);
    }
    return value;
}

}  // namespace

bool has_tag_characters(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = wire::utf8_length(text);
        if (length == 0) return false;
        const bool good = length == 1 ? is_ascii_tag_character(text[0])
                                      : !is_symbol(code_point(text.substr(0, length)));
        if (!good) return false;
        text.remove_prefix(length);
    }
    return true;
}

}  // namespace gantry::ecs
