#include "wire/protocol/xml_encode.h"

#include <algorithm>

#include "wire/json_body.h"
#include "wire/protocol/text_scalar.h"
#include "wire/utf8.h"

namespace gantry::wire {
namespace {

using reflect::FieldInfo;
using reflect::Kind;
using reflect::TimeFormat;
using reflect::TypeInfo;

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kInstanceUri = "http://www.w3.org/2001/XMLSchema-instance";

void append_ascii(std::string& out, char c) {
    switch (c) {
        case '&': out += "&amp;"; return;
        case '<': out += "&lt;"; return;
        case '>': out += "&gt;"; return;
        case '"': out += "&quot;"; return;
        case '\r': out += "&#xD;"; return;  // readers make a line end of it otherwise
        case '\n':
        case '\t': out += c; return;
        default:
            if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
}

/// How many characters at the start of the text stand for themselves.
std::size_t count_plain(std::string_view text) {
    const auto is_plain = [](char c) {
        const auto byte = static_cast<unsigned char>(c);  // char is signed on some machines only
        return byte >= 0x20 && byte < 0x80 && c != '&' && c != '<' && c != '>' && c != '"';
    };
    const auto* const end = std::ranges::find_if_not(text, is_plain);
    return static_cast<std::size_t>(end - text.begin());
}

std::string_view name_in_xml(const FieldInfo& field) {
    if (field.wire == nullptr || field.wire->xml_name.empty()) return field.name;
    return field.wire->xml_name;
}

bool is_attribute(const FieldInfo& field) {
    return field.wire != nullptr && field.wire->attribute;
}

bool is_flattened(const FieldInfo& field) {
    return field.wire != nullptr && field.wire->flattened;
}

void open(std::string& out, std::string_view name) {
    out += '<';
    out += name;
    out += '>';
}

void close(std::string& out, std::string_view name) {
    out += "</";
    out += name;
    out += '>';
}

void append_attribute(std::string& out, std::string_view name, std::string_view text) {
    out += ' ';
    out += name;
    out += "=\"";
    for (const char c : text) {
        if (c == '\n') {
            out += "&#xA;";
        } else if (c == '\t') {
            out += "&#x9;";
        } else {
            append_ascii(out, c);
        }
    }
    out += '"';
}

void append_attributes(std::string& out, const TypeInfo& structure, const void* object) {
    for (const FieldInfo& field : structure.fields) {
        const void* value = is_attribute(field) ? field.get(object) : nullptr;
        if (value == nullptr) continue;
        const std::string_view name = name_in_xml(field);
        if (name.starts_with("xsi:")) append_attribute(out, "xmlns:xsi", kInstanceUri);
        std::string text;
        append_text(
            text, field.type(), time_format(traits_of(field).time, TimeFormat::DateTime), value
        );
        append_attribute(out, name, text);
    }
}

void append_scalar(
    std::string& out, const TypeInfo& type, const ValueTraits& traits, const void* value
) {
    const TimeFormat format = time_format(traits.time, TimeFormat::DateTime);
    if (type.kind == Kind::String) return append_xml_text(out, type.text(const_cast<void*>(value)));
    std::string text;
    append_text(text, type, format, value);
    append_xml_text(out, text);
}

std::string_view element_name(const ValueTraits& container, std::string_view otherwise) {
    if (container.element == nullptr || container.element->name.empty()) return otherwise;
    return container.element->name;
}

/// One element named `name` for each.
void append_items(
    std::string& out,
    std::string_view name,
    const TypeInfo& list,
    const ValueTraits& traits,
    const void* value
) {
    const TypeInfo& element = list.element();
    const std::size_t size = list.size(value);
    for (std::size_t i = 0; i < size; ++i) {
        append_xml_element(out, name, "", element, traits_inside(traits), list.at(value, i));
    }
}

void append_entries(
    std::string& out,
    std::string_view name,
    const TypeInfo& map,
    const ValueTraits& traits,
    const void* value
) {
    const bool named = traits.element != nullptr && !traits.element->key_name.empty();
    const std::string_view key_name = named ? traits.element->key_name : "key";
    map.each(value, [&](const std::string& key, const void* item) {
        open(out, name);
        append_xml_leaf(out, key_name, key);
        append_xml_element(
            out, element_name(traits, "value"), "", map.element(), traits_inside(traits), item
        );
        close(out, name);
    });
}

void append_content(
    std::string& out, const TypeInfo& type, const ValueTraits& traits, const void* value
) {
    switch (type.kind) {
        case Kind::List:
            append_items(out, element_name(traits, "member"), type, traits, value);
            return;
        case Kind::Map: append_entries(out, "entry", type, traits, value); return;
        case Kind::Structure: append_xml_members(out, type, value); return;
        default: append_scalar(out, type, traits, value); return;
    }
}

}  // namespace

void append_xml_text(std::string& out, std::string_view text) {
    while (!text.empty()) {
        const std::size_t plain = count_plain(text);
        out += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) return;
        const std::size_t length = utf8_length(text);
        if (length == 1) {
            append_ascii(out, text[0]);
        } else if (length == 0 || text.starts_with("\xEF\xBF\xBE") ||
                   text.starts_with("\xEF\xBF\xBF")) {
            out += kReplacement;
        } else {
            out.append(text.data(), length);
        }
        text.remove_prefix(length == 0 ? 1 : length);
    }
}

void append_xml_leaf(std::string& out, std::string_view name, std::string_view text) {
    open(out, name);
    append_xml_text(out, text);
    close(out, name);
}

void append_xml_members(
    std::string& out, const TypeInfo& structure, const void* object, bool body_only
) {
    for (const FieldInfo& field : structure.fields) {
        const void* value = field.get(object);
        if (value == nullptr || is_attribute(field) || (body_only && !in_body(field))) continue;
        const TypeInfo& type = field.type();
        const std::string_view name = name_in_xml(field);
        if (is_flattened(field) && type.kind == Kind::List) {
            append_items(out, name, type, traits_of(field), value);
        } else if (is_flattened(field) && type.kind == Kind::Map) {
            append_entries(out, name, type, traits_of(field), value);
        } else {
            append_xml_element(out, name, "", type, traits_of(field), value);
        }
    }
}

void append_xml_element(
    std::string& out,
    std::string_view name,
    std::string_view xmlns,
    const TypeInfo& type,
    const ValueTraits& traits,
    const void* value
) {
    out += '<';
    out += name;
    if (!xmlns.empty()) append_attribute(out, "xmlns", xmlns);
    if (type.kind == Kind::Structure) append_attributes(out, type, value);
    out += '>';
    append_content(out, type, traits, value);
    close(out, name);
}

}  // namespace gantry::wire
