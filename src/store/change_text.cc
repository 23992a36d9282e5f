#include "store/change_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace gantry::store {

namespace {

void append_string(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
        } else {
            out += c;
        }
    }
    out += '"';
}

void append_utf8(std::string& out, std::uint32_t code) {
    const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xc0 | code >> 6);
        put(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        put(0xe0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    } else {
        put(0xf0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3f));
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    }
}

bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// Walks over JSON text. Every member leaves the position after what it took, or says no.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    [[nodiscard]] std::size_t position() const { return at_; }
    [[nodiscard]] bool at_end() const { return at_ == text_.size(); }

    void skip_space() {
        while (!at_end() && is_space(text_[at_])) ++at_;
    }
    /// Takes `c`, with white space before it.
    bool take(char c) {
        skip_space();
        if (at_end() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    /// One value of any kind, found by its quotes and brackets; its text without white space
    /// around it.
    std::optional<std::string_view> take_value();
    std::optional<std::string> take_string();

  private:
    bool skip_string();
    bool skip_nested();
    bool skip_scalar();
    std::optional<std::uint32_t> take_hex4();
    bool take_escape(std::string& out);

    std::string_view text_;
    std::size_t at_ = 0;
};

std::optional<std::string_view> Scanner::take_value() {
    skip_space();
    if (at_end()) return std::nullopt;
    const std::size_t start = at_;
    bool fine = false;
    switch (text_[at_]) {
        case '"': fine = skip_string(); break;
        case '{':
        case '[': fine = skip_nested(); break;
        default: fine = skip_scalar();
    }
    if (!fine) return std::nullopt;
    return text_.substr(start, at_ - start);
}

bool Scanner::skip_string() {
    for (++at_; at_ < text_.size(); ++at_) {
        if (text_[at_] == '\\') {
            ++at_;
        } else if (text_[at_] == '"') {
            ++at_;
            return true;
        }
    }
    at_ = text_.size();
    return false;
}

bool Scanner::skip_nested() {
    std::string open;  // the closing brackets still to come
    while (at_ < text_.size()) {
        const char c = text_[at_];
        if (c == '"') {
            if (!skip_string()) return false;
            continue;
        }
        ++at_;
        if (c == '{') open += '}';
        if (c == '[') open += ']';
        if (c == '}' || c == ']') {
            if (open.back() != c) return false;
            open.pop_back();
            if (open.empty()) return true;
        }
    }
    return false;
}

bool Scanner::skip_scalar() {
    const auto belongs = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == 'E' || c == '-' ||
               c == '+' || c == '.';
    };
    const std::size_t start = at_;
    while (!at_end() && belongs(text_[at_])) ++at_;
    const std::string_view word = text_.substr(start, at_ - start);
    if (word.empty()) return false;
    const bool number = word[0] == '-' || (word[0] >= '0' && word[0] <= '9');
    return number || word == "true" || word == "false" || word == "null";
}

std::optional<std::string> Scanner::take_string() {
    skip_space();
    if (at_end() || text_[at_] != '"') return std::nullopt;
    ++at_;
    std::string out;
    while (!at_end()) {
        const char c = text_[at_++];
        if (c == '"') return out;
        if (c != '\\') {
            out += c;
        } else if (!take_escape(out)) {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

bool Scanner::take_escape(std::string& out) {
    static constexpr std::string_view kLetters = "\"\\/bfnrt";
    static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    if (at_end()) return false;
    const char c = text_[at_++];
    if (const auto letter = kLetters.find(c); letter != std::string_view::npos) {
        out += kMeanings[letter];
        return true;
    }
    if (c != 'u') return false;
    auto code = take_hex4();
    if (!code) return false;
    if (*code >= 0xd800 && *code < 0xdc00) {  // the first half of a pair
        if (text_.substr(at_, 2) != "\\u") return false;
        at_ += 2;
        const auto second = take_hex4();
        if (!second || *second < 0xdc00 || *second > 0xdfff) return false;
        code = 0x10000 + ((*code - 0xd800) << 10) + (*second - 0xdc00);
    } else if (*code >= 0xdc00 && *code <= 0xdfff) {
        return false;
    }
    append_utf8(out, *code);
    return true;
}

std::optional<std::uint32_t> Scanner::take_hex4() {
    const std::string_view digits = text_.substr(at_, 4);
    std::uint32_t code = 0;
    const char* const last = digits.data() + digits.size();
    const auto [end, error] = std::from_chars(digits.data(), last, code, 16);
    if (digits.size() != 4 || error != std::errc{} || end != last) return std::nullopt;
    at_ += 4;
    return code;
}

bool is_json_value(std::string_view text) {
    Scanner scanner(text);
    const auto value = scanner.take_value();
    return value && value->size() == text.size();
}

/// One object of the array.
std::optional<core::RowChange> take_change(Scanner& scanner) {
    std::optional<std::string> table;
    std::optional<std::string> key;
    core::RowChange change;
    if (!scanner.take('{')) return std::nullopt;
    do {
        const auto name = scanner.take_string();
        if (!name || !scanner.take(':')) return std::nullopt;
        if (*name == "table") {
            table = scanner.take_string();
            if (!table) return std::nullopt;
        } else if (*name == "key") {
            key = scanner.take_string();
            if (!key) return std::nullopt;
        } else {
            const auto value = scanner.take_value();
            if (!value) return std::nullopt;
            if (*name == "row") change.row = *value;
        }
    } while (scanner.take(','));
    if (!scanner.take('}') || !table || !key) return std::nullopt;
    change.table = std::move(*table);
    change.key = std::move(*key);
    return change;
}

}  // namespace

Result<std::string> format_changes(std::span<const core::RowChange> changes) {
    std::size_t size = 2;
    for (const core::RowChange& change : changes) {
        size +=
            32 + change.table.size() + change.key.size() + (change.row ? change.row->size() : 0);
    }
    std::string text;
    text.reserve(size);
    for (const core::RowChange& change : changes) {
        text += text.empty() ? "[" : ",";
        text += R"({"table":)";
        append_string(text, change.table);
        text += ',';
        text += key_member(change.key);
        if (change.row) {
            if (!is_json_value(*change.row)) {
                return invalid_argument(fmt::format(
                    "The text of row '{}' of table '{}' is not JSON.", change.key, change.table
                ));
            }
            text += R"(,"row":)";
            text += *change.row;
        }
        text += '}';
    }
    text += text.empty() ? "[]" : "]";
    return text;
}

Result<std::vector<core::RowChange>> parse_changes(std::string_view text) {
    Scanner scanner(text);
    const auto nonsense = [&] {
        return invalid_argument(
            fmt::format("The changes make no sense at character {}.", scanner.position())
        );
    };
    std::vector<core::RowChange> changes;
    if (!scanner.take('[')) return nonsense();
    if (!scanner.take(']')) {
        do {
            auto change = take_change(scanner);
            if (!change) return nonsense();
            changes.push_back(std::move(*change));
        } while (scanner.take(','));
        if (!scanner.take(']')) return nonsense();
    }
    scanner.skip_space();
    if (!scanner.at_end()) return nonsense();
    return changes;
}

std::string key_member(std::string_view key) {
    std::string text = R"("key":)";
    append_string(text, key);
    return text;
}

}  // namespace gantry::store
