#pragma once

#include <optional>
#include <string>

#include "base/reflect.h"

namespace gantry::wire {

/// The first member that breaks what the model demands of it.
struct Violation {
    enum class Rule { Required, Length, Range, Pattern, Union };

    Rule rule;
    std::string path;               ///< e.g. "tags[2].key"; of a key: its map's
    const reflect::Bounds* bounds;  ///< of that value; lives as long as the process
    double actual = 0;    ///< Length: the length; Range: the number; Union: the members given
    std::string text;     ///< of a string: what was given, its first 1024 bytes; it may be a secret
    bool is_key = false;  ///< it is a map's key that breaks them
};

/// Checks a value against the bounds in its description, depth first in the model's order. The
/// model's bounds are few: most of what ECS refuses is refused by its handlers, in their words, and
/// so is the text for a violation.
///
/// Lengths count characters or elements. A union has exactly one member. Patterns that RE2 cannot
/// take are not checked (pattern_test.cc lists them). Nothing is allocated while nothing is wrong.
std::optional<Violation> find_violation(const reflect::TypeInfo& type, const void* value);

template <class T>
std::optional<Violation> find_violation(const T& value) {
    return find_violation(reflect::type_of<T>(), &value);
}

}  // namespace gantry::wire
