#include "services/ec2/api/input_rules.h"

#include <fmt/format.h>

#include "services/ec2/api/errors.h"

namespace gantry::ec2 {
namespace {

using wire::Violation;

std::string small_first(std::string text) {
    if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') {
        text[0] = static_cast<char>(text[0] - 'A' + 'a');
    }
    return text;
}

/// "Value ( 1 ) for parameter maxResults is invalid. Expecting a value greater than or equal to 5."
Error out_of_range(const Violation& violation) {
    const bool small = violation.actual < static_cast<double>(violation.bounds->min);
    return invalid_value(fmt::format(
        "Value ( {} ) for parameter {} is invalid. Expecting a value {} than or equal to {}.",
        violation.actual,
        small_first(violation.path),
        small ? "greater" : "less",
        small ? violation.bounds->min : violation.bounds->max
    ));
}

Error violated(std::string_view, const Violation& violation) {
    switch (violation.rule) {
        case Violation::Rule::Required: return missing(small_first(violation.path));
        case Violation::Rule::Range: return out_of_range(violation);
        case Violation::Rule::Length: {
            const bool small = violation.actual < static_cast<double>(violation.bounds->min);
            return invalid_value(fmt::format(
                "Invalid length of parameter {}: it must be at {} {}.",
                small_first(violation.path),
                small ? "least" : "most",
                small ? violation.bounds->min : violation.bounds->max
            ));
        }
        case Violation::Rule::Pattern:
        case Violation::Rule::Union: break;
    }
    return invalid_value(fmt::format("Invalid value for parameter {}.", small_first(violation.path))
    );
}

Error unknown_word(std::string_view, const wire::UnknownEnumValue& unknown, const Error& general) {
    if (unknown.type == nullptr) return invalid_value(general.message);
    return invalid_value(fmt::format(
        "Value ({}) for parameter {} is invalid.", unknown.value, small_first(unknown.path)
    ));
}

}  // namespace

service::InputRules input_rules() {
    return {.unknown_value = &unknown_word, .violation = &violated};
}

}  // namespace gantry::ec2
