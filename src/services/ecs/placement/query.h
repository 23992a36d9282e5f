#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace gantry::ecs::placement {

/// What an expression can ask about one container instance.
class QuerySubject {
  public:
    virtual ~QuerySubject() = default;
    /// The value of a subject as written in an expression: "attribute:ecs.instance-type",
    /// "agentVersion", "agentConnected" ("true"/"false"), "ec2InstanceId", "registeredAt" (ISO
    /// 8601), "runningTasksCount". Nothing when the instance has no such attribute.
    [[nodiscard]] virtual std::optional<std::string> value(std::string_view subject) const = 0;
    /// Whether some task of the group runs or is about to run there: "task:group == service:web".
    [[nodiscard]] virtual bool has_task_group(const std::function<bool(std::string_view)>& match
    ) const = 0;
};

/// An expression of the cluster query language, parsed: what `memberOf` constraints and the filter
/// of ListContainerInstances are written in. Immutable; copies share the tree.
///
///     attribute:ecs.instance-type =~ t2.* and not(task:group == service:web)
///
/// Subjects: agentConnected, agentVersion, attribute:NAME (or just a name that is none of the
/// others), ec2InstanceId, registeredAt, runningTasksCount, task:group. Operators: == equals,
/// != not_equals, > greater_than, >= greater_than_equal, < less_than, <= less_than_equal, exists,
/// !exists not_exists, in [a, b], !in not_in, =~ matches, !~ not_matches; and &&, or ||, not !,
/// parentheses; `not` binds closest, then `and`, then `or`. Values are bare words or in double
/// quotes. Orders compare numbers where both sides are numbers, dotted versions where both look
/// like one, else text. Patterns (wire/pattern.h) must match the whole value.
/// An instance that lacks an attribute satisfies only the negated operators.
/// Source: Amazon ECS Developer Guide, cluster query language.
class Query {
  public:
    /// Errors: InvalidArgument with a sentence saying what is wrong at which character. Bounds:
    /// 2000 characters, nesting of 50.
    static Result<Query> parse(std::string_view text);

    [[nodiscard]] bool matches(const QuerySubject& subject) const;
    /// True when placing a task may change the answer (runningTasksCount, task:group).
    [[nodiscard]] bool depends_on_tasks() const { return depends_on_tasks_; }
    [[nodiscard]] const std::string& text() const { return text_; }

    struct Node;

  private:
    std::shared_ptr<const Node> root_;
    std::string text_;
    bool depends_on_tasks_ = false;
};

}  // namespace gantry::ecs::placement
