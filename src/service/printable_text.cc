#include "service/printable_text.h"

#include <fmt/format.h>

#include <iterator>

namespace gantry::service {
namespace {

/// Whether a control character of the upper half (U+0080 to U+009F, "C1") begins at `i`. In UTF-8
/// these have two bytes; U+009B does what ESC [ does.
bool is_upper_control(std::string_view text, std::size_t i) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    return byte(i) == 0xc2 && i + 1 < text.size() && byte(i + 1) >= 0x80 && byte(i + 1) <= 0x9f;
}

}  // namespace

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == '\r' && text.substr(i + 1).starts_with('\n')) continue;
        if (is_upper_control(text, i)) {
            fmt::format_to(
                std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(text[++i])
            );
        } else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f) {
            fmt::format_to(std::back_inserter(out), "\\x{:02x}", c);
        } else {
            out += text[i];
        }
    }
    return out;
}

}  // namespace gantry::service
