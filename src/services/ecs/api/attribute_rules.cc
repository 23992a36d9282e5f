#include "services/ecs/api/attribute_rules.h"

#include <algorithm>

#include "services/ecs/api/errors.h"

namespace gantry::ecs {
namespace {

constexpr std::size_t kMaxLength = 128;

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// 1–128 of letters, digits and the given signs.
bool is_of(std::string_view text, std::string_view signs) {
    return !text.empty() && text.size() <= kMaxLength && std::ranges::all_of(text, [signs](char c) {
        return is_letter_or_digit(c) || signs.find(c) != std::string_view::npos;
    });
}

}  // namespace

bool is_reserved_attribute(std::string_view name) {
    return name.starts_with("ecs.") || name.starts_with("com.amazonaws.ecs.") ||
           name.starts_with("gantry.");
}

Result<void> check_attribute(const api::ecs::Attribute& attribute) {
    const std::string name = attribute.name.value_or("");
    if (!is_of(name, "_-/\\.")) {
        return invalid_parameter(
            "The attribute name must have between 1 and 128 letters, numbers, hyphens, "
            "underscores, "
            "forward slashes, back slashes and periods."
        );
    }
    if (is_reserved_attribute(name)) {
        return invalid_parameter("The attribute name " + name + " is reserved.");
    }
    if (!attribute.value) return {};
    const std::string& value = *attribute.value;
    const bool spaced = value.starts_with(' ') || value.ends_with(' ');
    if (spaced || !is_of(value, "_-/\\.@: ")) {
        return invalid_parameter(
            "The attribute value must have between 1 and 128 letters, numbers, hyphens, "
            "underscores, periods, at signs, slashes, colons and spaces, and no space at its ends."
        );
    }
    return {};
}

std::size_t count_custom_attributes(const std::vector<api::ecs::Attribute>& attributes) {
    return static_cast<std::size_t>(std::ranges::count_if(
        attributes,
        [](const api::ecs::Attribute& attribute) {
            return !is_reserved_attribute(attribute.name.value_or(""));
        }
    ));
}

}  // namespace gantry::ecs
