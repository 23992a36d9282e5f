#include "services/logs/filter/json_pattern.h"

#include <algorithm>
#include <cstring>
#include <span>

#include "wire/json_reader.h"

namespace gantry::logs {
namespace {

/// Whether JSON writes it as it is, and nobody writes it otherwise without a backslash.
bool is_plain(std::string_view text) {
    return std::ranges::all_of(text, [](char c) {
        return c >= ' ' && c < '\x7F' && c != '"' && c != '\\' && c != '/';
    });
}

/// Leaves what stands behind the first `part`. @return false: there is none
bool skip_behind(std::string_view& text, std::string_view part) {
    // Not `contains`, which looks for one rare byte first: quotation marks are everywhere in JSON.
    const auto* at =
        static_cast<const char*>(memmem(text.data(), text.size(), part.data(), part.size()));
    if (at == nullptr) return false;
    text.remove_prefix(static_cast<std::size_t>(at - text.data()) + part.size());
    return true;
}

/// Leaves what stands behind a colon, which white space may precede. @return false: there is none
bool skip_colon(std::string_view& text) {
    const std::size_t at = text.find_first_not_of(" \t\r\n");
    if (at == std::string_view::npos || text[at] != ':') return false;
    text.remove_prefix(at + 1);
    return true;
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
    if (!selector->steps.empty() && condition.kind != Kind::NotExists) {
        const Selector::Step& last = selector->steps.back();
        const bool is_key = last.kind == Selector::Step::Kind::Key && is_plain(last.key);
        if (is_key) condition.key = '"' + last.key + '"';
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
        std::span steps(selectors_[condition.selector].steps);
        if (!condition.key.empty()) steps = steps.first(steps.size() - 1);  // see may_hold
        for (const Selector::Step& step : steps) {
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
    const auto may_hold = [&](std::size_t number) {
        return JsonPattern::may_hold(conditions_[number], message);
    };
    if (std::ranges::none_of(needles_, missing) && expression_.holds(may_hold)) return true;
    return memchr(message.data(), '\\', message.size()) != nullptr;
}

/// Without backslashes a key is nowhere but where its quoted text is, and a colon behind it.
bool JsonPattern::may_hold(const Condition& condition, std::string_view message) {
    if (condition.key.empty()) return true;
    while (skip_behind(message, condition.key)) {
        using Token = wire::JsonReader::Token;
        if (!skip_colon(message)) continue;
        wire::JsonReader reader(message, 1);
        const Token token = reader.peek();
        if (token == Token::Object || token == Token::List) continue;
        JsonValue value;
        if (!read_scalar(reader, value) || holds(condition, value)) return true;
    }
    return false;
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
