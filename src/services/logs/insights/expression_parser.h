#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "services/logs/insights/ast.h"
#include "services/logs/insights/lexer.h"

namespace gantry::logs::insights {

/// Goes through the tokens of a query, and reads expressions.
class ExpressionParser {
  public:
    ExpressionParser(std::string_view query, std::vector<Token> tokens)
        : query_(query), tokens_(std::move(tokens)) {}

    [[nodiscard]] const Token& peek() const { return tokens_[at_]; }
    [[nodiscard]] const Token& peek_behind() const {
        return tokens_[at_ + 1 < tokens_.size() ? at_ + 1 : at_];
    }
    const Token& next() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
    bool take(std::string_view sign);
    bool take_word(std::string_view word);
    [[nodiscard]] Error unexpected() const { return malformed(query_, peek()); }

    /// Errors of all: MalformedQueryException.
    Result<Expr> expression();
    /// `as <name>`, or else what the query says from `start` to here.
    Result<std::string> name_of(std::size_t start);
    Result<std::string> name();
    /// A regular expression, `(?<name>…)` for its groups.
    Result<wire::Pattern> regex(const std::string& text);

  private:
    Result<Expr> any_of();
    Result<Expr> all_of();
    Result<Expr> negation();
    Result<Expr> comparison();
    Result<Expr> membership(Expr left, bool negated);
    Result<Expr> likeness(Expr left, bool negated);
    Result<Expr> sum();
    Result<Expr> product();
    Result<Expr> power();
    Result<Expr> sign();
    Result<Expr> primary();
    Result<Expr> call(const std::string& name);
    Result<void> period_argument(const std::string& function, std::vector<Expr>& arguments);

    std::string_view query_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace gantry::logs::insights
