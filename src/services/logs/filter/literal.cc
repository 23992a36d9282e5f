#include "services/logs/filter/literal.h"

#include <fmt/format.h>

#include <charconv>
#include <cstring>

namespace gantry::logs {
namespace {

Error invalid_parameter(std::string message) {
    return Error{ErrorKind::InvalidArgument, "InvalidParameterException", std::move(message), {}};
}

bool is_bare(char c) {
    return is_alnum(c) || std::string_view("_-.*+").find(c) != std::string_view::npos;
}

/// Letters, digits, and the signs that the guide lists; a blank is let in, too.
bool may_be_in_regex(char c) {
    constexpr std::string_view kSigns = R"(:_#=@/;,- ^$?[]{}|\*+.)";
    return is_alnum(c) || kSigns.find(c) != std::string_view::npos;
}

/// The place of the byte that logs have least of: capitals and odd signs before digits and what
/// JSON is made of, those before small letters and blanks.
std::size_t rarest(std::string_view part) {
    const auto commonness = [](char c) {
        if (c == ' ' || c == 'e' || c == 't' || c == 'a' || c == 's' || c == 'o') return 5;
        if (c >= 'a' && c <= 'z') return c == 'q' || c == 'x' || c == 'z' || c == 'j' ? 2 : 4;
        if (is_digit(c) || c == '"' || c == ':' || c == ',') return 3;
        return c >= 'A' && c <= 'Z' ? 0 : 1;
    };
    std::size_t best = 0;
    for (std::size_t i = 1; i < part.size(); ++i) {
        if (commonness(part[i]) < commonness(part[best])) best = i;
    }
    return best;
}

bool compare(Compare how, double a, double b) {
    switch (how) {
        case Compare::Equal: return a == b;
        case Compare::NotEqual: return a != b;
        case Compare::Less: return a < b;
        case Compare::LessOrEqual: return a <= b;
        case Compare::Greater: return a > b;
        case Compare::GreaterOrEqual: return a >= b;
    }
    return false;
}

}  // namespace

Error invalid_pattern() {
    return invalid_parameter("Invalid filter pattern");
}

Error invalid_term(std::string_view term) {
    return invalid_parameter(fmt::format("Invalid character(s) in term '{}'", term));
}

bool contains(std::string_view text, std::string_view part) {
    if (part.empty()) return true;
    if (part.size() > text.size()) return false;
    const std::size_t rare = rarest(part);
    const char* at = text.data() + rare;
    const char* const end = text.data() + text.size() - (part.size() - 1 - rare);
    // Where that byte is not rare after all, the search that is never slow does better.
    for (int tries = 0; tries < 16; ++tries, ++at) {
        at = static_cast<const char*>(memchr(at, part[rare], static_cast<std::size_t>(end - at)));
        if (at == nullptr) return false;
        if (memcmp(at - rare, part.data(), part.size()) == 0) return true;
    }
    const auto left = static_cast<std::size_t>(text.data() + text.size() - (at - rare));
    return memmem(at - rare, left, part.data(), part.size()) != nullptr;
}

std::optional<double> read_number(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    if (text.starts_with('+') || text.empty()) return std::nullopt;
    const char first = text.front() == '-' && text.size() > 1 ? text[1] : text.front();
    if (!is_digit(first) && first != '.') return std::nullopt;  // "nan" and "inf" are words
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<Compare> take_compare(Scanner& scanner) {
    struct Sign {
        std::string_view text;
        Compare how;
    };
    constexpr Sign kSigns[] = {
        {"!=", Compare::NotEqual},
        {"=!", Compare::NotEqual},
        {"<=", Compare::LessOrEqual},
        {">=", Compare::GreaterOrEqual},
        {"=", Compare::Equal},
        {"<", Compare::Less},
        {">", Compare::Greater},
    };
    for (const Sign& sign : kSigns) {
        if (scanner.take_sign(sign.text)) return sign.how;
    }
    return std::nullopt;
}

Wildcard Wildcard::read(std::string_view text) {
    const bool before = text.starts_with('*');
    if (before) text.remove_prefix(1);
    const bool after = text.ends_with('*');
    if (after) text.remove_suffix(1);
    Form form = Form::Exact;
    if (before && after) form = Form::Part;
    if (before && !after) form = Form::Suffix;
    if (!before && after) form = Form::Prefix;
    if (text.empty() && (before || after)) form = Form::Any;
    return {form, std::string(text)};
}

bool Wildcard::matches(std::string_view value) const {
    switch (form) {
        case Form::Exact: return value == text;
        case Form::Prefix: return value.starts_with(text);
        case Form::Suffix: return value.ends_with(text);
        case Form::Part: return contains(value, text);
        case Form::Any: return true;
    }
    return false;
}

Result<wire::Pattern> take_regex(Scanner& scanner) {
    scanner.next();
    const std::string_view text = scanner.take_while([](char c) { return c != '%'; });
    if (scanner.at_end() || text.empty()) return invalid_pattern();
    scanner.next();
    for (const char c : text) {
        if (!may_be_in_regex(c)) return invalid_pattern();
    }
    auto compiled = wire::Pattern::compile(text);
    if (!compiled) return invalid_pattern();
    return compiled;
}

Result<Literal> Literal::take(Scanner& scanner) {
    Literal literal;
    scanner.skip_space();
    if (scanner.peek() == '%') {
        auto regex = take_regex(scanner);
        if (!regex) return regex.error();
        literal.regex_ = *std::move(regex);
        return literal;
    }
    if (scanner.peek() == '"') {
        std::string text;
        if (!scanner.take_quoted('"', text)) return invalid_pattern();
        literal.text_ = Wildcard::read(text);
        return literal;
    }
    const std::string_view bare = scanner.take_while([](char c) {
        return !is_space(c) && std::string_view(",)(]}&|=<>!\"").find(c) == std::string_view::npos;
    });
    if (bare.empty()) return invalid_pattern();
    for (const char c : bare) {
        if (!is_bare(c)) return invalid_term(bare);
    }
    literal.text_ = Wildcard::read(bare);
    literal.number_ = read_number(bare);
    return literal;
}

std::string_view Literal::needle() const {
    if (number_ || regex_) return {};
    return text_.text;
}

bool Literal::equals(std::string_view value) const {
    return regex_ ? regex_->found_in(value) : text_.matches(value);
}

bool Literal::holds(Compare how, std::string_view value) const {
    if (number_) {
        if (const auto read = read_number(value)) return compare(how, *read, *number_);
    }
    if (how == Compare::Equal) return equals(value);
    return how == Compare::NotEqual && !equals(value);
}

bool Literal::holds(Compare how, double value, std::string_view written) const {
    if (number_) return compare(how, value, *number_);
    if (how == Compare::Equal) return equals(written);
    return how == Compare::NotEqual && !equals(written);
}

}  // namespace gantry::logs
