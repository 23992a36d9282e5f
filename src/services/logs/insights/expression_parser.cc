#include "services/logs/insights/expression_parser.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/logs/filter/literal.h"
#include "services/logs/insights/functions.h"
#include "services/logs/insights/parser.h"

namespace gantry::logs::insights {
namespace {

constexpr int kMaxDepth = 60;

Expr binary(std::string name, Expr left, Expr right) {
    Expr expr{.kind = Expr::Kind::Binary, .name = std::move(name)};
    expr.parts.push_back(std::move(left));
    expr.parts.push_back(std::move(right));
    return expr;
}

Expr negated(Expr inner) {
    Expr expr{.kind = Expr::Kind::Unary, .name = "not"};
    expr.parts.push_back(std::move(inner));
    return expr;
}

Expr constant(Value value) {
    return {.kind = Expr::Kind::Constant, .value = std::move(value)};
}

bool takes_period(std::string_view function) {
    return function == "bin" || function == "datefloor" || function == "dateceil";
}

}  // namespace

bool ExpressionParser::take(std::string_view sign) {
    if (!peek().is(sign)) return false;
    next();
    return true;
}

bool ExpressionParser::take_word(std::string_view word) {
    if (!peek().is_word(word)) return false;
    next();
    return true;
}

Result<std::string> ExpressionParser::name() {
    if (peek().kind != Token::Kind::Word && peek().kind != Token::Kind::Quoted) return unexpected();
    return next().text;
}

Result<std::string> ExpressionParser::name_of(std::size_t start) {
    if (take_word("as")) return name();
    const std::size_t end = std::min(peek().position, query_.size());
    std::string_view text = query_.substr(start, end - start);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    if (text.size() > 1 && text.front() == '`' && text.back() == '`') {
        text = text.substr(1, text.size() - 2);
    }
    return std::string(text);
}

Result<wire::Pattern> ExpressionParser::regex(const std::string& text) {
    std::string pattern;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = std::string_view(text).substr(i);
        const bool is_name =
            rest.starts_with("(?<") && rest.size() > 3 && rest[3] != '=' && rest[3] != '!';
        if (is_name && (i == 0 || text[i - 1] != '\\')) {
            pattern += "(?P<";
            i += 2;
        } else {
            pattern += text[i];
        }
    }
    auto compiled = wire::Pattern::compile(pattern);
    if (!compiled) return malformed(fmt::format("invalid regular expression: /{}/", text));
    return compiled;
}

Result<Expr> ExpressionParser::expression() {
    if (++depth_ > kMaxDepth) return malformed("the query is nested too deeply");
    auto expr = any_of();
    --depth_;
    return expr;
}

Result<Expr> ExpressionParser::any_of() {
    auto left = all_of();
    while (left && take_word("or")) {
        auto right = all_of();
        if (!right) return right.error();
        left = binary("or", *std::move(left), *std::move(right));
    }
    return left;
}

Result<Expr> ExpressionParser::all_of() {
    auto left = negation();
    while (left && take_word("and")) {
        auto right = negation();
        if (!right) return right.error();
        left = binary("and", *std::move(left), *std::move(right));
    }
    return left;
}

Result<Expr> ExpressionParser::negation() {
    bool is_negated = false;
    while (take_word("not")) is_negated = !is_negated;
    auto inner = comparison();
    if (!inner || !is_negated) return inner;
    return negated(*std::move(inner));
}

Result<Expr> ExpressionParser::comparison() {
    auto left = sum();
    if (!left) return left;
    for (const std::string_view sign : {"=", "==", "!=", "<=", ">=", "<", ">"}) {
        if (!take(sign)) continue;
        auto right = sum();
        if (!right) return right;
        return binary(std::string(sign), *std::move(left), *std::move(right));
    }
    if (take("=~")) return likeness(*std::move(left), false);
    const bool is_negated = take_word("not");
    if (take_word("like")) return likeness(*std::move(left), is_negated);
    if (take_word("in")) return membership(*std::move(left), is_negated);
    if (is_negated) return unexpected();
    return left;
}

Result<Expr> ExpressionParser::likeness(Expr left, bool is_negated) {
    Expr expr{.kind = Expr::Kind::Like};
    expr.parts.push_back(std::move(left));
    if (peek().kind == Token::Kind::Regex) {
        auto pattern = regex(next().text);
        if (!pattern) return pattern.error();
        expr.regex = *std::move(pattern);
    } else {
        auto text = sum();
        if (!text) return text;
        expr.parts.push_back(*std::move(text));
    }
    if (is_negated) return negated(std::move(expr));
    return expr;
}

