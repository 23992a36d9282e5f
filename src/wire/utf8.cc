#include "wire/utf8.h"

#include <cstdint>

namespace gantry::wire {
namespace {

// What may follow a lead byte: how many bytes in all, and the range of the second one. The other
// bytes are always 80–BF. From table 3-7 of the Unicode standard.
struct Sequence {
    std::size_t length;
    std::uint8_t second_min;
    std::uint8_t second_max;
};

Sequence sequence_of(std::uint8_t lead) {
    if (lead < 0x80) return {1, 0, 0};
    if (lead < 0xC2) return {0, 0, 0};
    if (lead < 0xE0) return {2, 0x80, 0xBF};
    if (lead == 0xE0) return {3, 0xA0, 0xBF};
    if (lead == 0xED) return {3, 0x80, 0x9F};
    if (lead < 0xF0) return {3, 0x80, 0xBF};
    if (lead == 0xF0) return {4, 0x90, 0xBF};
    if (lead < 0xF4) return {4, 0x80, 0xBF};
    if (lead == 0xF4) return {4, 0x80, 0x8F};
    return {0, 0, 0};
}

}  // namespace

std::size_t utf8_length(std::string_view text) {
    if (text.empty()) return 0;
    const Sequence sequence = sequence_of(static_cast<std::uint8_t>(text[0]));
    if (sequence.length <= 1) return sequence.length;
    if (text.size() < sequence.length) return 0;
    const auto second = static_cast<std::uint8_t>(text[1]);
    if (second < sequence.second_min || second > sequence.second_max) return 0;
    for (std::size_t i = 2; i < sequence.length; ++i) {
        if ((static_cast<std::uint8_t>(text[i]) & 0xC0) != 0x80) return 0;
    }
    return sequence.length;
}

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        text.remove_prefix(length > 0 ? length : 1);
        ++count;
    }
    return count;
}

}  // namespace gantry::wire
