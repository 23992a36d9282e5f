#include "services/logs/insights/lexer.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/logs/filter/scanner.h"

namespace gantry::logs {
namespace {

bool begins_word(char c) {
    return is_alnum(c) || c == '@' || c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_of_word(char c) {
    return begins_word(c) || c == '.';
}

/// Between slashes; one with a backslash before it is a slash.
bool take_regex(Scanner& scanner, std::string& text) {
    scanner.next();
    while (!scanner.at_end()) {
        char c = scanner.next();
        if (c == '/') return true;
        if (c == '\\' && scanner.peek() == '/') {
            c = scanner.next();
        } else if (c == '\\' && !scanner.at_end()) {
            text += c;
            c = scanner.next();
        }
        text += c;
    }
    return false;
}

/// Whether a slash begins a regular expression, and does not divide.
bool expects_regex(const std::vector<Token>& before) {
    if (before.empty()) return false;
    const Token& last = before.back();
    if (last.is("=~") || last.is(",") || last.is("(")) return true;
    if (last.is_word("like") || last.is_word("parse")) return true;
    // parse @message /…/
    return before.size() > 1 && before[before.size() - 2].is_word("parse");
}

std::string take_sign(Scanner& scanner) {
    for (const std::string_view sign : {"==", "!=", "<=", ">=", "=~"}) {
        if (scanner.take(sign)) return std::string(sign);
    }
    return std::string(1, scanner.next());
}

bool take_token(Scanner& scanner, const std::vector<Token>& before, Token& token) {
    const char c = scanner.peek();
    if (c == '"' || c == '\'') {
        token.kind = Token::Kind::Text;
        return scanner.take_quoted(c, token.text);
    }
    if (c == '`') {
        token.kind = Token::Kind::Quoted;
        return scanner.take_quoted(c, token.text);
    }
    if (c == '/' && expects_regex(before)) {
        token.kind = Token::Kind::Regex;
        return take_regex(scanner, token.text);
    }
    if (is_digit(c)) {
        token.kind = Token::Kind::Number;
        token.text = scanner.take_while([](char x) { return is_alnum(x) || x == '.'; });
        return true;
    }
    if (begins_word(c)) {
        token.kind = Token::Kind::Word;
        token.text = scanner.take_while(is_of_word);
        return true;
    }
    token.kind = Token::Kind::Sign;
    token.text = take_sign(scanner);
    return std::string_view("|,()[]=!<>+-*/%^").find(token.text[0]) != std::string_view::npos ||
           token.text.size() > 1;
}

}  // namespace

bool Token::is_word(std::string_view word) const {
    return kind == Kind::Word && std::ranges::equal(text, word, {}, lower);
}

Error malformed(std::string message) {
    return Error{ErrorKind::InvalidArgument, "MalformedQueryException", std::move(message), {}};
}

Error malformed(std::string_view query, const Token& token) {
    const std::string_view before = query.substr(0, token.position);
    const auto line = std::ranges::count(before, '\n') + 1;
    const std::size_t start =
        before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return malformed(fmt::format(
        "unexpected symbol found {} at line {} and position {}",
        token.kind == Token::Kind::End ? "<EOF>" : token.text,
        line,
        token.position - start + 1
    ));
}

Result<std::vector<Token>> read_tokens(std::string_view query) {
    std::vector<Token> tokens;
    Scanner scanner(query);
    for (;;) {
        scanner.skip_space();
        if (scanner.take("#")) {
            scanner.take_while([](char c) { return c != '\n'; });
            continue;
        }
        Token token{.position = scanner.position()};
        if (scanner.at_end()) {
            tokens.push_back(std::move(token));
            return tokens;
        }
        if (!take_token(scanner, tokens, token)) return malformed(query, token);
        tokens.push_back(std::move(token));
    }
}

}  // namespace gantry::logs
