#include "service/input_errors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gantry::service {
namespace {

using wire::Violation;

Error validation_error(const api::ServiceInfo& model, std::string message) {
    const bool forms =
        model.protocol == api::Protocol::AwsQuery || model.protocol == api::Protocol::Ec2Query;
    return Error{
        ErrorKind::InvalidArgument,
        forms ? "ValidationError" : "ValidationException",
        std::move(message),
        {},
    };
}

Error broken(const api::ServiceInfo& model, std::string_view path, std::string_view constraint) {
    return validation_error(
        model,
        fmt::format(
            "1 validation error detected: Value at '{}' failed to satisfy constraint: {}",
            path,
            constraint
        )
    );
}

std::string size_text(const Violation& violation, std::string_view what) {
    const auto [min, max] = std::pair{violation.bounds->min, violation.bounds->max};
    const bool small = violation.actual < static_cast<double>(min);
    return fmt::format(
        "Member must have {} {} than or equal to {}",
        what,
        small ? "greater" : "less",
        small ? min : max
    );
}

}  // namespace

Error violation_error(const api::ServiceInfo& model, const Violation& violation) {
    switch (violation.rule) {
        case Violation::Rule::Required:
            return broken(model, violation.path, "Member must not be null");
        case Violation::Rule::Length:
            return broken(model, violation.path, size_text(violation, "length"));
        case Violation::Rule::Range:
            return broken(model, violation.path, size_text(violation, "value"));
        case Violation::Rule::Pattern:
            return broken(
                model,
                violation.path,
                fmt::format(
                    "Member must satisfy regular expression pattern: {}", violation.bounds->pattern
                )
            );
        case Violation::Rule::Union:
            return broken(model, violation.path, "Member must have exactly one member");
    }
    return validation_error(model, "Invalid input.");
}

Error unknown_value_error(
    const api::ServiceInfo& model, const wire::UnknownEnumValue& unknown, const Error& general
) {
    if (unknown.type == nullptr) return validation_error(model, general.message);
    return broken(
        model,
        unknown.path,
        fmt::format(
            "Member must satisfy enum value set: [{}]", fmt::join(unknown.type->enum_names, ", ")
        )
    );
}

}  // namespace gantry::service
