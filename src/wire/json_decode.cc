#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <optional>

#include "wire/decode_state.h"
#include "wire/digest.h"
#include "wire/json_body.h"
#include "wire/json_codec.h"
#include "wire/json_reader.h"
#include "wire/time_text.h"

namespace gantry::wire {
namespace {

using reflect::FieldInfo;
using reflect::Kind;
using reflect::TimeFormat;
using reflect::TypeInfo;
using Next = JsonReader::Next;
using Token = JsonReader::Token;

// Reads one text straight into a value. After a false return, error() says what is wrong and where.
class Decoder {
  public:
    // What holds for a text besides the type it is read into.
    struct Rules {
        std::size_t memory = std::numeric_limits<std::size_t>::max();
        bool request = false;    // no null in lists and maps, one member in unions
        bool body_only = false;  // members that stand elsewhere in the request are not looked for
    };

    Decoder(std::string_view text, Rules rules)
        : reader_(text, kMaxNesting), rules_(rules), state_(rules.memory) {}

    bool decode_all(const TypeInfo& type, const ValueTraits& traits, void* to);
    Error error() const;
    UnknownEnumValue unknown_enum_value() const { return state_.unknown_enum_value(); }

  private:
    bool decode(const TypeInfo& type, const ValueTraits& traits, void* to);
    bool decode_boolean(bool& to);
    template <class Integer>
    bool decode_integer(Integer& to, std::string_view expected);
    bool decode_double(double& to);
    bool decode_string(std::string& to);
    bool decode_blob(std::string& to);
    bool decode_timestamp(TimeFormat format, SysTime& to);
    bool decode_time_text(TimeFormat format, SysTime& to);
    bool decode_enum(const TypeInfo& type, std::uint8_t& to);
    bool decode_raw(reflect::RawJson& to);
    bool decode_list(const TypeInfo& type, const ValueTraits& inside, void* to);
    bool decode_map(const TypeInfo& type, const ValueTraits& inside, void* to);
    bool decode_structure(const TypeInfo& type, bool body_only, void* to);
    bool decode_member(const FieldInfo& field, void* object);
    bool decode_element(const TypeInfo& type, const ValueTraits& traits, void* to);
    bool wrong_type(std::string_view expected);

