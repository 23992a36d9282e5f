#include "services/ecs/model/sizes.h"

#include <string>

namespace gantry::ecs {
namespace {

constexpr int kMaxDigits = 9;  // of each part: far beyond any machine, far below overflow

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

/// A decimal number with at most one point, times `factor`, rounded down. Nothing for any other
/// text.
std::optional<std::int64_t> scaled(std::string_view number, std::int64_t factor) {
    const auto point = number.find('.');
    const std::string_view whole = number.substr(0, point);
    const std::string_view fraction =
        point == std::string_view::npos ? std::string_view{} : number.substr(point + 1);
    if (whole.empty() && fraction.empty()) return std::nullopt;
    if (whole.size() > kMaxDigits || fraction.size() > kMaxDigits) return std::nullopt;
    std::int64_t digits = 0;
    std::int64_t scale = 1;
    for (const char c : whole) {
        if (!is_digit(c)) return std::nullopt;
        digits = digits * 10 + (c - '0');
    }
    std::int64_t result = digits * factor;
    digits = 0;
    for (const char c : fraction) {
        if (!is_digit(c)) return std::nullopt;
        digits = digits * 10 + (c - '0');
        scale *= 10;
    }
    result += digits * factor / scale;
    return result;
}

/// "<n>" counts as it is and must be whole; "<n> <unit>" times `factor`.
std::optional<std::int64_t> parse_size(
    std::string_view text, std::string_view unit, std::int64_t factor
) {
    const std::string lower = lower_case(trimmed(text));
    if (lower.ends_with(unit)) {
        return scaled(
            trimmed(std::string_view(lower).substr(0, lower.size() - unit.size())), factor
        );
    }
    if (lower.find('.') != std::string::npos) return std::nullopt;
    return scaled(lower, 1);
}

}  // namespace

std::optional<std::int64_t> parse_cpu_units(std::string_view text) {
    return parse_size(text, "vcpu", 1024);
}

std::optional<std::int64_t> parse_memory_mib(std::string_view text) {
    return parse_size(text, "gb", 1024);
}

}  // namespace gantry::ecs
