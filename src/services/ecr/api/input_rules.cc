#include "services/ecr/api/input_rules.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "services/ecr/model/errors.h"

namespace gantry::ecr {
namespace {

using wire::Violation;

Error broken(std::string_view path, std::string_view constraint) {
    return invalid_parameter(fmt::format(
        "Invalid parameter at '{}' failed to satisfy constraint: '{}'", path, constraint
    ));
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

Error violation_error(std::string_view /*operation*/, const Violation& violation) {
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
        case Violation::Rule::Required: return broken(violation.path, "Member must not be null");
        case Violation::Rule::Length: return broken(violation.path, bound("length"));
        case Violation::Rule::Range: return broken(violation.path, bound("value"));
        case Violation::Rule::Pattern:
            return broken(
                violation.path,
                fmt::format(
                    "must satisfy regular expression '{}'", bare_pattern(violation.bounds->pattern)
                )
            );
        case Violation::Rule::Union: break;
    }
    return broken(violation.path, "Member must have exactly one member");
}

Error unknown_value(
    std::string_view /*operation*/, const wire::UnknownEnumValue& unknown, const Error& general
) {
    if (unknown.type == nullptr) return invalid_parameter(general.message);
    return broken(
        unknown.path,
        fmt::format(
            "Member must satisfy enum value set: [{}]", fmt::join(unknown.type->enum_names, ", ")
        )
    );
}

}  // namespace

service::InputRules input_rules() {
    return {.unknown_value = &unknown_value, .violation = &violation_error};
}

}  // namespace gantry::ecr
