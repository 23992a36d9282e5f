#include <array>
#include <charconv>
#include <cmath>

#include "base/assert.h"
#include "wire/digest.h"
#include "wire/json_codec.h"
#include "wire/json_text.h"
#include "wire/utf8.h"

namespace gantry::wire {
namespace {

using reflect::FieldInfo;
using reflect::Kind;
using reflect::TypeInfo;

template <class T>
const T& as(const void* value) {
    return *static_cast<const T*>(value);
}

template <class Number>
void append_number(std::string& out, Number number) {
    std::array<char, 32> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    out.append(text.data(), end);
}

// JSON has no words for these; Smithy's JSON protocols write them as strings.
void append_double(std::string& out, double number) {
    if (std::isnan(number)) {
        out += R"("NaN")";
    } else if (std::isinf(number)) {
        out += number > 0 ? R"("Infinity")" : R"("-Infinity")";
    } else {
        append_number(out, number);
    }
}

void append_timestamp(std::string& out, SysTime time) {
    const std::int64_t ms = epoch_ms(time);
    const std::uint64_t magnitude =
        ms < 0 ? 0 - static_cast<std::uint64_t>(ms) : static_cast<std::uint64_t>(ms);
    if (ms < 0) out += '-';
    append_number(out, magnitude / 1000);
    const auto fraction = static_cast<unsigned>(magnitude % 1000);
    if (fraction == 0) return;
    const std::array<char, 4> digits{
        '.',
        static_cast<char>('0' + fraction / 100),
        static_cast<char>('0' + fraction / 10 % 10),
        static_cast<char>('0' + fraction % 10),
    };
    out.append(digits.data(), fraction % 100 == 0 ? 2 : fraction % 10 == 0 ? 3 : 4);
}

void append_structure(std::string& out, const TypeInfo& type, const void* object) {
    char separator = '{';
    for (const FieldInfo& field : type.fields) {
        const void* value = field.get(object);
        if (value == nullptr) continue;
        out += separator;
        out += '"';
        out += field.name;
        out += "\":";
        append_json(out, field.type(), value);
        separator = ',';
    }
    if (separator == '{') out += '{';
    out += '}';
}

void append_list(std::string& out, const TypeInfo& type, const void* list) {
    const TypeInfo& element = type.element();
    const std::size_t size = type.size(list);
    out += '[';
    for (std::size_t i = 0; i < size; ++i) {
        if (i > 0) out += ',';
        append_json(out, element, type.at(list, i));
    }
    out += ']';
}

void append_map(std::string& out, const TypeInfo& type, const void* map) {
    const TypeInfo& element = type.element();
    char separator = '{';
    type.each(map, [&](const std::string& key, const void* value) {
        out += separator;
        append_json_string(out, key);
        out += ':';
        append_json(out, element, value);
        separator = ',';
    });
    if (separator == '{') out += '{';
    out += '}';
}

void append_enum(std::string& out, const TypeInfo& type, const void* value) {
    const std::size_t index = as<std::uint8_t>(value);
    GANTRY_ASSERT(index < type.enum_names.size());
    append_json_string(out, type.enum_names[index]);
}

void append_escape(std::string& out, char c) {
    switch (c) {
        case '"': out += "\\\""; return;
        case '\\': out += "\\\\"; return;
        case '\b': out += "\\b"; return;
        case '\f': out += "\\f"; return;
        case '\n': out += "\\n"; return;
        case '\r': out += "\\r"; return;
        case '\t': out += "\\t"; return;
        default: break;
    }
    constexpr std::string_view kHex = "0123456789abcdef";
    out += "\\u00";
    out += kHex[static_cast<unsigned char>(c) >> 4];
    out += kHex[static_cast<unsigned char>(c) & 15];
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    while (true) {
        const std::size_t plain = plain_prefix(text);
        out.append(text.data(), plain);
        text.remove_prefix(plain);
        if (text.empty()) break;
        if (static_cast<unsigned char>(text[0]) < 0x80) {
            append_escape(out, text[0]);
            text.remove_prefix(1);
        } else if (const std::size_t length = utf8_length(text); length > 0) {
            out.append(text.data(), length);
            text.remove_prefix(length);
        } else {
            out += "\xEF\xBF\xBD";
            text.remove_prefix(1);
        }
    }
    out += '"';
}

void append_json(std::string& out, const TypeInfo& type, const void* value) {
    switch (type.kind) {
        case Kind::Boolean: out += as<bool>(value) ? "true" : "false"; return;
        case Kind::Integer: append_number(out, as<std::int32_t>(value)); return;
        case Kind::Long: append_number(out, as<std::int64_t>(value)); return;
        case Kind::Double: append_double(out, as<double>(value)); return;
        case Kind::String: append_json_string(out, type.text(const_cast<void*>(value))); return;
        case Kind::Timestamp: append_timestamp(out, as<SysTime>(value)); return;
        case Kind::Enum: append_enum(out, type, value); return;
        case Kind::Blob:
            append_json_string(out, to_base64(as<reflect::Blob>(value).bytes));
            return;
        case Kind::RawJson: {
            const std::string& text = as<reflect::RawJson>(value).text;
            out += text.empty() ? std::string_view("null") : std::string_view(text);
            return;
        }
        case Kind::List: append_list(out, type, value); return;
        case Kind::Map: append_map(out, type, value); return;
        case Kind::Structure: append_structure(out, type, value); return;
    }
}

std::string encode_json(const TypeInfo& type, const void* value) {
    std::string out;
    append_json(out, type, value);
    return out;
}

}  // namespace gantry::wire
