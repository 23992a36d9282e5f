#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace gantry::ecs::placement {

/// A regular expression that is matched in time linear in the text, whatever users write:
/// literals, `.`, classes `[a-z]` `[^0-9]`, `\d \w \s` and their negations, `\` before any other
/// character, groups, `|`, `*`, `+`, `?`, `{n}`, `{n,}`, `{n,m}` (up to 100), `^` and `$`.
/// Bytes, not code points; a match must cover the whole text. No back references or look-around.
class Pattern {
  public:
    /// Errors: InvalidArgument with a sentence; also for patterns that expand to more than 2000
    /// steps.
    static Result<Pattern> compile(std::string_view text);

    [[nodiscard]] bool matches(std::string_view text) const;

  private:
    friend class PatternCompiler;
    enum class Kind : std::uint8_t { Bytes, Split, Jump, LineStart, LineEnd, Accept };
    struct Step {
        Kind kind = Kind::Accept;
        std::size_t next = 0;   ///< Split, Jump, Bytes, LineStart, LineEnd: where to go on
        std::size_t other = 0;  ///< Split: the second way
        std::size_t bytes = 0;  ///< Bytes: index of the set
    };
    using ByteSet = std::bitset<256>;
    class Run;

    std::vector<Step> steps_;
    std::vector<ByteSet> sets_;
};

}  // namespace gantry::ecs::placement
