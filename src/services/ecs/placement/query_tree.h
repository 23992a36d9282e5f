#pragma once

#include <memory>
#include <string>
#include <vector>

#include "services/ecs/placement/pattern.h"
#include "services/ecs/placement/query.h"

namespace gantry::ecs::placement {

enum class Comparison : std::uint8_t {
    Equals,
    Greater,
    GreaterEqual,
    Less,
    LessEqual,
    Exists,
    In,
    Matches,
};

/// One node of a parsed expression.
struct Query::Node {
    enum class Kind : std::uint8_t { All, Any, Not, Test };
    Kind kind = Kind::Test;
    std::vector<std::shared_ptr<const Node>> children;  ///< All, Any: two or more; Not: one

    // Test. Negated operators are a Not around the positive one.
    std::string subject;
    Comparison comparison = Comparison::Equals;
    std::vector<std::string> values;  ///< In: any number; Exists: none; else one
    std::shared_ptr<const Pattern> pattern;
};

inline constexpr std::string_view kTaskGroup = "task:group";
inline constexpr std::string_view kRunningTasksCount = "runningTasksCount";

}  // namespace gantry::ecs::placement
