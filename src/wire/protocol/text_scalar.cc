#include "wire/protocol/text_scalar.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "base/assert.h"
#include "wire/digest.h"
#include "wire/time_text.h"
#include "wire/utf8.h"

namespace gantry::wire {
namespace {

using reflect::Kind;
using reflect::TimeFormat;
using reflect::TypeInfo;

/// As much of a text as a message repeats.
std::string shown(std::string_view text) {
    constexpr std::size_t kMost = 64;
    if (!is_utf8(text)) return "other bytes";
    if (text.size() > kMost) return "longer text";
    return fmt::format("'{}'", text);
}

template <class Number>
bool read_number(std::string_view text, Number& to) {
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, to);
    return !text.empty() && error == std::errc{} && stopped == end;
}

bool read_double(std::string_view text, double& to) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    if (text == "NaN") return to = std::numeric_limits<double>::quiet_NaN(), true;
    if (text == "Infinity") return to = kInfinity, true;
    if (text == "-Infinity") return to = -kInfinity, true;
    return read_number(text, to) && std::isfinite(to);  // from_chars takes "inf" as well
}

/// Python's words are what older SDKs write in it.
bool read_boolean(std::string_view text, bool& to) {
    to = text == "true" || text == "True";
    return to || text == "false" || text == "False";
}

void append_double_text(std::string& out, double number) {
    if (std::isnan(number)) {
        out += "NaN";
    } else if (std::isinf(number)) {
        out += number > 0 ? "Infinity" : "-Infinity";
    } else {
        fmt::format_to(std::back_inserter(out), "{}", number);
    }
}

void append_word(std::string& out, const TypeInfo& type, const void* value) {
    const std::size_t index = *static_cast<const std::uint8_t*>(value);
    GANTRY_ASSERT(index < type.enum_names.size());
    out += type.enum_names[index];
}

}  // namespace

bool decode_text(
    DecodeState& state, const TypeInfo& type, TimeFormat format, std::string_view text, void* to
) {
    const auto must_be = [&](std::string_view expected, bool done) {
        return done || state.wrong_type(expected, shown(text));
    };
    switch (type.kind) {
        case Kind::Boolean:
            return must_be("true or false", read_boolean(text, *static_cast<bool*>(to)));
        case Kind::Integer:
            return must_be("a 32-bit integer", read_number(text, *static_cast<std::int32_t*>(to)));
        case Kind::Long:
            return must_be("a 64-bit integer", read_number(text, *static_cast<std::int64_t*>(to)));
        case Kind::Double: return must_be("a number", read_double(text, *static_cast<double*>(to)));
        case Kind::String:
            if (!is_utf8(text)) return state.refuse("expected UTF-8");
            type.text(to) = text;
            return true;
        case Kind::Timestamp:
            return must_be(
                describe_time(format), parse_time(format, text, *static_cast<SysTime*>(to))
            );
        case Kind::Enum:
            if (!is_utf8(text)) return state.refuse("expected UTF-8");
            return state.read_word(type, text, *static_cast<std::uint8_t*>(to));
        case Kind::Blob:
            return must_be(
                "base64 text", from_base64(text, static_cast<reflect::Blob*>(to)->bytes)
            );
        case Kind::RawJson:
        case Kind::List:
        case Kind::Map:
        case Kind::Structure: break;
    }
    return state.refuse("cannot be written as text");
}

void append_text(std::string& out, const TypeInfo& type, TimeFormat format, const void* value) {
    const auto append = [&out](auto number) {
        fmt::format_to(std::back_inserter(out), "{}", number);
    };
    switch (type.kind) {
        case Kind::Boolean: out += *static_cast<const bool*>(value) ? "true" : "false"; return;
        case Kind::Integer: append(*static_cast<const std::int32_t*>(value)); return;
        case Kind::Long: append(*static_cast<const std::int64_t*>(value)); return;
        case Kind::Double: append_double_text(out, *static_cast<const double*>(value)); return;
        case Kind::String: out += type.text(const_cast<void*>(value)); return;
        case Kind::Timestamp: append_time(out, format, *static_cast<const SysTime*>(value)); return;
        case Kind::Enum: append_word(out, type, value); return;
        case Kind::Blob: out += to_base64(static_cast<const reflect::Blob*>(value)->bytes); return;
        case Kind::RawJson: out += static_cast<const reflect::RawJson*>(value)->text; return;
        case Kind::List:
        case Kind::Map:
        case Kind::Structure: return;
    }
}

bool is_text_scalar(const TypeInfo& type) {
    switch (type.kind) {
        case Kind::RawJson:
        case Kind::List:
        case Kind::Map:
        case Kind::Structure: return false;
        default: return true;
    }
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

}  // namespace gantry::wire
