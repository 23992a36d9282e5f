#include "services/logs/api/input_rules.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "services/logs/api/errors.h"

namespace gantry::logs {
namespace {

using wire::Violation;

/// "logEvents[0].message" as AWS writes it: "logEvents.1.member.message".
std::string member_text(std::string_view path) {
    std::string text;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] != '[') {
            text += path[i];
            continue;
        }
        std::size_t index = 0;
        bool is_index = false;
        std::size_t end = i + 1;
        for (; end < path.size() && path[end] >= '0' && path[end] <= '9'; ++end) {
            index = index * 10 + static_cast<std::size_t>(path[end] - '0');
            is_index = true;
        }
        if (!is_index || end == path.size() || path[end] != ']') {
            text += path[i];
            continue;
        }
        text += fmt::format(".{}.member", index + 1);
        i = end;
    }
    return text;
}

/// As AWS writes it: ours say that all of the text is meant.
std::string_view bare_pattern(std::string_view pattern) {
    if (!pattern.starts_with('^') || !pattern.ends_with('$')) return pattern;
    pattern = pattern.substr(1, pattern.size() - 2);
    if (pattern.starts_with("(?:") && pattern.ends_with(')')) {
        pattern = pattern.substr(3, pattern.size() - 4);
    }
    return pattern;
}

std::string constraint_of(const Violation& violation) {
    const auto [min, max] = std::pair{violation.bounds->min, violation.bounds->max};
    const bool small = violation.actual < static_cast<double>(min);
    const auto bound = [&](std::string_view what) {
        return fmt::format(
            "Member must have {} {} than or equal to {}",
            what,
            small ? "greater" : "less",
            small ? min : max
        );
    };
    switch (violation.rule) {
        case Violation::Rule::Required: return "Member must not be null";
        case Violation::Rule::Length: return bound("length");
        case Violation::Rule::Range: return bound("value");
        case Violation::Rule::Pattern:
            return fmt::format(
                "Member must satisfy regular expression pattern: {}",
                bare_pattern(violation.bounds->pattern)
            );
        case Violation::Rule::Union: return "Member must have exactly one member";
    }
    return "";
}

/// Of long texts and lists, which may be events, nothing is said.
std::string value_of(const Violation& violation) {
    constexpr std::size_t kShown = 512;
    if (violation.rule == Violation::Rule::Required) return "Value null";
    if (violation.rule == Violation::Rule::Range)
        return fmt::format("Value '{}'", violation.actual);
    if (violation.text.empty() && violation.actual > 0) return "Value";
    if (violation.text.size() > kShown) return "Value";
    return fmt::format("Value '{}'", violation.text);
}

Error violation_error(std::string_view /*operation*/, const Violation& violation) {
    return invalid_parameter(fmt::format(
        "1 validation error detected: {} at '{}' failed to satisfy constraint: {}",
        value_of(violation),
        member_text(violation.path),
        constraint_of(violation)
    ));
}

Error unknown_value(
    std::string_view /*operation*/, const wire::UnknownEnumValue& unknown, const Error& general
) {
    if (unknown.type == nullptr) return invalid_parameter(general.message);
    return invalid_member(
        member_text(unknown.path),
        unknown.value,
        fmt::format(
            "Member must satisfy enum value set: [{}]", fmt::join(unknown.type->enum_names, ", ")
        )
    );
}

}  // namespace

service::InputRules input_rules() {
    return {.unknown_value = &unknown_value, .violation = &violation_error};
}

}  // namespace gantry::logs
