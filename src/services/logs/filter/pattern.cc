#include "services/logs/filter/pattern.h"

#include <utility>

namespace gantry::logs {
namespace {

/// How many regular expressions a pattern on fields or values may have.
constexpr std::size_t kMaxRegexes = 2;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

Error unclosed(std::string_view opening, std::string_view closing) {
    Error error = invalid_pattern();
    error.message = "If a filter pattern starts with '" + std::string(opening) +
                    "' it must end with '" + std::string(closing) + "'";
    return error;
}

}  // namespace

Result<Pattern> Pattern::read(std::string_view text) {
    text = trimmed(text);
    if (text.starts_with('{')) {
        if (!text.ends_with('}')) return unclosed("{", "}");
        auto pattern = JsonPattern::read(text);
        if (!pattern) return pattern.error();
        if (pattern->regexes() > kMaxRegexes) return invalid_pattern();
        return Pattern(*std::move(pattern));
    }
    if (text.starts_with('[')) {
        if (!text.ends_with(']')) return unclosed("[", "]");
        auto pattern = DelimitedPattern::read(text);
        if (!pattern) return pattern.error();
        if (pattern->regexes() > kMaxRegexes) return invalid_pattern();
        return Pattern(*std::move(pattern));
    }
    auto pattern = TextPattern::read(text);
    if (!pattern) return pattern.error();
    return Pattern(*std::move(pattern));
}

bool Pattern::matches(std::string_view message) const {
    return std::visit([message](const auto& kind) { return kind.matches(message); }, kind_);
}

std::map<std::string, std::string> Pattern::extract(std::string_view message) const {
    if (const auto* json = std::get_if<JsonPattern>(&kind_)) return json->extract(message);
    if (const auto* fields = std::get_if<DelimitedPattern>(&kind_)) return fields->extract(message);
    return {};
}

bool Pattern::has_regex() const {
    return std::visit([](const auto& kind) { return kind.regexes() > 0; }, kind_);
}

}  // namespace gantry::logs
