#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "services/logs/filter/expression.h"

namespace gantry::logs {

/// The fields of a message that is separated by blanks; what stands between quotes, or between
/// square brackets, is one field.
std::vector<std::string_view> split_fields(std::string_view message);

/// Conditions on the fields of messages: `[ip, user, ..., status = 4* && status != 404, size]`. A
/// message has to have as many fields, but for an ellipsis, which stands for any number.
class DelimitedPattern {
  public:
    /// @param text with its brackets
    /// Errors: InvalidParameterException.
    static Result<DelimitedPattern> read(std::string_view text);

    [[nodiscard]] bool matches(std::string_view message) const;
    /// All fields: `$name`, or `$<number>` where the pattern names none, from 1 on. Empty where the
    /// message does not match.
    [[nodiscard]] std::map<std::string, std::string> extract(std::string_view message) const;
    [[nodiscard]] std::size_t regexes() const;

  private:
    struct Condition {
        Compare how = Compare::Equal;
        Literal literal;
    };
    struct Field {
        std::string name;
        std::optional<Expression> expression;
    };

    Result<void> take_fields(Scanner& scanner);
    Result<Field> take_field(Scanner& scanner);
    [[nodiscard]] bool fits(const std::vector<std::string_view>& values) const;
    /// The place in the message of a field of the pattern.
    [[nodiscard]] std::size_t place_of(std::size_t field, std::size_t count) const;

    std::vector<Field> fields_;
    std::optional<std::size_t> ellipsis_;  ///< before this field
    std::vector<Condition> conditions_;
};

}  // namespace gantry::logs
