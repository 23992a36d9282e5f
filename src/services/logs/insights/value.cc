#include "services/logs/insights/value.h"

#include <fmt/format.h>

#include <cmath>

#include "services/logs/filter/literal.h"

namespace gantry::logs {

std::optional<double> Value::number() const {
    switch (kind_) {
        case Kind::Nothing: return std::nullopt;
        case Kind::Number:
        case Kind::Time: return number_;
        case Kind::Text: return read_number(text_);
    }
    return std::nullopt;
}

std::string Value::text() const {
    switch (kind_) {
        case Kind::Nothing: return "";
        case Kind::Text: return text_;
        case Kind::Time: {
            std::string text = format_iso8601(from_epoch_ms(static_cast<std::int64_t>(number_)));
            if (text.size() > 10) text[10] = ' ';
            if (text.ends_with('Z')) text.pop_back();
            return text;
        }
        case Kind::Number: break;
    }
    constexpr double kExact = 9e15;
    if (std::floor(number_) == number_ && std::fabs(number_) < kExact) {
        return fmt::format("{}", static_cast<std::int64_t>(number_));
    }
    return fmt::format("{}", number_);
}

void Value::shorten(std::size_t most_bytes) {
    if (text_.size() <= most_bytes) return;
    const auto is_within = [this](std::size_t at) {
        return (static_cast<unsigned char>(text_[at]) & 0xC0U) == 0x80U;
    };
    while (most_bytes > 0 && is_within(most_bytes)) --most_bytes;
    text_.resize(most_bytes);
    text_.shrink_to_fit();
}

bool Value::is_true() const {
    switch (kind_) {
        case Kind::Nothing: return false;
        case Kind::Text: return text_ != "" && text_ != "false" && text_ != "0";
        case Kind::Number:
        case Kind::Time: return number_ != 0;
    }
    return false;
}

int compare(const Value& a, const Value& b) {
    if (a.is_nothing() || b.is_nothing())
        return a.is_nothing() - b.is_nothing() == 0 ? 0 : a.is_nothing() ? -1 : 1;
    const auto x = a.number();
    const auto y = b.number();
    if (x && y) return *x < *y ? -1 : *x > *y ? 1 : 0;
    const int order = a.text().compare(b.text());
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

}  // namespace gantry::logs
