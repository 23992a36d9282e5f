#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "services/ecs/placement/query.h"
#include "wire/pattern.h"

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
    std::vector<std::string> values;  ///< In: any number; Exists, Matches: none; else one
    std::optional<wire::Pattern> pattern;
};

inline constexpr std::string_view kTaskGroup = "task:group";
inline constexpr std::string_view kRunningTasksCount = "runningTasksCount";

}  // namespace gantry::ecs::placement
