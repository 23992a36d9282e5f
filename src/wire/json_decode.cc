#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <limits>
#include <optional>

#include "wire/digest.h"
#include "wire/json_codec.h"
#include "wire/json_reader.h"

namespace gantry::wire {
namespace {

using reflect::FieldInfo;
using reflect::Kind;
using reflect::TypeInfo;
using Next = JsonReader::Next;
using Token = JsonReader::Token;

constexpr std::size_t kMaxDepth = 64;

/// What the elements of a request's lists and maps may take in memory. Three bytes of text make one
/// empty structure of a kilobyte and more, long before the model's bounds are looked at.
constexpr std::size_t kRequestMemory = 32U << 20U;

// Past the year 9999 a number is more likely milliseconds by mistake than a time.
constexpr double kMaxEpochSeconds = 253402300799.999;

// Reads one text straight into a value. After a false return, error() says what is wrong and where:
// the leaf notes what, and each level on the way out adds its step to the path.
class Decoder {
  public:
    // What holds for a text besides the type it is read into.
    struct Rules {
        std::size_t memory = std::numeric_limits<std::size_t>::max();
        bool null_elements = true;  // in lists and maps
    };

    Decoder(std::string_view text, Rules rules)
        : reader_(text, kMaxDepth), memory_(rules.memory), null_elements_(rules.null_elements) {}

    bool decode_all(const TypeInfo& type, void* to) { return decode(type, to) && reader_.finish(); }
    Error error() const;
    UnknownEnumValue unknown_enum_value() const { return {path_, unknown_enum_}; }

  private:
    bool decode(const TypeInfo& type, void* to);
    bool decode_boolean(bool& to);
    template <class Integer>
    bool decode_integer(Integer& to, std::string_view expected);
    bool decode_double(double& to);
    bool decode_string(std::string& to);
    bool decode_blob(std::string& to);
    bool decode_timestamp(SysTime& to);
    bool decode_enum(const TypeInfo& type, std::uint8_t& to);
    bool decode_raw(reflect::RawJson& to);
    bool decode_list(const TypeInfo& type, void* to);
    bool decode_map(const TypeInfo& type, void* to);
    bool decode_structure(const TypeInfo& type, void* to);
    bool decode_member(const FieldInfo& field, void* object);
    bool decode_element(const TypeInfo& type, void* to);

    bool take_memory(const TypeInfo& element);
    bool wrong_type(std::string_view expected);
    bool refuse(std::string code, std::string complaint);
    bool below(std::string_view name);
    bool below(std::size_t index);