    JsonReader reader_;
    Rules rules_;
    DecodeState state_;
    std::string word_;  // the text being looked at
};

bool Decoder::decode_all(const TypeInfo& type, const ValueTraits& traits, void* to) {
    const bool done = type.kind == Kind::Structure ? decode_structure(type, rules_.body_only, to)
                                                   : decode(type, traits, to);
    return done && reader_.finish();
}

bool Decoder::decode(const TypeInfo& type, const ValueTraits& traits, void* to) {
    switch (type.kind) {
        case Kind::Boolean: return decode_boolean(*static_cast<bool*>(to));
        case Kind::Integer:
            return decode_integer(*static_cast<std::int32_t*>(to), "a 32-bit integer");
        case Kind::Long: return decode_integer(*static_cast<std::int64_t*>(to), "a 64-bit integer");
        case Kind::Double: return decode_double(*static_cast<double*>(to));
        case Kind::String: return decode_string(type.text(to));
        case Kind::Timestamp: return decode_timestamp(traits.time, *static_cast<SysTime*>(to));
        case Kind::Enum: return decode_enum(type, *static_cast<std::uint8_t*>(to));
        case Kind::Blob: return decode_blob(static_cast<reflect::Blob*>(to)->bytes);
        case Kind::RawJson: return decode_raw(*static_cast<reflect::RawJson*>(to));
        case Kind::List: return decode_list(type, traits_inside(traits), to);
        case Kind::Map: return decode_map(type, traits_inside(traits), to);
        case Kind::Structure: return decode_structure(type, false, to);
    }
    return false;
}

bool Decoder::decode_boolean(bool& to) {
    if (reader_.peek() != Token::Boolean) return wrong_type("a boolean");
    return reader_.read_boolean(to);
}

template <class Integer>
bool Decoder::decode_integer(Integer& to, std::string_view expected) {
    if (reader_.peek() != Token::Number) return wrong_type(expected);
    JsonNumber number;
    if (!reader_.read_number(number)) return false;
    using Limits = std::numeric_limits<Integer>;
    if (!number.is_whole || number.whole < Limits::min() || number.whole > Limits::max()) {
        return state_.wrong_type(expected, number.text);
    }
    to = static_cast<Integer>(number.whole);
    return true;
}

bool Decoder::decode_double(double& to) {
    if (reader_.peek() == Token::String) {
        if (!reader_.read_string(word_)) return false;
        constexpr double kInfinity = std::numeric_limits<double>::infinity();
        if (word_ == "NaN") return to = std::numeric_limits<double>::quiet_NaN(), true;
        if (word_ == "Infinity") return to = kInfinity, true;
        if (word_ == "-Infinity") return to = -kInfinity, true;
        return state_.wrong_type("a number", "a string");
    }
    if (reader_.peek() != Token::Number) return wrong_type("a number");
    JsonNumber number;
    if (!reader_.read_number(number)) return false;
    to = number.real;
    return true;
}

bool Decoder::decode_string(std::string& to) {
    if (reader_.peek() != Token::String) return wrong_type("a string");
    return reader_.read_string(to);
}

bool Decoder::decode_blob(std::string& to) {
    if (reader_.peek() != Token::String) return wrong_type("base64 text");
    if (!reader_.read_string(word_)) return false;
    if (from_base64(word_, to)) return true;
    return state_.refuse("expected base64 text");
}

bool Decoder::decode_timestamp(TimeFormat format, SysTime& to) {
    if (format == TimeFormat::DateTime || format == TimeFormat::HttpDate) {
        return decode_time_text(format, to);
    }
    constexpr std::string_view kExpected = "a time in seconds since the epoch";
    if (reader_.peek() != Token::Number) return wrong_type(kExpected);
    JsonNumber number;
    if (!reader_.read_number(number)) return false;
    return from_epoch_seconds(number.real, to) || state_.wrong_type(kExpected, number.text);
}

bool Decoder::decode_time_text(TimeFormat format, SysTime& to) {
    if (reader_.peek() != Token::String) return wrong_type("a time");
    if (!reader_.read_string(word_)) return false;
    return parse_time(format, word_, to) ||
           state_.refuse(fmt::format("'{}' is not {}", word_, describe_time(format)));
}

bool Decoder::decode_enum(const TypeInfo& type, std::uint8_t& to) {
    if (reader_.peek() != Token::String) return wrong_type("a string");
    return reader_.read_string(word_) && state_.read_word(type, word_, to);
}

bool Decoder::decode_raw(reflect::RawJson& to) {
    std::string_view raw;
    if (!reader_.skip(raw)) return false;
    to.text = raw;
    return true;
}

bool Decoder::decode_list(const TypeInfo& type, const ValueTraits& inside, void* to) {
    if (reader_.peek() != Token::List) return wrong_type("a list");
    if (!reader_.enter_list()) return false;
    type.clear(to);
    const TypeInfo& element = type.element();
    Next next = Next::Item;
    for (std::size_t i = 0; (next = reader_.next_element()) == Next::Item; ++i) {
        if (!state_.take_memory(element)) return false;
        if (!decode_element(element, inside, type.append(to))) return state_.below(i);
    }
    return next == Next::End;
}

bool Decoder::decode_map(const TypeInfo& type, const ValueTraits& inside, void* to) {
    if (reader_.peek() != Token::Object) return wrong_type("an object");
    if (!reader_.enter_object()) return false;
    const TypeInfo& element = type.element();
    Next next = Next::Item;
    std::string_view key;
    while ((next = reader_.next_key(key)) == Next::Item) {
        if (!state_.take_memory(element)) return false;
        const std::string name(key);
        void* value = type.insert(to, name);
        reset_value(element, value);
        if (!decode_element(element, inside, value)) return state_.below(name);
    }
    return next == Next::End;
}

// A null in a list or as the value of a key stands for an empty value, so that positions and keys
// are kept (Docker writes an exposed port that is not published as null). In a request it would
// stand for what nobody asked for: the first enumerator, the cluster of no name.
bool Decoder::decode_element(const TypeInfo& type, const ValueTraits& traits, void* to) {
    if (type.kind == Kind::RawJson || reader_.peek() != Token::Null) {
        return decode(type, traits, to);
    }
    if (rules_.request) return state_.wrong_type("a value", "null");
    return reader_.read_null();
}

bool Decoder::decode_structure(const TypeInfo& type, bool body_only, void* to) {
    if (reader_.peek() != Token::Object) return wrong_type("an object");
    if (!reader_.enter_object()) return false;
    // Senders mostly keep the model's order, so the search starts behind the last hit.
    const std::size_t count = type.fields.size();
    std::size_t at = 0;
    Next next = Next::Item;
    std::string_view key;
    while ((next = reader_.next_key(key)) == Next::Item) {
        std::size_t tried = 0;
        while (tried < count && type.fields[at].name != key) {
            at = at + 1 == count ? 0 : at + 1;
            ++tried;
        }
        if (tried == count || (body_only && !in_body(type.fields[at]))) {
            std::string_view ignored;
            if (!reader_.skip(ignored)) return false;
        } else if (!decode_member(type.fields[at], to)) {
            return state_.below(type.fields[at].name);
        }
    }
    if (next != Next::End) return false;
    return !rules_.request || state_.check_union(type, to);
}

bool Decoder::decode_member(const FieldInfo& field, void* object) {
    if (reader_.peek() != Token::Null) {
        return decode(field.type(), traits_of(field), field.emplace(object));
    }
    field.reset(object);
    return reader_.read_null();
}

bool Decoder::wrong_type(std::string_view expected) {
    std::string_view found;
    JsonNumber number;
    switch (reader_.peek()) {
        case Token::Null: found = "null"; break;
        case Token::Boolean: found = "a boolean"; break;
        case Token::Number:
            if (!reader_.read_number(number)) return false;
            found = number.text;
            break;
        case Token::String: found = "a string"; break;
        case Token::List: found = "a list"; break;
        case Token::Object: found = "an object"; break;
        case Token::None: return reader_.skip(found);  // not JSON: the reader says how
    }
    return state_.wrong_type(expected, found);
}

Error Decoder::error() const {
    if (state_.refused()) return state_.error();
    return serialization_error(
        fmt::format("malformed JSON at byte {}: {}", reader_.position(), reader_.fault())
    );
}

}  // namespace

Result<void> decode_json_into(std::string_view text, const TypeInfo& type, void* value) {
    Decoder decoder(text, {});
    if (!decoder.decode_all(type, {}, value)) return decoder.error();
    return {};
}

Result<void> decode_request_into(
    std::string_view body, const TypeInfo& input, void* value, UnknownEnumValue* unknown
) {
    return decode_json_body({.text = body}, input, value, unknown);
}

Result<void> decode_json_body(
    const JsonBody& body, const TypeInfo& type, void* value, UnknownEnumValue* unknown
) {
    if (body.text.empty()) return {};
    Decoder decoder(
        body.text, {.memory = kRequestMemory, .request = true, .body_only = body.body_only}
    );
    if (decoder.decode_all(type, body.traits, value)) return {};
    if (unknown != nullptr) *unknown = decoder.unknown_enum_value();
    return decoder.error();
}

void reset_value(const TypeInfo& type, void* value) {
    switch (type.kind) {
        case Kind::Boolean: *static_cast<bool*>(value) = false; return;
        case Kind::Integer: *static_cast<std::int32_t*>(value) = 0; return;
        case Kind::Long: *static_cast<std::int64_t*>(value) = 0; return;
        case Kind::Double: *static_cast<double*>(value) = 0; return;
        case Kind::String: type.text(value).clear(); return;
        case Kind::Timestamp: *static_cast<SysTime*>(value) = SysTime{}; return;
        case Kind::Enum: *static_cast<std::uint8_t*>(value) = 0; return;
        case Kind::Blob: static_cast<reflect::Blob*>(value)->bytes.clear(); return;
        case Kind::RawJson: static_cast<reflect::RawJson*>(value)->text.clear(); return;
        case Kind::List:
        case Kind::Map: type.clear(value); return;
        case Kind::Structure:
            for (const FieldInfo& field : type.fields) field.reset(value);
            return;
    }
}

}  // namespace gantry::wire
