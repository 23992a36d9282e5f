#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "services/logs/filter/delimited_pattern.h"
#include "services/logs/filter/json_pattern.h"
#include "services/logs/filter/text_pattern.h"

namespace gantry::logs {

/// A filter pattern of CloudWatch Logs, read once for many messages. Any thread may match.
/// Source: CloudWatch Logs User Guide, "Filter pattern syntax for metric filters, subscription
/// filters, filter log events, and Live Tail".
class Pattern {
  public:
    /// Text that begins with a brace selects in JSON, with a bracket among fields; all other is
    /// terms. An empty one matches everything.
    /// Errors: InvalidParameterException.
    static Result<Pattern> read(std::string_view text);

    [[nodiscard]] bool matches(std::string_view message) const;
    /// What TestMetricFilter shows of a message that matches: fields as `$name`, selected values as
    /// `$.a.b`; nothing for terms.
    [[nodiscard]] std::map<std::string, std::string> extract(std::string_view message) const;
    [[nodiscard]] bool has_regex() const;

  private:
    using Kind = std::variant<TextPattern, JsonPattern, DelimitedPattern>;
    explicit Pattern(Kind kind) : kind_(std::move(kind)) {}

    Kind kind_;
};

}  // namespace gantry::logs
