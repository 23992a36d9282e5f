#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/result.h"
#include "services/logs/filter/literal.h"

namespace gantry::logs {

/// Conditions joined by && and ||, with parentheses: && binds tighter.
class Expression {
  public:
    /// Reads one condition and answers with its number, by which `holds` asks for it.
    using TakeCondition = std::function<Result<std::size_t>(Scanner& scanner)>;

    /// Reads as far as the expression goes.
    /// Errors: InvalidParameterException; those of `take`.
    static Result<Expression> take(Scanner& scanner, const TakeCondition& take);

    template <class Holds>
    [[nodiscard]] bool holds(const Holds& condition) const {
        return holds(root_, condition);
    }
    /// Shows the conditions without which it cannot hold.
    template <class Show>
    void show_required(const Show& show) const {
        show_required(root_, show);
    }

  private:
    enum class Kind { Condition, And, Or };
    struct Node {
        Kind kind = Kind::Condition;
        std::size_t condition = 0;
        std::vector<Node> parts{};
    };

    static Result<Node> take_or(Scanner& scanner, const TakeCondition& take, int depth);
    static Result<Node> take_and(Scanner& scanner, const TakeCondition& take, int depth);
    static Result<Node> take_one(Scanner& scanner, const TakeCondition& take, int depth);

    template <class Holds>
    static bool holds(const Node& node, const Holds& condition) {
        if (node.kind == Kind::Condition) return condition(node.condition);
        const bool decisive = node.kind == Kind::Or;
        for (const Node& part : node.parts) {
            if (holds(part, condition) == decisive) return decisive;
        }
        return !decisive;
    }
    template <class Show>
    static void show_required(const Node& node, const Show& show) {
        if (node.kind == Kind::Condition) return show(node.condition);
        if (node.kind == Kind::Or) return;
        for (const Node& part : node.parts) show_required(part, show);
    }

    Node root_;
};

}  // namespace gantry::logs
