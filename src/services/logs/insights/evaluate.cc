#include "services/logs/insights/evaluate.h"

#include <algorithm>
#include <cmath>

#include "services/logs/filter/literal.h"
#include "services/logs/insights/functions.h"

namespace gantry::logs::insights {
namespace {

Value arithmetic(char sign, const Value& a, const Value& b) {
    const auto x = a.number();
    const auto y = b.number();
    if (!x || !y) return {};
    double result = 0;
    switch (sign) {
        case '+': result = *x + *y; break;
        case '-': result = *x - *y; break;
        case '*': result = *x * *y; break;
        case '/': result = *x / *y; break;
        case '%': result = std::fmod(*x, *y); break;
        case '^': result = std::pow(*x, *y); break;
        default: return {};
    }
    return std::isfinite(result) ? Value::of(result) : Value();
}

Value comparison(const std::string& sign, const Value& a, const Value& b) {
    if (a.is_nothing() || b.is_nothing())
        return Value::of(sign == "!=" && a.is_nothing() != b.is_nothing());
    const int order = compare(a, b);
    if (sign == "=" || sign == "==") return Value::of(order == 0);
    if (sign == "!=") return Value::of(order != 0);
    if (sign == "<") return Value::of(order < 0);
    if (sign == "<=") return Value::of(order <= 0);
    if (sign == ">") return Value::of(order > 0);
    return Value::of(order >= 0);
}

Value binary(const Expr& expr, const Row& row) {
    if (expr.name == "and") {
        return Value::of(
            evaluate(expr.parts[0], row).is_true() && evaluate(expr.parts[1], row).is_true()
        );
    }
    if (expr.name == "or") {
        return Value::of(
            evaluate(expr.parts[0], row).is_true() || evaluate(expr.parts[1], row).is_true()
        );
    }
    const Value a = evaluate(expr.parts[0], row);
    const Value b = evaluate(expr.parts[1], row);
    const char sign = expr.name[0];
    if (expr.name.size() == 1 && std::string_view("+-*/%^").find(sign) != std::string_view::npos) {
        return arithmetic(sign, a, b);
    }
    return comparison(expr.name, a, b);
}

Value like(const Expr& expr, const Row& row) {
    const Value value = evaluate(expr.parts[0], row);
    if (value.is_nothing()) return Value::of(false);
    const std::string text = value.text();
    if (expr.regex) return Value::of(expr.regex->found_in(text));
    return Value::of(contains(text, evaluate(expr.parts[1], row).text()));
}

Value in(const Expr& expr, const Row& row) {
    const Value value = evaluate(expr.parts[0], row);
    for (std::size_t i = 1; i < expr.parts.size(); ++i) {
        const Value other = evaluate(expr.parts[i], row);
        if (!value.is_nothing() && !other.is_nothing() && compare(value, other) == 0) {
            return Value::of(true);
        }
    }
    return Value::of(false);
}

Value function(const Expr& expr, const Row& row) {
    std::vector<Value> arguments;
    arguments.reserve(expr.parts.size());
    // No function gets more text than this, so that none can make much more than it may.
    std::size_t room = 2 * Value::kMaxTextBytes;
    constexpr std::size_t kAlways = 1'024;  // what each gets, whatever the others have
    for (const Expr& part : expr.parts) {
        arguments.push_back(evaluate(part, row));
        arguments.back().shorten(std::max(room, kAlways));
        room -= std::min(room, arguments.back().bytes());
    }
    Value made = find_function(expr.name)->call(arguments);
    made.shorten(Value::kMaxTextBytes);
    return made;
}

/// What stands where the asterisks are; nothing where the pieces are not all there.
std::optional<std::vector<std::string_view>> take_apart(
    std::string_view text, const std::vector<std::string>& pieces
) {
    std::vector<std::string_view> taken;
    std::size_t at = text.find(pieces.front());
    if (at == std::string_view::npos) return std::nullopt;
    at += pieces.front().size();
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        const bool rest = i + 1 == pieces.size() && pieces[i].empty();
        const std::size_t next = rest ? text.size() : text.find(pieces[i], at);
        if (next == std::string_view::npos) return std::nullopt;
        taken.push_back(text.substr(at, next - at));
        at = next + pieces[i].size();
    }
    return taken;
}

}  // namespace

Value evaluate(const Expr& expr, const Row& row) {
    switch (expr.kind) {
        case Expr::Kind::Constant: return expr.value;
        case Expr::Kind::Field: return row.get(expr.name);
        case Expr::Kind::Unary: {
            const Value value = evaluate(expr.parts[0], row);
            if (expr.name == "not") return Value::of(!value.is_true());
            return value.number() ? Value::of(-*value.number()) : Value();
        }
        case Expr::Kind::Binary: return binary(expr, row);
        case Expr::Kind::Like: return like(expr, row);
        case Expr::Kind::In: return in(expr, row);
        case Expr::Kind::Function: return function(expr, row);
    }
    return {};
}

bool apply(const Parse& parse, Row& row, Charge& charge) {
    const Value source = evaluate(parse.source, row);
    if (source.is_nothing()) return true;
    const std::string text = source.text();
    std::vector<std::optional<std::string_view>> taken;
    if (parse.regex) {
        taken = parse.regex->groups_in(text);
    } else if (const auto parts = take_apart(text, parse.pieces)) {
        taken.assign(parts->begin(), parts->end());
    }
    for (std::size_t i = 0; i < taken.size() && i < parse.names.size(); ++i) {
        if (!taken[i] || parse.names[i].empty()) continue;
        if (!charge.take(sizeof(Value) + taken[i]->size())) return false;
        row.set(parse.names[i], Value::of(std::string(*taken[i])));
    }
    return true;
}

}  // namespace gantry::logs::insights
