#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "services/logs/filter/scanner.h"
#include "wire/pattern.h"

/// What filter patterns compare values with. Source: CloudWatch Logs User Guide, "Filter pattern
/// syntax".
namespace gantry::logs {

/// "Invalid filter pattern"
Error invalid_pattern();
/// "Invalid character(s) in term '<term>'"
Error invalid_term(std::string_view term);

/// Whether `text` has `part` somewhere.
bool contains(std::string_view text, std::string_view part);

/// A number as patterns and fields write it: a sign, digits with a point, an exponent.
std::optional<double> read_number(std::string_view text);

enum class Compare { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual };

/// The operator at hand, behind white space; `=!` is an old spelling of `!=`.
std::optional<Compare> take_compare(Scanner& scanner);

/// A text with an asterisk at its start, its end, or both, which stands for anything. One within is
/// an asterisk.
struct Wildcard {
    enum class Form { Exact, Prefix, Suffix, Part, Any };
    Form form = Form::Exact;
    std::string text;  ///< without the asterisks

    static Wildcard read(std::string_view text);
    [[nodiscard]] bool matches(std::string_view value) const;
};

/// The right side of a comparison: a text, a number, or a regular expression between `%`.
class Literal {
  public:
    /// Reads the one at hand, behind white space.
    /// Errors: InvalidParameterException.
    static Result<Literal> take(Scanner& scanner);

    [[nodiscard]] bool is_number() const { return number_.has_value(); }
    [[nodiscard]] bool is_regex() const { return regex_.has_value(); }
    /// The text that an equal value has in it; empty where that is not sure.
    [[nodiscard]] std::string_view needle() const;

    /// A value that is text: a field of a line, a JSON string.
    [[nodiscard]] bool holds(Compare how, std::string_view value) const;
    /// A value that is a number, and as it was written.
    [[nodiscard]] bool holds(Compare how, double value, std::string_view written) const;

  private:
    [[nodiscard]] bool equals(std::string_view value) const;

    Wildcard text_;
    std::optional<double> number_;
    std::optional<wire::Pattern> regex_;
};

/// A regular expression between `%`, of which the first is at hand.
/// Errors: InvalidParameterException, also for signs that patterns must not have: parentheses above
/// all.
Result<wire::Pattern> take_regex(Scanner& scanner);

}  // namespace gantry::logs
