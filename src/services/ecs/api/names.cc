#include "services/ecs/api/names.h"

#include <algorithm>

namespace gantry::ecs {
namespace {

constexpr std::size_t kMaxNameLength = 255;
constexpr std::size_t kHexLength = 32;
constexpr std::size_t kUuidLength = 36;

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

bool is_uuid(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : !is_hex(text[i])) return false;
    }
    return text.size() == kUuidLength;
}

}  // namespace

bool has_name_characters(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_name_character);
}

bool is_resource_name(std::string_view text) {
    return text.size() <= kMaxNameLength && has_name_characters(text);
}

bool is_resource_id(std::string_view text) {
    if (text.size() == kHexLength) return std::ranges::all_of(text, is_hex);
    return is_uuid(text);
}

bool is_printable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

}  // namespace gantry::ecs
