#include <array>
#include <charconv>
#include <cmath>

#include "base/assert.h"
#include "wire/digest.h"
#include "wire/json_body.h"
#include "wire/json_codec.h"
#include "wire/json_text.h"
#include "wire/time_text.h"
#include "wire/utf8.h"

namespace gantry::wire {
namespace {

using reflect::FieldInfo;
using reflect::Kind;
using reflect::TimeFormat;
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

void append_timestamp(std::string& out, TimeFormat format, SysTime time) {
    const bool number = format == TimeFormat::ByProtocol || format == TimeFormat::EpochSeconds;
    if (!number) out += '"';
    append_time(out, number ? TimeFormat::EpochSeconds : format, time);
    if (!number) out += '"';
}

void append_value(
    std::string& out, const TypeInfo& type, const ValueTraits& traits, const void* value
);

/// `,"name":`, or with `{` before it. Answers are mostly names, so the text grows once for each.
void append_member_name(std::string& out, char separator, std::string_view name) {
    const std::size_t at = out.size();
    out.append(name.size() + 4, '"');
    char* const head = out.data() + at;
    head[0] = separator;
    name.copy(head + 2, name.size());
    head[name.size() + 3] = ':';
}

void append_structure(std::string& out, const TypeInfo& type, bool body_only, const void* object) {
    char separator = '{';
    for (const FieldInfo& field : type.fields) {
        const void* value = field.get(object);
        if (value == nullptr || (body_only && !in_body(field))) continue;
        append_member_name(out, separator, field.name);
        append_value(out, field.type(), traits_of(field), value);
        separator = ',';
    }
    if (separator == '{') out += '{';
    out += '}';
}

void append_list(
    std::string& out, const TypeInfo& type, const ValueTraits& inside, const void* list
) {
    const TypeInfo& element = type.element();
    const std::size_t size = type.size(list);
    out += '[';
    for (std::size_t i = 0; i < size; ++i) {
        if (i > 0) out += ',';
        append_value(out, element, inside, type.at(list, i));
    }
    out += ']';
}

void append_map(
    std::string& out, const TypeInfo& type, const ValueTraits& inside, const void* map
) {
    const TypeInfo& element = type.element();
    char separator = '{';
    type.each(map, [&](const std::string& key, const void* value) {
        out += separator;
        append_json_string(out, key);
        out += ':';
        append_value(out, element, inside, value);
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

void append_value(
    std::string& out, const TypeInfo& type, const ValueTraits& traits, const void* value
) {
    switch (type.kind) {
        case Kind::Boolean: out += as<bool>(value) ? "true" : "false"; return;
        case Kind::Integer: append_number(out, as<std::int32_t>(value)); return;
        case Kind::Long: append_number(out, as<std::int64_t>(value)); return;
        case Kind::Double: append_double(out, as<double>(value)); return;
        case Kind::String: append_json_string(out, type.text(const_cast<void*>(value))); return;
        case Kind::Timestamp: append_timestamp(out, traits.time, as<SysTime>(value)); return;
        case Kind::Enum: append_enum(out, type, value); return;
        case Kind::Blob: append_json_string(out, to_base64(as<reflect::Blob>(value).bytes)); return;
        case Kind::RawJson: {
            const std::string& text = as<reflect::RawJson>(value).text;
            out += text.empty() ? std::string_view("null") : std::string_view(text);
            return;
        }
        case Kind::List: append_list(out, type, traits_inside(traits), value); return;
        case Kind::Map: append_map(out, type, traits_inside(traits), value); return;
        case Kind::Structure: append_structure(out, type, false, value); return;
    }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    std::size_t plain = plain_prefix(text);
    if (plain == text.size()) {  // as most are
        const std::size_t at = out.size();
        out.append(plain + 2, '"');
        text.copy(out.data() + at + 1, plain);
        return;
    }
    out += '"';
    for (;; plain = plain_prefix(text)) {
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
    append_value(out, type, {}, value);
}

void append_json_body(std::string& out, const TypeInfo& structure, const void* object) {
    append_structure(out, structure, true, object);
}

std::string encode_json(const TypeInfo& type, const void* value) {
    std::string out;
    append_json(out, type, value);
    return out;
}

}  // namespace gantry::wire
