#include "services/logs/filter/delimited_pattern.h"

#include <algorithm>

namespace gantry::logs {
namespace {

bool is_of_field_name(char c) {
    return is_alnum(c) || c == '_' || c == '-' || c == '$';
}

/// Takes the field at the start of `text`, which is not blank.
std::string_view take_value(std::string_view& text) {
    const char closing = text.front() == '"' ? '"' : text.front() == '[' ? ']' : '\0';
    const std::size_t end = closing == '\0' ? std::string_view::npos : text.find(closing, 1);
    if (end != std::string_view::npos) {
        const std::string_view value = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
        return value;
    }
    const std::size_t blank = std::min(text.find_first_of(" \t\r\n"), text.size());
    const std::string_view value = text.substr(0, blank);
    text.remove_prefix(blank);
    return value;
}

}  // namespace

std::vector<std::string_view> split_fields(std::string_view message) {
    std::vector<std::string_view> fields;
    for (;;) {
        const std::size_t start = message.find_first_not_of(" \t\r\n");
        if (start == std::string_view::npos) return fields;
        message.remove_prefix(start);
        fields.push_back(take_value(message));
    }
}

Result<DelimitedPattern::Field> DelimitedPattern::take_field(Scanner& scanner) {
    Field field;
    scanner.skip_space();
    if (scanner.peek() == ',' || scanner.peek() == ']') return field;
    std::size_t compared = 0;
    const auto take = [&](Scanner& at) -> Result<std::size_t> {
        at.skip_space();
        const std::string_view name = at.take_while(is_of_field_name);
        if (name.empty() || (!field.name.empty() && field.name != name)) return invalid_pattern();
        field.name = name;
        Condition condition;
        if (const auto how = take_compare(at)) {
            auto literal = Literal::take(at);
            if (!literal) return literal.error();
            const bool is_order = *how != Compare::Equal && *how != Compare::NotEqual;
            if (is_order && !literal->is_number()) return invalid_pattern();
            condition = {*how, *std::move(literal)};
            ++compared;
        }
        conditions_.push_back(std::move(condition));
        return conditions_.size() - 1;
    };
    const std::size_t before = conditions_.size();
    auto expression = Expression::take(scanner, take);
    if (!expression) return expression.error();
    const std::size_t taken = conditions_.size() - before;
    if (compared == taken) {
        field.expression = *std::move(expression);
    } else if (taken > 1) {
        return invalid_pattern();
    }
    return field;
}

Result<void> DelimitedPattern::take_fields(Scanner& scanner) {
    do {
        if (scanner.take_sign("...")) {
            if (ellipsis_) return invalid_pattern();
            ellipsis_ = fields_.size();
            continue;
        }
        auto field = take_field(scanner);
        if (!field) return field.error();
        fields_.push_back(*std::move(field));
    } while (scanner.take_sign(","));
    return {};
}

Result<DelimitedPattern> DelimitedPattern::read(std::string_view text) {
    DelimitedPattern pattern;
    Scanner scanner(text);
    if (!scanner.take_sign("[")) return invalid_pattern();
    if (auto fields = pattern.take_fields(scanner); !fields) return fields.error();
    if (!scanner.take_sign("]")) return invalid_pattern();
    scanner.skip_space();
    if (!scanner.at_end()) return invalid_pattern();
    return pattern;
}

std::size_t DelimitedPattern::place_of(std::size_t field, std::size_t count) const {
    if (!ellipsis_ || field < *ellipsis_) return field;
    return field + count - fields_.size();
}

bool DelimitedPattern::fits(const std::vector<std::string_view>& values) const {
    if (ellipsis_ ? values.size() < fields_.size() : values.size() != fields_.size()) return false;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (!fields_[i].expression) continue;
        const std::string_view value = values[place_of(i, values.size())];
        const bool good = fields_[i].expression->holds([&](std::size_t number) {
            return conditions_[number].literal.holds(conditions_[number].how, value);
        });
        if (!good) return false;
    }
    return true;
}

bool DelimitedPattern::matches(std::string_view message) const {
    return fits(split_fields(message));
}

std::map<std::string, std::string> DelimitedPattern::extract(std::string_view message) const {
    std::map<std::string, std::string> shown;
    const auto values = split_fields(message);
    if (!fits(values)) return shown;
    std::vector<std::string> names(values.size());
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        names[place_of(i, values.size())] = fields_[i].name;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string name = names[i].empty() ? std::to_string(i + 1) : names[i];
        shown.emplace("$" + name, values[i]);
    }
    return shown;
}

std::size_t DelimitedPattern::regexes() const {
    return static_cast<std::size_t>(std::ranges::count_if(
        conditions_, [](const Condition& condition) { return condition.literal.is_regex(); }
    ));
}

}  // namespace gantry::logs
