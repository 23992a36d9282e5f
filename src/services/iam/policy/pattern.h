#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "services/iam/policy/context.h"

namespace gantry::iam::policy {

/// Condition keys, as policies wrote them, that were asked for and not known.
using MissingKeys = std::set<std::string>;

/// What comparing came to. Unresolved: a variable in the policy has no value for this request.
enum class Match : std::uint8_t { No, Yes, Unresolved };

/// A text of a policy, made ready to be compared with many: an action, a resource, a value of a
/// condition.
///
/// Variables: `${key}`, `${key, 'default'}`, and `${*}`, `${?}`, `${$}` for the characters
/// themselves. Only keys with exactly one value can stand in a text; what they bring in has no
/// wildcards. A `${` that does not end is text.
/// Source: IAM User Guide, "IAM policy elements: Variables and tags".
class Pattern {
  public:
    struct Reading {
        bool wildcards = true;
        bool variables = true;     ///< since version 2012-10-17
        bool ignore_case = false;  ///< what it is compared with must be in small letters
    };

    Pattern() = default;
    Pattern(std::string_view text, Reading reading);

    /// @param missing  may be null.
    [[nodiscard]] Match matches(std::string_view text, const Context& context, MissingKeys* missing)
        const;

    [[nodiscard]] bool has_variables() const { return !variables_.empty(); }
    /// Shows the keys of its variables, in small letters and as written.
    template <class Visit>
    void visit_variables(const Visit& visit) const {
        for (const Variable& variable : variables_) visit(variable.lower_key, variable.key);
    }

  private:
    struct Variable {
        std::size_t at = 0;  ///< where in the glob its value goes
        std::string key;
        std::string lower_key;
        std::optional<std::string> fallback;
    };
    enum class Form : std::uint8_t { Exact, Prefix, Glob };

    void add_run();
    std::size_t read_variable(std::string_view rest);
    void add_variable(std::string_view inside);
    [[nodiscard]] bool matches_fixed(std::string_view text) const;
    [[nodiscard]] std::optional<std::string> fill(const Context& context, MissingKeys* missing)
        const;

    std::string glob_;
    std::vector<Variable> variables_;
    Form form_ = Form::Exact;
    bool ignore_case_ = false;
};

/// Yes when one pattern matches; Unresolved when none does and one could not be told.
Match match_any(
    const std::vector<Pattern>& patterns,
    std::string_view text,
    const Context& context,
    MissingKeys* missing
);

}  // namespace gantry::iam::policy
