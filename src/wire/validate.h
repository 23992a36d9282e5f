#pragma once

#include <optional>
#include <string>

#include "base/reflect.h"

namespace gantry::wire {

/// The first member that breaks what the model demands of it.
struct Violation {
    enum class Rule { Required, Length, Range, Pattern };

    Rule rule;
    std::string path;               ///< e.g. "tags[2].key"
    const reflect::Bounds* bounds;  ///< of that member; lives as long as the process
    double actual = 0;              ///< Length: the length; Range: the number
};

/// Checks a value against the bounds in its description, depth first in the model's order. The
/// model's bounds are few: most of what ECS refuses is refused by its handlers, in their words, and
/// so is the text for a violation.
///
/// Lengths count characters or elements. Not checked: bounds on the elements of lists and maps,
/// which descriptions do not carry, and patterns with Unicode classes (\p{…}). A string over 4096
/// bytes matches no pattern.
std::optional<Violation> find_violation(const reflect::TypeInfo& type, const void* value);

template <class T>
std::optional<Violation> find_violation(const T& value) {
    return find_violation(reflect::type_of<T>(), &value);
}

}  // namespace gantry::wire
