#include <fmt/format.h>

#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <limits>
#include <optional>
#include <variant>

#include "wire/json_codec.h"

namespace gantry::wire {
namespace {

namespace json = boost::json;
using reflect::FieldInfo;
using reflect::Kind;
using reflect::TypeInfo;

constexpr std::size_t kMaxDepth = 64;

// Past the year 9999 a number is more likely milliseconds by mistake than a time.
constexpr double kMaxEpochSeconds = 253402300799.999;

std::string_view describe(const json::value& found) {
    switch (found.kind()) {
        case json::kind::null: return "null";
        case json::kind::bool_: return "a boolean";
        case json::kind::int64:
        case json::kind::uint64:
        case json::kind::double_: return "a number";
        case json::kind::string: return "a string";
        case json::kind::array: return "a list";
        case json::kind::object: return "an object";
    }
    return "something else";
}

std::string_view view(const json::string& text) {
    return {text.data(), text.size()};
}

// Carries one parsed document into a value, and knows where it is for the sake of messages.
class Decoder {
  public:
    // False when something does not fit; error() then says what and where.
    bool decode(const json::value& from, const TypeInfo& type, void* to);
    Error error() const { return *error_; }

  private:
    bool decode_boolean(const json::value& from, bool& to);
    template <class Integer>
    bool decode_integer(const json::value& from, Integer& to, std::string_view expected);
    bool decode_double(const json::value& from, double& to);
    bool decode_string(const json::value& from, std::string& to);
    bool decode_timestamp(const json::value& from, SysTime& to);
    bool decode_enum(const json::value& from, const TypeInfo& type, std::uint8_t& to);
    bool decode_list(const json::value& from, const TypeInfo& type, void* to);
    bool decode_map(const json::value& from, const TypeInfo& type, void* to);
    bool decode_structure(const json::value& from, const TypeInfo& type, void* to);
    bool decode_element(const json::value& from, const TypeInfo& type, void* to);

    bool wrong_type(const json::value& found, std::string_view expected);
    bool fail(std::string code, std::string message);
    std::string path() const;

