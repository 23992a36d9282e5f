#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace re2 {
class RE2;
}

namespace gantry::wire {

/// A regular expression, matched in time linear in the text, whatever was written: RE2's syntax on
/// UTF-8, so no back references and no look-around, `.` is anything but a new line, `\d`, `\w` and
/// `\s` are ASCII's. A value: copies share what was compiled. Any thread may match.
class Pattern {
  public:
    /// @param max_bytes what the compiled pattern may take in memory
    /// Errors: InvalidArgument with a sentence, also for patterns that grow beyond `max_bytes`.
    static Result<Pattern> compile(std::string_view text, std::size_t max_bytes = kTheirs);

    [[nodiscard]] bool matches(std::string_view text) const;  ///< the whole text
    [[nodiscard]] bool found_in(std::string_view text) const;

    /// What its groups match where it is found first, in their order: nothing for a group that
    /// takes no part. Empty where it is not found, and for patterns without groups.
    [[nodiscard]] std::vector<std::optional<std::string_view>> groups_in(std::string_view text
    ) const;
    /// The names of its groups, `(?P<name>…)`; empty for one without.
    [[nodiscard]] std::vector<std::string> group_names() const;

    static constexpr std::size_t kTheirs = 256UL << 10;  ///< for what callers write
    static constexpr std::size_t kOurs = 8UL << 20;      ///< for what models say

  private:
    explicit Pattern(std::shared_ptr<const re2::RE2> compiled) : compiled_(std::move(compiled)) {}

    std::shared_ptr<const re2::RE2> compiled_;
};

/// Whether some part of `text` is as `pattern` says, and true where that is beyond RE2. Compiled
/// once per process.
/// @param pattern text that lives as long as the process, as the bounds of models do
bool fits_model_pattern(std::string_view pattern, std::string_view text);

}  // namespace gantry::wire
