#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "services/logs/filter/expression.h"
#include "services/logs/filter/json_selector.h"

namespace gantry::logs {

/// Conditions on the values of messages that are JSON:
/// `{ $.user.id = 1 && ($.actions[0] = "G*" || $.error NOT EXISTS) }`.
///
/// What is not there, or is an object or a list, is neither equal nor unequal to anything. Of
/// values that an asterisk selects one is enough.
class JsonPattern {
  public:
    /// @param text with its braces
    /// Errors: InvalidParameterException.
    static Result<JsonPattern> read(std::string_view text);

    [[nodiscard]] bool matches(std::string_view message) const;
    /// The values that are selected, by selector; empty where the message does not match.
    [[nodiscard]] std::map<std::string, std::string> extract(std::string_view message) const;
    [[nodiscard]] std::size_t regexes() const;

  private:
    struct Condition {
        enum class Kind { Comparison, IsNull, IsTrue, IsFalse, NotExists };
        Kind kind = Kind::Comparison;
        std::size_t selector = 0;
        Compare how = Compare::Equal;
        Literal literal;
        /// The key that its value stands under, in quotation marks. Empty: there is none, or none
        /// that is looked for.
        std::string key;
    };

    Result<std::size_t> take_condition(Scanner& scanner);
    void find_needles();
    /// A look at the bytes as they are, before anything is taken apart.
    /// @return false: it does not match
    [[nodiscard]] bool may_match(std::string_view message) const;
    static bool may_hold(const Condition& condition, std::string_view message);
    [[nodiscard]] bool holds(const Condition& condition, const Selected& found) const;
    static bool holds(const Condition& condition, const JsonValue& value);

    std::vector<Selector> selectors_;
    std::vector<Condition> conditions_;
    Expression expression_;
    /// What every message that matches has in it, unless it has backslashes.
    std::vector<std::string> needles_;
};

}  // namespace gantry::logs
