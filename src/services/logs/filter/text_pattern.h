#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "services/logs/filter/literal.h"

namespace gantry::logs {

/// Terms, wherever they stand in a message: `ERROR -Exiting "a phrase" ?one ?other %regex%`. All
/// plain ones have to be there and none with a minus; of those with a question mark one, and they
/// count only where there is no other kind. Capitals matter.
class TextPattern {
  public:
    /// Errors: InvalidParameterException.
    static Result<TextPattern> read(std::string_view text);

    [[nodiscard]] bool matches(std::string_view message) const;
    [[nodiscard]] std::size_t regexes() const;

  private:
    struct Term {
        std::string text;
        std::optional<wire::Pattern> regex;

        [[nodiscard]] bool found_in(std::string_view message) const {
            return regex ? regex->found_in(message) : contains(message, text);
        }
    };
    static Result<Term> take_term(Scanner& scanner);

    std::vector<Term> required_;
    std::vector<Term> excluded_;
    std::vector<Term> one_of_;
};

}  // namespace gantry::logs