    // Member names and list positions from the top to where we are.
    std::vector<std::variant<std::string_view, std::size_t>> path_;
    std::optional<Error> error_;
};

bool Decoder::decode(const json::value& from, const TypeInfo& type, void* to) {
    switch (type.kind) {
        case Kind::Boolean: return decode_boolean(from, *static_cast<bool*>(to));
        case Kind::Integer:
            return decode_integer(from, *static_cast<std::int32_t*>(to), "a 32-bit integer");
        case Kind::Long:
            return decode_integer(from, *static_cast<std::int64_t*>(to), "a 64-bit integer");
        case Kind::Double: return decode_double(from, *static_cast<double*>(to));
        case Kind::String: return decode_string(from, type.text(to));
        case Kind::Timestamp: return decode_timestamp(from, *static_cast<SysTime*>(to));
        case Kind::Enum: return decode_enum(from, type, *static_cast<std::uint8_t*>(to));
        case Kind::RawJson:
            static_cast<reflect::RawJson*>(to)->text = json::serialize(from);
            return true;
        case Kind::List: return decode_list(from, type, to);
        case Kind::Map: return decode_map(from, type, to);
        case Kind::Structure: return decode_structure(from, type, to);
    }
    return false;
}

bool Decoder::decode_boolean(const json::value& from, bool& to) {
    const bool* found = from.if_bool();
    if (found == nullptr) return wrong_type(from, "a boolean");
    to = *found;
    return true;
}

template <class Integer>
bool Decoder::decode_integer(const json::value& from, Integer& to, std::string_view expected) {
    std::int64_t number = 0;
    if (const std::int64_t* exact = from.if_int64()) {
        number = *exact;
    } else if (const double* real = from.if_double()) {
        constexpr double kLimit = 9223372036854775808.0;
        if (!(*real >= -kLimit && *real < kLimit) || std::trunc(*real) != *real) {
            return wrong_type(from, expected);
        }
        number = static_cast<std::int64_t>(*real);
    } else {
        return wrong_type(from, expected);
    }
    using Limits = std::numeric_limits<Integer>;
    if (number < Limits::min() || number > Limits::max()) return wrong_type(from, expected);
    to = static_cast<Integer>(number);
    return true;
}

bool Decoder::decode_double(const json::value& from, double& to) {
    if (from.is_number()) {
        to = from.to_number<double>();
        return true;
    }
    if (const json::string* word = from.if_string()) {
        constexpr double kInfinity = std::numeric_limits<double>::infinity();
        if (*word == "NaN") return to = std::numeric_limits<double>::quiet_NaN(), true;
        if (*word == "Infinity") return to = kInfinity, true;
        if (*word == "-Infinity") return to = -kInfinity, true;
    }
    return wrong_type(from, "a number");
}

bool Decoder::decode_string(const json::value& from, std::string& to) {
    const json::string* found = from.if_string();
    if (found == nullptr) return wrong_type(from, "a string");
    to.assign(found->data(), found->size());
    return true;
}

bool Decoder::decode_timestamp(const json::value& from, SysTime& to) {
    constexpr std::string_view kExpected = "a time in seconds since the epoch";
    if (!from.is_number()) return wrong_type(from, kExpected);
    const auto seconds = from.to_number<double>();
    if (!(std::abs(seconds) <= kMaxEpochSeconds)) return wrong_type(from, kExpected);
    to = from_epoch_ms(std::llround(seconds * 1000));
    return true;
}

bool Decoder::decode_enum(const json::value& from, const TypeInfo& type, std::uint8_t& to) {
    const json::string* found = from.if_string();
    if (found == nullptr) return wrong_type(from, "a string");
    for (std::size_t i = 0; i < type.enum_names.size(); ++i) {
        if (view(*found) == type.enum_names[i]) {
            to = static_cast<std::uint8_t>(i);
            return true;
        }
    }
    return fail(
        "InvalidEnumValue",
        fmt::format(
            "{}: '{}' is not one of [{}]", path(), view(*found), fmt::join(type.enum_names, ", ")
        )
    );
}

bool Decoder::decode_list(const json::value& from, const TypeInfo& type, void* to) {
    const json::array* found = from.if_array();
    if (found == nullptr) return wrong_type(from, "a list");
    type.clear(to);
    for (std::size_t i = 0; i < found->size(); ++i) {
        path_.emplace_back(i);
        if (!decode_element((*found)[i], type.element(), type.append(to))) return false;
        path_.pop_back();
    }
    return true;
}

bool Decoder::decode_map(const json::value& from, const TypeInfo& type, void* to) {
    const json::object* found = from.if_object();
    if (found == nullptr) return wrong_type(from, "an object");
    for (const auto& [key, value] : *found) {
        path_.emplace_back(std::string_view(key.data(), key.size()));
        void* element = type.insert(to, std::string(key.data(), key.size()));
        reset_value(type.element(), element);
        if (!decode_element(value, type.element(), element)) return false;
        path_.pop_back();
    }
    return true;
}

// A null in a list or as the value of a key stands for an empty value, so that positions and keys
// are kept (Docker writes an exposed port that is not published as null).
bool Decoder::decode_element(const json::value& from, const TypeInfo& type, void* to) {
    if (from.is_null() && type.kind != Kind::RawJson) return true;
    return decode(from, type, to);
}

bool Decoder::decode_structure(const json::value& from, const TypeInfo& type, void* to) {
    const json::object* found = from.if_object();
    if (found == nullptr) return wrong_type(from, "an object");
    // Senders mostly keep the model's order, so the search starts behind the last hit.
    const std::size_t count = type.fields.size();
    std::size_t next = 0;
    for (const auto& [key, value] : *found) {
        const std::string_view name(key.data(), key.size());
        std::size_t tried = 0;
        while (tried < count && type.fields[next].name != name) {
            next = next + 1 == count ? 0 : next + 1;
            ++tried;
        }
        if (tried == count) continue;
        const FieldInfo& field = type.fields[next];
        if (value.is_null()) {
            field.reset(to);
            continue;
        }
        path_.emplace_back(field.name);
        if (!decode(value, field.type(), field.emplace(to))) return false;
        path_.pop_back();
    }
    return true;
}

bool Decoder::wrong_type(const json::value& found, std::string_view expected) {
    // A number of the right kind that does not fit is best shown itself.
    const std::string shown =
        found.is_number() ? json::serialize(found) : std::string(describe(found));
    return fail(
        "SerializationException", fmt::format("{}: expected {}, found {}", path(), expected, shown)
    );
}

bool Decoder::fail(std::string code, std::string message) {
    error_ = Error{ErrorKind::InvalidArgument, std::move(code), std::move(message), {}};
    return false;
}

std::string Decoder::path() const {
    if (path_.empty()) return "body";
    std::string text;
    for (const auto& step : path_) {
        if (const auto* name = std::get_if<std::string_view>(&step)) {
            if (!text.empty()) text += '.';
            text += *name;
        } else {
            text += fmt::format("[{}]", std::get<std::size_t>(step));
        }
    }
    return text;
}

// Everything of one document lives in one pool that is dropped at once; most fit in the first
// block.
class Document {
  public:
    json::value* parse(std::string_view text, json::error_code& error) {
        json::parse_options options;
        options.max_depth = kMaxDepth;
        json::parser parser(&pool_, options, scratch_.data(), scratch_.size());
        position_ = parser.write_some(text.data(), text.size(), error);
        if (!error && position_ < text.size()) error = json::error::extra_data;
        if (error) return nullptr;
        return &value_.emplace(parser.release());
    }
    std::size_t position() const { return position_; }

  private:
    std::array<unsigned char, 8192> block_;
    std::array<unsigned char, 2048> scratch_;
    json::monotonic_resource pool_{block_.data(), block_.size()};
    std::optional<json::value> value_;
    std::size_t position_ = 0;
};

}  // namespace

Result<void> decode_json_into(std::string_view text, const TypeInfo& type, void* value) {
    Document document;
    json::error_code malformed;
    const json::value* root = document.parse(text, malformed);
    if (root == nullptr) {
        return Error{
            ErrorKind::InvalidArgument,
            "SerializationException",
            fmt::format("malformed JSON at byte {}: {}", document.position(), malformed.message()),
            {}
        };
    }
    Decoder decoder;
    if (!decoder.decode(*root, type, value)) return decoder.error();
    return {};
}

Result<void> decode_request_into(std::string_view body, const TypeInfo& input, void* value) {
    return body.empty() ? Result<void>() : decode_json_into(body, input, value);
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
        case Kind::RawJson: static_cast<reflect::RawJson*>(value)->text.clear(); return;
        case Kind::List:
        case Kind::Map: type.clear(value); return;
        case Kind::Structure:
            for (const FieldInfo& field : type.fields) field.reset(value);
            return;
    }
}

}  // namespace gantry::wire
