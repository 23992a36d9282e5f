#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace gantry::logs {

/// A piece of a query.
struct Token {
    enum class Kind {
        Word,    ///< a name, a command, an operator in letters
        Quoted,  ///< a name between backticks
        Number,  ///< perhaps with a unit of time: 5, 1.5, 30m
        Text,    ///< between quotes
        Regex,   ///< between slashes
        Sign,
        End,
    };
    Kind kind = Kind::End;
    std::string text;
    std::size_t position = 0;  ///< in the query, from 0 on

    [[nodiscard]] bool is(std::string_view sign) const {
        return kind == Kind::Sign && text == sign;
    }
    /// In whatever case. @param word in small letters
    [[nodiscard]] bool is_word(std::string_view word) const;
};

/// Takes a query apart; comments, from # to the end of the line, are left out. The last one is End.
/// Errors: MalformedQueryException.
Result<std::vector<Token>> read_tokens(std::string_view query);

/// "unexpected symbol found <text> at line <n> and position <m>"
Error malformed(std::string_view query, const Token& token);
Error malformed(std::string message);

}  // namespace gantry::logs