Result<Expr> ExpressionParser::membership(Expr left, bool is_negated) {
    Expr expr{.kind = Expr::Kind::In};
    expr.parts.push_back(std::move(left));
    if (!take("[")) return unexpected();
    do {
        auto value = expression();
        if (!value) return value;
        expr.parts.push_back(*std::move(value));
    } while (take(","));
    if (!take("]")) return unexpected();
    if (is_negated) return negated(std::move(expr));
    return expr;
}

Result<Expr> ExpressionParser::sum() {
    auto left = product();
    while (left && (peek().is("+") || peek().is("-"))) {
        std::string sign = next().text;
        auto right = product();
        if (!right) return right;
        left = binary(std::move(sign), *std::move(left), *std::move(right));
    }
    return left;
}

Result<Expr> ExpressionParser::product() {
    auto left = power();
    while (left && (peek().is("*") || peek().is("/") || peek().is("%"))) {
        std::string sign = next().text;
        auto right = power();
        if (!right) return right;
        left = binary(std::move(sign), *std::move(left), *std::move(right));
    }
    return left;
}

Result<Expr> ExpressionParser::power() {
    auto left = sign();
    while (left && take("^")) {
        auto right = sign();
        if (!right) return right;
        left = binary("^", *std::move(left), *std::move(right));
    }
    return left;
}

Result<Expr> ExpressionParser::sign() {
    bool minus = false;
    while (take("-")) minus = !minus;
    auto inner = primary();
    if (!inner || !minus) return inner;
    Expr expr{.kind = Expr::Kind::Unary, .name = "-"};
    expr.parts.push_back(*std::move(inner));
    return expr;
}

Result<Expr> ExpressionParser::primary() {
    if (take("(")) {
        auto inner = expression();
        if (!inner) return inner;
        if (!take(")")) return unexpected();
        return inner;
    }
    switch (peek().kind) {
        case Token::Kind::Number: {
            const auto number = read_number(peek().text);
            if (!number) return unexpected();
            next();
            return constant(Value::of(*number));
        }
        case Token::Kind::Text: return constant(Value::of(next().text));
        case Token::Kind::Quoted: return Expr{.kind = Expr::Kind::Field, .name = next().text};
        case Token::Kind::Word: break;
        default: return unexpected();
    }
    for (const std::string_view word : {"as", "by", "and", "or", "in", "like", "asc", "desc"}) {
        if (peek().is_word(word)) return unexpected();
    }
    if (peek_behind().is("(")) return call(next().text);
    if (take_word("true")) return constant(Value::of(true));
    if (take_word("false")) return constant(Value::of(false));
    return Expr{.kind = Expr::Kind::Field, .name = next().text};
}

/// The length of time that `bin` and the like end with; `bin` is of @timestamp.
Result<void> ExpressionParser::period_argument(
    const std::string& function, std::vector<Expr>& arguments
) {
    if (function == "bin") arguments.push_back({.kind = Expr::Kind::Field, .name = "@timestamp"});
    if (function != "bin") {
        auto time = expression();
        if (!time) return time.error();
        arguments.push_back(*std::move(time));
        if (!take(",")) return unexpected();
    }
    const auto period = read_period(peek().text);
    if (peek().kind != Token::Kind::Number || !period) return unexpected();
    next();
    arguments.push_back(constant(Value::of(*period)));
    return {};
}

Result<Expr> ExpressionParser::call(const std::string& name) {
    std::string function = name;
    std::ranges::transform(function, function.begin(), lower);
    const Function* known = find_function(function);
    if (known == nullptr) return malformed(fmt::format("unknown function: {}", name));
    next();
    Expr expr{.kind = Expr::Kind::Function, .name = function};
    if (takes_period(function)) {
        if (auto good = period_argument(function, expr.parts); !good) return good.error();
    } else if (!peek().is(")")) {
        do {
            auto argument = expression();
            if (!argument) return argument;
            expr.parts.push_back(*std::move(argument));
        } while (take(","));
    }
    if (!take(")")) return unexpected();
    const std::size_t count = expr.parts.size();
    if (count < known->min_arguments || count > known->max_arguments) {
        return malformed(fmt::format("wrong number of arguments of {}", name));
    }
    return expr;
}

}  // namespace gantry::logs::insights
