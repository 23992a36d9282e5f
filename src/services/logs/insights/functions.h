#pragma once

#include <span>
#include <string_view>

#include "services/logs/insights/ast.h"
#include "services/logs/insights/row.h"

namespace gantry::logs::insights {

/// A scalar function: values in, a value out. Whoever calls bounds both (evaluate.cc).
struct Function {
    std::string_view name;  ///< in small letters
    std::size_t min_arguments = 1;
    std::size_t max_arguments = 1;
    Value (*call)(std::span<const Value> arguments) = nullptr;
};

/// Null for none of that name. `bin`, `datefloor` and `dateceil` take a moment in milliseconds and
/// a length of time in milliseconds.
const Function* find_function(std::string_view name);

}  // namespace gantry::logs::insights
