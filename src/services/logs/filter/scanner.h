#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gantry::logs {

inline bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
inline bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
inline bool is_alnum(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

inline char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// A text read from front to back, for grammars of a few signs.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    [[nodiscard]] bool at_end() const { return position_ == text_.size(); }
    /// The character at hand; 0 at the end.
    [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[position_]; }
    [[nodiscard]] std::string_view rest() const { return text_.substr(position_); }
    [[nodiscard]] std::size_t position() const { return position_; }
    void go_to(std::size_t position) { position_ = position; }
    char next() { return text_[position_++]; }

    void skip_space() {
        while (is_space(peek())) ++position_;
    }
    /// Takes `sign` if it is next.
    bool take(std::string_view sign) {
        if (!rest().starts_with(sign)) return false;
        position_ += sign.size();
        return true;
    }
    /// The same behind white space.
    bool take_sign(std::string_view sign) {
        const std::size_t before = position_;
        skip_space();
        if (take(sign)) return true;
        position_ = before;
        return false;
    }
    /// A word in whatever case, behind white space, that goes no further.
    /// @param word in small letters
    bool take_word(std::string_view word) {
        const std::size_t before = position_;
        skip_space();
        if (same_word(rest().substr(0, word.size()), word)) {
            position_ += word.size();
            if (!is_alnum(peek()) && peek() != '_') return true;
        }
        position_ = before;
        return false;
    }
    template <class Accept>
    std::string_view take_while(const Accept& accept) {
        const std::size_t start = position_;
        while (!at_end() && accept(text_[position_])) ++position_;
        return text_.substr(start, position_ - start);
    }
    /// What stands between `quote`s, of which the first is at hand. A backslash takes the next
    /// character as it is where that is the quote or a backslash. @return false: it never ends
    bool take_quoted(char quote, std::string& value) {
        const std::size_t before = position_++;
        while (!at_end()) {
            char c = next();
            if (c == quote) return true;
            if (c == '\\' && (peek() == quote || peek() == '\\')) c = next();
            value += c;
        }
        position_ = before;
        return false;
    }

  private:
    static bool same_word(std::string_view text, std::string_view word) {
        if (text.size() != word.size()) return false;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (lower(text[i]) != word[i]) return false;
        }
        return true;
    }

    std::string_view text_;
    std::size_t position_ = 0;
};

}  // namespace gantry::logs
