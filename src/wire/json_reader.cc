#include "wire/json_reader.h"

#include <charconv>
#include <cmath>

#include "wire/json_text.h"
#include "wire/utf8.h"

namespace gantry::wire {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

void append_utf8(std::string& out, std::uint32_t point) {
    const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xC0 | point >> 6);
        put(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        put(0xE0 | point >> 12);
        put(0x80 | (point >> 6 & 0x3F));
        put(0x80 | (point & 0x3F));
    } else {
        put(0xF0 | point >> 18);
        put(0x80 | (point >> 12 & 0x3F));
        put(0x80 | (point >> 6 & 0x3F));
        put(0x80 | (point & 0x3F));
    }
}

// Too small for a double is zero, too large is a fault; from_chars does not say which it was.
bool is_tiny(std::string_view number) {
    const std::size_t exponent = number.find_first_of("eE");
    if (exponent != std::string_view::npos) return number[exponent + 1] == '-';
    return number.starts_with("0.") || number.starts_with("-0.");
}

}  // namespace

JsonReader::Token JsonReader::peek() {
    const char c = at_hand();
    switch (c) {
        case 'n': return Token::Null;
        case 't':
        case 'f': return Token::Boolean;
        case '"': return Token::String;
        case '[': return Token::List;
        case '{': return Token::Object;
        default: return c == '-' || is_digit(c) ? Token::Number : Token::None;
    }
}

// The first character behind white space, or NUL at the end.
char JsonReader::at_hand() {
    while (position_ < text_.size()) {
        const char c = text_[position_];
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return c;
        ++position_;
    }
    return '\0';
}

bool JsonReader::stop(std::string_view fault) {
    if (fault_.empty()) fault_ = fault;
    return false;
}

bool JsonReader::read_word(std::string_view word) {
    at_hand();
    if (text_.substr(position_, word.size()) != word) return stop("expected a value");
    position_ += word.size();
    return true;
}

bool JsonReader::read_boolean(bool& value) {
    value = at_hand() == 't';
    return read_word(value ? "true" : "false");
}

std::size_t JsonReader::read_digits() {
    const std::size_t start = position_;
    while (position_ < text_.size() && is_digit(text_[position_])) ++position_;
    return position_ - start;
}

bool JsonReader::read_number(JsonNumber& value) {
    at_hand();
    const std::size_t start = position_;
    const auto accept = [this](char a, char b) {
        const bool found =
            position_ < text_.size() && (text_[position_] == a || text_[position_] == b);
        if (found) ++position_;
        return found;
    };
    accept('-', '-');
    const bool zero = position_ < text_.size() && text_[position_] == '0';
    const std::size_t digits = read_digits();
    if (digits == 0) return stop("expected a digit");
    if (zero && digits > 1) return stop("a number starts with a zero");
    bool plain_integer = true;
    if (accept('.', '.')) {
        plain_integer = false;
        if (read_digits() == 0) return stop("expected a digit");
    }
    if (accept('e', 'E')) {
        plain_integer = false;
        accept('+', '-');
        if (read_digits() == 0) return stop("expected a digit");
    }
    value.text = text_.substr(start, position_ - start);
    return convert(value, plain_integer);
}

bool JsonReader::convert(JsonNumber& value, bool plain_integer) {
    const char* begin = value.text.data();
    const char* end = begin + value.text.size();
    if (plain_integer && std::from_chars(begin, end, value.whole).ec == std::errc{}) {
        value.is_whole = true;
        value.real = static_cast<double>(value.whole);
        return true;
    }
    if (std::from_chars(begin, end, value.real).ec != std::errc{}) {
        if (!is_tiny(value.text)) return stop("a number is too large");
        value.real = 0;
    }
    constexpr double kLimit = 9223372036854775808.0;
    value.is_whole = !plain_integer && value.real >= -kLimit && value.real < kLimit &&
                     std::trunc(value.real) == value.real;
    value.whole = value.is_whole ? static_cast<std::int64_t>(value.real) : 0;
    return true;
}

// What is between two quotes, where it stands for itself as most does; else nothing is read.
bool JsonReader::take_plain(std::string_view& inside) {
    const std::string_view rest = text_.substr(position_ + 1);
    const std::size_t plain = plain_prefix(rest);
    if (plain == rest.size() || rest[plain] != '"') return false;
    inside = rest.substr(0, plain);
    position_ += plain + 2;
    return true;
}

