#include "services/logs/filter/json_pattern.h"

#include <algorithm>
#include <cstring>

namespace gantry::logs {
namespace {

/// Whether JSON writes it as it is, and nobody writes it otherwise without a backslash.
bool is_plain(std::string_view text) {
    return std::ranges::all_of(text, [](char c) {
        return c >= ' ' && c < '\x7F' && c != '"' && c != '\\' && c != '/';
    });
}

}  // namespace

Result<std::size_t> JsonPattern::take_condition(Scanner& scanner) {
    auto selector = Selector::take(scanner);
    if (!selector) return selector.error();
    Condition condition{.selector = selectors_.size()};
    using Kind = Condition::Kind;
    if (scanner.take_word("is")) {
        if (scanner.take_word("null")) {
            condition.kind = Kind::IsNull;
        } else if (scanner.take_word("true")) {
            condition.kind = Kind::IsTrue;
        } else if (scanner.take_word("false")) {
            condition.kind = Kind::IsFalse;
        } else {
            return invalid_pattern();
        }
    } else if (scanner.take_word("not")) {
        if (!scanner.take_word("exists")) return invalid_pattern();
        condition.kind = Kind::NotExists;
    } else {
        const auto how = take_compare(scanner);
        if (!how) return invalid_pattern();
        auto literal = Literal::take(scanner);
        if (!literal) return literal.error();
        const bool is_order = *how != Compare::Equal && *how != Compare::NotEqual;
        if (is_order && !literal->is_number()) return invalid_pattern();
        condition.how = *how;
        condition.literal = *std::move(literal);
    }
    selectors_.push_back(*std::move(selector));
    conditions_.push_back(std::move(condition));
    return conditions_.size() - 1;
}

Result<JsonPattern> JsonPattern::read(std::string_view text) {
    JsonPattern pattern;
    Scanner scanner(text);
    if (!scanner.take_sign("{")) return invalid_pattern();
    auto expression =
        Expression::take(scanner, [&pattern](Scanner& at) { return pattern.take_condition(at); });
    if (!expression) return expression.error();
    if (!scanner.take_sign("}")) return invalid_pattern();
    scanner.skip_space();
    if (!scanner.at_end()) return invalid_pattern();
    pattern.expression_ = *std::move(expression);
    pattern.find_needles();
    return pattern;
}

void JsonPattern::find_needles() {
    const auto add = [this](std::string_view text) {
        if (text.size() > 1 && is_plain(text)) needles_.emplace_back(text);
    };
    expression_.show_required([&](std::size_t number) {
        const Condition& condition = conditions_[number];
        if (condition.kind == Condition::Kind::NotExists) return;
        for (const Selector::Step& step : selectors_[condition.selector].steps) {
            if (step.kind == Selector::Step::Kind::Key) add(step.key);
        }
        const bool is_equal =
            condition.kind == Condition::Kind::Comparison && condition.how == Compare::Equal;
        if (is_equal) add(condition.literal.needle());
    });
    // The longest is the one that fewest messages have.
    std::ranges::sort(needles_, std::ranges::greater{}, &std::string::size);
}

bool JsonPattern::may_match(std::string_view message) const {
    const auto missing = [message](const std::string& needle) {
        return !contains(message, needle);
    };
    if (std::ranges::none_of(needles_, missing)) return true;
    return memchr(message.data(), '\\', message.size()) != nullptr;
}

bool JsonPattern::holds(const Condition& condition, const JsonValue& value) {
    using Kind = Condition::Kind;
    switch (condition.kind) {
        case Kind::IsNull: return value.kind == JsonValue::Kind::Null;
        case Kind::IsTrue: return value.kind == JsonValue::Kind::True;
        case Kind::IsFalse: return value.kind == JsonValue::Kind::False;
        case Kind::NotExists: return false;
        case Kind::Comparison: break;
    }
    switch (value.kind) {
        case JsonValue::Kind::Container: return false;
        case JsonValue::Kind::Number:
            return condition.literal.holds(condition.how, value.number, value.text);
        default: return condition.literal.holds(condition.how, value.text);
    }
}

bool JsonPattern::holds(const Condition& condition, const Selected& found) const {
    const auto& values = found[condition.selector];
    if (condition.kind == Condition::Kind::NotExists) return values.empty();
    return std::ranges::any_of(values, [&condition](const JsonValue& value) {
        return holds(condition, value);
    });
}

bool JsonPattern::matches(std::string_view message) const {
    Selected found;
    if (!may_match(message) || !select_values(message, selectors_, found)) return false;
    return expression_.holds([&](std::size_t number) { return holds(conditions_[number], found); });
}

std::map<std::string, std::string> JsonPattern::extract(std::string_view message) const {
    std::map<std::string, std::string> values;
    Selected found;
    if (!matches(message) || !select_values(message, selectors_, found)) return values;
    for (std::size_t i = 0; i < selectors_.size(); ++i) {
        const auto& of_selector = found[i];
        if (of_selector.empty() || of_selector.front().kind == JsonValue::Kind::Container) continue;
        values.emplace(selectors_[i].text, of_selector.front().text);
    }
    return values;
}

std::size_t JsonPattern::regexes() const {
    return static_cast<std::size_t>(std::ranges::count_if(
        conditions_, [](const Condition& condition) { return condition.literal.is_regex(); }
    ));
}

}  // namespace gantry::logs
