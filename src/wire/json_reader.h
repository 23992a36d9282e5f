#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gantry::wire {

/// A number as JSON spells it, and what it comes to.
struct JsonNumber {
    std::string_view text;
    double real = 0;
    std::int64_t whole = 0;
    bool is_whole = false;  ///< it fits `whole` exactly, written as 5, 5.0 or 5e0
};

/// Reads one JSON text (RFC 8259) from front to back, without building a tree of it.
///
/// Every function that returns false has stopped for good: fault() then says why and position()
/// where. The text must outlive the reader, and the views it gives out end with it or, for keys,
/// with the next key. Strings must be UTF-8, surrogates paired.
class JsonReader {
  public:
    enum class Token { Null, Boolean, Number, String, List, Object, None };
    enum class Next { Item, End, Fault };

    JsonReader(std::string_view text, std::size_t max_depth)
        : text_(text), depth_left_(max_depth) {}

    /// What the value at hand is, by its first character; None where no value can start.
    Token peek();

    bool read_null() { return read_word("null"); }
    bool read_boolean(bool& value);
    bool read_number(JsonNumber& value);
    bool read_string(std::string& value);
    /// Checks the value at hand and leaves it out; `raw` is its text.
    bool skip(std::string_view& raw);

    /// Objects: enter, then take each key until End and read or skip its value in between.
    bool enter_object() { return enter('{'); }
    Next next_key(std::string_view& key);
    /// Lists: enter, then read or skip one value after each Item.
    bool enter_list() { return enter('['); }
    Next next_element();

    /// True when nothing but white space is left.
    bool finish();

    [[nodiscard]] std::string_view fault() const { return fault_; }
    [[nodiscard]] std::size_t position() const { return position_; }

  private:
    char at_hand();
    bool read_word(std::string_view word);
    bool take_plain(std::string_view& inside);
    bool read_escape(std::string& value);
    bool read_unicode_escape(std::string& value);
    bool read_hex4(std::uint32_t& unit);
    bool read_character(std::string& value);
    std::size_t read_digits();
    bool convert(JsonNumber& value, bool plain_integer);
    bool enter(char bracket);
    Next next_item(char closing);
    bool skip_value();
    bool stop(std::string_view fault);

    std::string_view text_;
    std::size_t position_ = 0;
    std::size_t depth_left_;
    bool first_ = false;      // just behind an opening bracket: no comma yet
    std::string key_;         // the last key that held escapes
    std::string skipped_;     // strings that nobody wants
    std::string_view fault_;  // literals only
};

}  // namespace gantry::wire
