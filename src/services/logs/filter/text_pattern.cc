#include "services/logs/filter/text_pattern.h"

#include <algorithm>

namespace gantry::logs {

Result<TextPattern::Term> TextPattern::take_term(Scanner& scanner) {
    const std::size_t start = scanner.position();
    Term term;
    if (scanner.peek() == '%') {
        auto regex = take_regex(scanner);
        if (!regex) return regex.error();
        term.regex = *std::move(regex);
        return term;
    }
    if (scanner.peek() == '"') {
        const std::string_view rest = scanner.rest();
        if (!scanner.take_quoted('"', term.text)) return invalid_pattern();
        if (term.text.empty()) return invalid_term(rest.substr(0, scanner.position() - start));
        return term;
    }
    const std::string_view word = scanner.take_while([](char c) { return !is_space(c); });
    const bool plain = std::ranges::all_of(word, [](char c) { return is_alnum(c) || c == '_'; });
    if (word.empty() || !plain) return invalid_term(word);
    term.text = word;
    return term;
}

Result<TextPattern> TextPattern::read(std::string_view text) {
    TextPattern pattern;
    Scanner scanner(text);
    while (scanner.skip_space(), !scanner.at_end()) {
        auto* kind = &pattern.required_;
        if (scanner.take("-")) {
            kind = &pattern.excluded_;
            scanner.skip_space();
        } else if (scanner.take("?")) {
            kind = &pattern.one_of_;
        }
        auto term = take_term(scanner);
        if (!term) return term.error();
        kind->push_back(*std::move(term));
    }
    return pattern;
}

bool TextPattern::matches(std::string_view message) const {
    const auto found = [message](const Term& term) { return term.found_in(message); };
    if (!std::ranges::all_of(required_, found)) return false;
    if (std::ranges::any_of(excluded_, found)) return false;
    if (one_of_.empty() || !required_.empty() || !excluded_.empty()) return true;
    return std::ranges::any_of(one_of_, found);
}

std::size_t TextPattern::regexes() const {
    const auto count = [](const std::vector<Term>& terms) {
        return static_cast<std::size_t>(std::ranges::count_if(terms, [](const Term& term) {
            return term.regex.has_value();
        }));
    };
    return count(required_) + count(excluded_) + count(one_of_);
}

}  // namespace gantry::logs
