#include "wire/percent.h"

#include <algorithm>

namespace gantry::wire {
namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_unreserved(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '~';
}

std::string decode_percent(std::string_view text, char plus) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t plain = std::min(text.find_first_of("%+"), text.size());
        out += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) break;
        const int high = text.size() > 2 ? hex_value(text[1]) : -1;
        const int low = text.size() > 2 ? hex_value(text[2]) : -1;
        const bool encoded = text[0] == '%' && high >= 0 && low >= 0;
        if (encoded) {
            out += static_cast<char>(high * 16 + low);
        } else {
            out += text[0] == '+' ? plus : text[0];
        }
        text.remove_prefix(encoded ? 3 : 1);
    }
    return out;
}

}  // namespace

void append_percent_encoded(std::string& out, char c) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    if (is_unreserved(c)) {
        out += c;
        return;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 15U];
}

std::string percent_encode(std::string_view text) {
    std::string out;
    for (const char c : text) append_percent_encoded(out, c);
    return out;
}

std::string decode_query_part(std::string_view text) {
    return decode_percent(text, ' ');
}

std::string decode_path_part(std::string_view text) {
    return decode_percent(text, '+');
}

}  // namespace gantry::wire
