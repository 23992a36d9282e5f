#include "services/logs/api/position_token.h"

#include <fmt/format.h>

#include <charconv>

namespace gantry::logs {
namespace {

constexpr std::size_t kTime = 14;
constexpr std::size_t kSequence = 20;
constexpr std::size_t kIndex = 6;
constexpr std::size_t kOwner = 16;
constexpr std::size_t kDigits = kTime + kSequence + kIndex + kOwner;

/// The id as decimal digits; two ids are hardly ever the same.
std::string owner_digits(std::string_view id) {
    std::uint64_t value = 0;
    std::from_chars(id.data(), id.data() + id.size(), value, 16);
    return fmt::format("{:016}", value % 10'000'000'000'000'000);
}

template <class Number>
bool take(std::string_view& text, std::size_t digits, Number& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
    const bool good = error == std::errc{} && end == text.data() + digits && text.front() != '-';
    text.remove_prefix(digits);
    return good;
}

}  // namespace

std::string position_text(const Position& position, std::string_view owner) {
    return fmt::format(
        "{:014}{:020}{:06}{}",
        position.timestamp_ms,
        position.sequence,
        position.index,
        owner_digits(owner)
    );
}

std::optional<Position> parse_position(std::string_view text, std::string_view owner) {
    if (text.size() != kDigits || !text.ends_with(owner_digits(owner))) return std::nullopt;
    Position position;
    const bool good = take(text, kTime, position.timestamp_ms) &&
                      take(text, kSequence, position.sequence) &&
                      take(text, kIndex, position.index);
    if (!good) return std::nullopt;
    return position;
}

std::string directed_token(const DirectedToken& token, std::string_view stream_id) {
    return (token.backward ? "b/" : "f/") + position_text(token.position, stream_id);
}

std::optional<DirectedToken> parse_directed(std::string_view text, std::string_view stream_id) {
    const bool backward = text.starts_with("b/");
    if (!backward && !text.starts_with("f/")) return std::nullopt;
    const auto position = parse_position(text.substr(2), stream_id);
    if (!position) return std::nullopt;
    return DirectedToken{backward, *position};
}

}  // namespace gantry::logs