bool JsonReader::read_string(std::string& value) {
    value.clear();
    if (at_hand() != '"') return stop("expected a string");
    std::string_view plain_text;
    if (take_plain(plain_text)) {
        value = plain_text;
        return true;
    }
    ++position_;
    while (true) {
        const std::size_t plain = plain_prefix(text_.substr(position_));
        value.append(text_, position_, plain);
        position_ += plain;
        if (position_ == text_.size()) return stop("a string does not end");
        if (text_[position_] == '"') {
            ++position_;
            return true;
        }
        if (!(text_[position_] == '\\' ? read_escape(value) : read_character(value))) return false;
    }
}

// A character that is not plain ASCII.
bool JsonReader::read_character(std::string& value) {
    if (static_cast<unsigned char>(text_[position_]) < 0x20) {
        return stop("a control character in a string");
    }
    const std::size_t length = utf8_length(text_.substr(position_));
    if (length == 0) return stop("a string is not UTF-8");
    value.append(text_, position_, length);
    position_ += length;
    return true;
}

bool JsonReader::read_escape(std::string& value) {
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    ++position_;
    if (position_ == text_.size()) return stop("a string does not end");
    const char letter = text_[position_++];
    if (letter == 'u') return read_unicode_escape(value);
    const std::size_t index = kLetters.find(letter);
    if (index == std::string_view::npos) return stop("an unknown escape in a string");
    value += kMeanings[index];
    return true;
}

bool JsonReader::read_unicode_escape(std::string& value) {
    std::uint32_t point = 0;
    if (!read_hex4(point)) return false;
    if (point >= 0xD800 && point < 0xE000) {
        std::uint32_t low = 0;
        if (point >= 0xDC00 || text_.substr(position_, 2) != "\\u") {
            return stop("half a surrogate pair in a string");
        }
        position_ += 2;
        if (!read_hex4(low)) return false;
        if (low < 0xDC00 || low >= 0xE000) return stop("half a surrogate pair in a string");
        point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
    }
    append_utf8(value, point);
    return true;
}

bool JsonReader::read_hex4(std::uint32_t& unit) {
    const std::string_view digits = text_.substr(position_, 4);
    const char* end = digits.data() + digits.size();
    const auto [stopped, error] = std::from_chars(digits.data(), end, unit, 16);
    if (digits.size() < 4 || error != std::errc{} || stopped != end) {
        return stop("expected four hexadecimal digits");
    }
    position_ += 4;
    return true;
}

bool JsonReader::enter(char bracket) {
    if (at_hand() != bracket) return stop("expected a value");
    if (depth_left_ == 0) return stop("nested too deeply");
    --depth_left_;
    ++position_;
    first_ = true;
    return true;
}

JsonReader::Next JsonReader::next_item(char closing) {
    const char c = at_hand();
    if (c == closing) {
        ++position_;
        ++depth_left_;
        first_ = false;
        return Next::End;
    }
    if (first_) {
        first_ = false;
        return Next::Item;
    }
    if (c != ',') {
        stop("expected a comma or the end");
        return Next::Fault;
    }
    ++position_;
    return Next::Item;
}

JsonReader::Next JsonReader::next_element() {
    return next_item(']');
}

JsonReader::Next JsonReader::next_key(std::string_view& key) {
    const Next next = next_item('}');
    if (next != Next::Item) return next;
    if (at_hand() != '"') return stop("expected a member name"), Next::Fault;
    if (!take_plain(key)) {
        if (!read_string(key_)) return Next::Fault;
        key = key_;
    }
    if (at_hand() != ':') return stop("expected a colon"), Next::Fault;
    ++position_;
    return Next::Item;
}

bool JsonReader::skip(std::string_view& raw) {
    at_hand();
    const std::size_t start = position_;
    if (!skip_value()) return false;
    raw = text_.substr(start, position_ - start);
    return true;
}

// Recursion is bounded by max_depth.
bool JsonReader::skip_value() {
    JsonNumber number;
    bool boolean = false;
    std::string_view key;
    std::string_view text;
    Next next = Next::Item;
    switch (peek()) {
        case Token::Null: return read_null();
        case Token::Boolean: return read_boolean(boolean);
        case Token::Number: return read_number(number);
        case Token::String: return take_plain(text) || read_string(skipped_);
        case Token::List:
            if (!enter_list()) return false;
            while ((next = next_element()) == Next::Item) {
                if (!skip_value()) return false;
            }
            return next == Next::End;
        case Token::Object:
            if (!enter_object()) return false;
            while ((next = next_key(key)) == Next::Item) {
                if (!skip_value()) return false;
            }
            return next == Next::End;
        case Token::None: break;
    }
    return stop("expected a value");
}

bool JsonReader::finish() {
    at_hand();
    return position_ == text_.size() || stop("text behind the end");
}

}  // namespace gantry::wire
