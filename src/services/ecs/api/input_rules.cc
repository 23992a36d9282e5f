#include "services/ecs/api/input_rules.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "api/ecs/task_definition_placement_constraint_type.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/not_given.h"
#include "wire/validate.h"

namespace gantry::ecs {
namespace {

using wire::Violation;

/// What ECS says when a required member is absent, where the general text is not it.
struct MissingText {
    std::string_view operation;  ///< empty: every operation
    std::string_view member;
    std::string_view text;
};
constexpr std::array kMissingTexts{
    MissingText{"", "family", "Family can not be blank."},
    MissingText{"", "containerDefinitions", "Container list cannot be empty."},
    MissingText{"", "taskDefinition", "Task Definition can not be blank."},
    MissingText{"", "containerInstances", "Container instance cannot be empty."},
    MissingText{"", "tags", "Tags can not be empty."},
};

std::string missing_text(std::string_view operation, std::string_view path) {
    for (const MissingText& known : kMissingTexts) {
        const bool here = known.operation.empty() || known.operation == operation;
        if (here && known.member == path) return std::string(known.text);
    }
    if (path.find('.') != std::string_view::npos) {
        return fmt::format("{} should not be null or empty.", path);
    }
    std::string text = fmt::format("{} cannot be empty.", path);
    if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string violation_text(std::string_view operation, const Violation& violation) {
    const auto [min, max] = std::pair{violation.bounds->min, violation.bounds->max};
    switch (violation.rule) {
        case Violation::Rule::Required: return missing_text(operation, violation.path);
        case Violation::Rule::Length:
            return fmt::format(
                "{} has a length of {}. It must be between {} and {}.",
                violation.path,
                violation.actual,
                std::max<std::int64_t>(min, 0),
                max
            );
        case Violation::Rule::Range:
            return fmt::format(
                "{} is {}. It must be between {} and {}.",
                violation.path,
                violation.actual,
                min,
                max
            );
        case Violation::Rule::Pattern:
            return fmt::format("{} must match {}", violation.path, violation.bounds->pattern);
        case Violation::Rule::Union:
            return fmt::format("{} must have exactly one member.", violation.path);
    }
    return "Invalid parameter.";
}

/// "launchType" as ECS writes it in a sentence: "launch type".
std::string words_of(std::string_view member) {
    std::string words;
    for (const char c : member) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper) words += ' ';
        words += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return words;
}

/// What ECS says of an enum value it does not know; empty below a member, where it has other texts.
std::string unknown_value_text(const wire::UnknownEnumValue& unknown) {
    const std::string_view path = unknown.path;
    if (unknown.type == &reflect::type_of<api::ecs::TaskDefinitionPlacementConstraintType>()) {
        return fmt::format("constraint.type '{}' is not supported.", unknown.value);
    }
    if (unknown.type == nullptr || path.find('.') != std::string_view::npos) return {};
    return fmt::format(
        "{} should be one of [{}]",
        words_of(path.substr(0, path.find('['))),
        fmt::join(unknown.type->enum_names, ",")
    );
}

/// Operations on a task definition answer ClientException where others, lists of them too, say
/// InvalidParameterException.
Error bad_value(std::string_view operation, std::string message) {
    const bool of_task_definition = operation.find("TaskDefinition") != std::string_view::npos &&
                                    !operation.starts_with("List");
    return of_task_definition ? client_exception(std::move(message))
                              : invalid_parameter(std::move(message));
}

Error unknown_value(
    std::string_view operation, const wire::UnknownEnumValue& unknown, const Error& general
) {
    const std::string text = unknown_value_text(unknown);
    return bad_value(operation, text.empty() ? general.message : text);
}

Error broken_bound(std::string_view operation, const Violation& violation) {
    return bad_value(operation, violation_text(operation, violation));
}

}  // namespace

service::InputRules input_rules() {
    return {
        .normalise = &drop_what_is_not_given,
        .unknown_value = &unknown_value,
        .violation = &broken_bound,
    };
}

}  // namespace gantry::ecs
