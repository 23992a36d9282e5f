#include "services/logs/filter/expression.h"

namespace gantry::logs {
namespace {

constexpr int kMaxNesting = 100;

}  // namespace

Result<Expression::Node> Expression::take_one(
    Scanner& scanner, const TakeCondition& take, int depth
) {
    if (depth > kMaxNesting) return invalid_pattern();
    if (scanner.take_sign("(")) {
        auto inner = take_or(scanner, take, depth + 1);
        if (!inner) return inner.error();
        if (!scanner.take_sign(")")) return invalid_pattern();
        return inner;
    }
    auto condition = take(scanner);
    if (!condition) return condition.error();
    return Node{.condition = *condition};
}

Result<Expression::Node> Expression::take_and(
    Scanner& scanner, const TakeCondition& take, int depth
) {
    Node all{.kind = Kind::And};
    do {
        auto part = take_one(scanner, take, depth);
        if (!part) return part.error();
        all.parts.push_back(*std::move(part));
    } while (scanner.take_sign("&&"));
    if (all.parts.size() == 1) return std::move(all.parts.front());
    return all;
}

Result<Expression::Node> Expression::take_or(
    Scanner& scanner, const TakeCondition& take, int depth
) {
    Node any{.kind = Kind::Or};
    do {
        auto part = take_and(scanner, take, depth);
        if (!part) return part.error();
        any.parts.push_back(*std::move(part));
    } while (scanner.take_sign("||"));
    if (any.parts.size() == 1) return std::move(any.parts.front());
    return any;
}

Result<Expression> Expression::take(Scanner& scanner, const TakeCondition& take) {
    auto root = take_or(scanner, take, 0);
    if (!root) return root.error();
    Expression expression;
    expression.root_ = *std::move(root);
    return expression;
}

}  // namespace gantry::logs