    JsonReader reader_;
    std::size_t memory_;  // left
    bool null_elements_;
    std::string code_;       // empty where the text is not JSON at all
    std::string complaint_;  // what is wrong, without the place
    std::string path_;
    std::string word_;  // the enum value being looked at
    const TypeInfo* unknown_enum_ = nullptr;
};

bool Decoder::decode(const TypeInfo& type, void* to) {
    switch (type.kind) {
        case Kind::Boolean: return decode_boolean(*static_cast<bool*>(to));
        case Kind::Integer:
            return decode_integer(*static_cast<std::int32_t*>(to), "a 32-bit integer");
        case Kind::Long: return decode_integer(*static_cast<std::int64_t*>(to), "a 64-bit integer");
        case Kind::Double: return decode_double(*static_cast<double*>(to));
        case Kind::String: return decode_string(type.text(to));
        case Kind::Timestamp: return decode_timestamp(*static_cast<SysTime*>(to));
        case Kind::Enum: return decode_enum(type, *static_cast<std::uint8_t*>(to));
        case Kind::Blob: return decode_blob(static_cast<reflect::Blob*>(to)->bytes);
        case Kind::RawJson: return decode_raw(*static_cast<reflect::RawJson*>(to));
        case Kind::List: return decode_list(type, to);
        case Kind::Map: return decode_map(type, to);
        case Kind::Structure: return decode_structure(type, to);
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
        return refuse(
            "SerializationException", fmt::format("expected {}, found {}", expected, number.text)
        );
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
        return refuse("SerializationException", "expected a number, found a string");
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
    return refuse("SerializationException", "expected base64 text");
}

bool Decoder::decode_timestamp(SysTime& to) {
    constexpr std::string_view kExpected = "a time in seconds since the epoch";
    if (reader_.peek() != Token::Number) return wrong_type(kExpected);
    JsonNumber number;
    if (!reader_.read_number(number)) return false;
    if (std::abs(number.real) > kMaxEpochSeconds) {
        return refuse(
            "SerializationException", fmt::format("expected {}, found {}", kExpected, number.text)
        );
    }
    to = from_epoch_ms(std::llround(number.real * 1000));
    return true;
}

bool Decoder::decode_enum(const TypeInfo& type, std::uint8_t& to) {
    if (reader_.peek() != Token::String) return wrong_type("a string");
    if (!reader_.read_string(word_)) return false;
    for (std::size_t i = 0; i < type.enum_names.size(); ++i) {
        if (word_ == type.enum_names[i]) {
            to = static_cast<std::uint8_t>(i);
            return true;
        }
    }
    unknown_enum_ = &type;
    return refuse(
        "InvalidEnumValue",
        fmt::format("'{}' is not one of [{}]", word_, fmt::join(type.enum_names, ", "))
    );
}

bool Decoder::decode_raw(reflect::RawJson& to) {
    std::string_view raw;
    if (!reader_.skip(raw)) return false;
    to.text = raw;
    return true;
}

bool Decoder::decode_list(const TypeInfo& type, void* to) {
    if (reader_.peek() != Token::List) return wrong_type("a list");
    if (!reader_.enter_list()) return false;
    type.clear(to);
    const TypeInfo& element = type.element();
    Next next = Next::Item;
    for (std::size_t i = 0; (next = reader_.next_element()) == Next::Item; ++i) {
        if (!take_memory(element)) return false;
        if (!decode_element(element, type.append(to))) return below(i);
    }
    return next == Next::End;
}

bool Decoder::decode_map(const TypeInfo& type, void* to) {
    if (reader_.peek() != Token::Object) return wrong_type("an object");
    if (!reader_.enter_object()) return false;
    const TypeInfo& element = type.element();
    Next next = Next::Item;
    std::string_view key;
    while ((next = reader_.next_key(key)) == Next::Item) {
        if (!take_memory(element)) return false;
        const std::string name(key);
        void* value = type.insert(to, name);
        reset_value(element, value);
        if (!decode_element(element, value)) return below(name);
    }
    return next == Next::End;
}

// A null in a list or as the value of a key stands for an empty value, so that positions and keys
// are kept (Docker writes an exposed port that is not published as null). In a request it would
// stand for what nobody asked for: the first enumerator, the cluster of no name.
bool Decoder::decode_element(const TypeInfo& type, void* to) {
    if (type.kind == Kind::RawJson || reader_.peek() != Token::Null) return decode(type, to);
    if (!null_elements_) {
        return refuse("SerializationException", "expected a value, found null");
    }
    return reader_.read_null();
}

bool Decoder::decode_structure(const TypeInfo& type, void* to) {
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
        if (tried == count) {
            std::string_view ignored;
            if (!reader_.skip(ignored)) return false;
        } else if (!decode_member(type.fields[at], to)) {
            return below(type.fields[at].name);
        }
    }
    return next == Next::End;
}

bool Decoder::decode_member(const FieldInfo& field, void* object) {
    if (reader_.peek() != Token::Null) return decode(field.type(), field.emplace(object));
    field.reset(object);
    return reader_.read_null();
}

bool Decoder::take_memory(const TypeInfo& element) {
    if (element.bytes > memory_) {
        return refuse("SerializationException", "the request has too many elements");
    }
    memory_ -= element.bytes;
    return true;
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
    return refuse("SerializationException", fmt::format("expected {}, found {}", expected, found));
}

bool Decoder::refuse(std::string code, std::string complaint) {
    code_ = std::move(code);
    complaint_ = std::move(complaint);
    return false;
}

bool Decoder::below(std::string_view name) {
    const bool dot = !path_.empty() && path_.front() != '[';
    path_ = fmt::format("{}{}{}", name, dot ? "." : "", path_);
    return false;
}

bool Decoder::below(std::size_t index) {
    const bool dot = !path_.empty() && path_.front() != '[';
    path_ = fmt::format("[{}]{}{}", index, dot ? "." : "", path_);
    return false;
}

Error Decoder::error() const {
    if (code_.empty()) {
        return Error{
            ErrorKind::InvalidArgument,
            "SerializationException",
            fmt::format("malformed JSON at byte {}: {}", reader_.position(), reader_.fault()),
            {}
        };
    }
    const std::string_view place = path_.empty() ? "body" : std::string_view(path_);
    return Error{ErrorKind::InvalidArgument, code_, fmt::format("{}: {}", place, complaint_), {}};
}

}  // namespace

Result<void> decode_json_into(std::string_view text, const TypeInfo& type, void* value) {
    Decoder decoder(text, {});
    if (!decoder.decode_all(type, value)) return decoder.error();
    return {};
}

Result<void> decode_request_into(
    std::string_view body, const TypeInfo& input, void* value, UnknownEnumValue* unknown
) {
    if (body.empty()) return {};
    Decoder decoder(body, {.memory = kRequestMemory, .null_elements = false});
    if (decoder.decode_all(input, value)) return {};
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
