#include "wire/protocol/xml_decode.h"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>

#include "wire/json_body.h"
#include "wire/protocol/text_scalar.h"

namespace gantry::wire {
namespace {

using reflect::FieldInfo;
using reflect::Kind;
using reflect::TypeInfo;

constexpr unsigned kOptions = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol |
                              pugi::parse_wconv_attribute | pugi::parse_ws_pcdata_single |
                              pugi::parse_doctype | pugi::parse_fragment;

std::string_view without_prefix(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view local_name(const pugi::xml_node& node) {
    return without_prefix(node.name());
}

bool is_element(const pugi::xml_node& node) {
    return node.type() == pugi::node_element;
}

/// Text that may not stand outside of the outermost element.
bool is_stray_text(const pugi::xml_node& node) {
    if (node.type() == pugi::node_cdata) return true;
    constexpr std::string_view kBlanks = " \t\r\n";
    return node.type() == pugi::node_pcdata &&
           std::string_view(node.value()).find_first_not_of(kBlanks) != std::string_view::npos;
}

/// A character of number 0 would end the text that it stands in.
bool spells_nul(std::string_view text) {
    for (std::size_t at = 0; (at = text.find("&#", at)) != std::string_view::npos;) {
        at += 2;
        const bool hex = at < text.size() && text[at] == 'x';
        const std::size_t end = text.find_first_not_of('0', at + (hex ? 1 : 0));
        if (end != std::string_view::npos && text[end] == ';') return true;
    }
    return text.find('\0') != std::string_view::npos;
}

struct NameOf {
    std::string_view xml;
    bool flattened = false;
    bool attribute = false;
};

NameOf name_of(const FieldInfo& field) {
    if (field.wire == nullptr) return {field.name};
    const std::string_view given = field.wire->xml_name;
    return {given.empty() ? field.name : given, field.wire->flattened, field.wire->attribute};
}

class XmlDecoder {
  public:
    XmlDecoder() : state_(kRequestMemory) {}

    bool decode_structure(
        const TypeInfo& type, const pugi::xml_node& node, bool body_only, void* object, int depth
    );
    bool decode(
        const TypeInfo& type,
        const ValueTraits& traits,
        const pugi::xml_node& node,
        void* to,
        int depth
    );
    [[nodiscard]] const DecodeState& state() const { return state_; }

  private:
    bool decode_attributes(const TypeInfo& type, const pugi::xml_node& node, void* object);
    bool decode_child(const FieldInfo& field, const pugi::xml_node& child, void* object, int depth);
    bool decode_list(
        const TypeInfo& type,
        const ValueTraits& traits,
        const pugi::xml_node& node,
        void* to,
        int depth
    );
    bool append_item(
        const TypeInfo& type,
        const ValueTraits& traits,
        const pugi::xml_node& item,
        void* to,
        int depth
    );
    bool decode_map(
        const TypeInfo& type,
        const ValueTraits& traits,
        const pugi::xml_node& node,
        void* to,
        int depth
    );
    bool append_entry(
        const TypeInfo& type,
        const ValueTraits& traits,
        const pugi::xml_node& entry,
        void* to,
        int depth
    );
    bool read_text(const pugi::xml_node& node, std::string& text);

    DecodeState state_;
};

bool XmlDecoder::read_text(const pugi::xml_node& node, std::string& text) {
    for (const pugi::xml_node& part : node.children()) {
        if (is_element(part)) return state_.wrong_type("text", "elements");
        if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) {
            text += part.value();
        }
    }
    return true;
}

bool XmlDecoder::decode(
    const TypeInfo& type, const ValueTraits& traits, const pugi::xml_node& node, void* to, int depth
) {
    if (depth == static_cast<int>(kMaxNesting)) return state_.too_deep();
    switch (type.kind) {
        case Kind::Structure: return decode_structure(type, node, false, to, depth + 1);
        case Kind::List: return decode_list(type, traits, node, to, depth);
        case Kind::Map: return decode_map(type, traits, node, to, depth);
        case Kind::RawJson: return state_.refuse("a document cannot be written in XML");
        default: break;
    }
    std::string text;
    if (!read_text(node, text)) return false;
    return decode_text(
        state_, type, time_format(traits.time, reflect::TimeFormat::DateTime), text, to
    );
}

bool XmlDecoder::decode_structure(
    const TypeInfo& type, const pugi::xml_node& node, bool body_only, void* object, int depth
) {
    if (!decode_attributes(type, node, object)) return false;
    // Senders mostly keep the model's order, so the search starts at the last hit.
    const std::size_t count = type.fields.size();
    std::size_t at = 0;
    for (const pugi::xml_node& child : node.children()) {
        if (!is_element(child)) continue;
        std::size_t tried = 0;
        while (tried < count && name_of(type.fields[at]).xml != local_name(child)) {
            at = at + 1 == count ? 0 : at + 1;
            ++tried;
        }
        if (tried == count) continue;
        const FieldInfo& field = type.fields[at];
        if (name_of(field).attribute || (body_only && !in_body(field))) continue;
        if (!decode_child(field, child, object, depth)) return state_.below(field.name);
    }
    return state_.check_union(type, object);
}

bool XmlDecoder::decode_attributes(const TypeInfo& type, const pugi::xml_node& node, void* object) {
    for (const FieldInfo& field : type.fields) {
        const NameOf name = name_of(field);
        if (!name.attribute) continue;
        for (const pugi::xml_attribute& attribute : node.attributes()) {
            if (without_prefix(attribute.name()) != without_prefix(name.xml)) continue;
            const auto format = time_format(traits_of(field).time, reflect::TimeFormat::DateTime);
            if (!decode_text(
                    state_, field.type(), format, attribute.value(), field.emplace(object)
                )) {
                return state_.below(field.name);
            }
        }
    }
    return true;
}

bool XmlDecoder::decode_child(
    const FieldInfo& field, const pugi::xml_node& child, void* object, int depth
) {
    const TypeInfo& type = field.type();
    const ValueTraits traits = traits_of(field);
    void* to = field.emplace(object);
    if (name_of(field).flattened && type.kind == Kind::List) {
        return append_item(type, traits, child, to, depth);
    }
    if (name_of(field).flattened && type.kind == Kind::Map) {
        return append_entry(type, traits, child, to, depth);
    }
    return decode(type, traits, child, to, depth);
}

bool XmlDecoder::append_item(
    const TypeInfo& type, const ValueTraits& traits, const pugi::xml_node& item, void* to, int depth
) {
    const std::size_t index = type.size(to);
    if (!state_.take_memory(type.element())) return false;
    return decode(type.element(), traits_inside(traits), item, type.append(to), depth + 1) ||
           state_.below(index);
}

bool XmlDecoder::decode_list(
    const TypeInfo& type, const ValueTraits& traits, const pugi::xml_node& node, void* to, int depth
) {
    const bool named = traits.element != nullptr && !traits.element->name.empty();
    const std::string_view name = named ? traits.element->name : "member";
    type.clear(to);
    for (const pugi::xml_node& item : node.children()) {
        if (!is_element(item) || local_name(item) != name) continue;
        if (!append_item(type, traits, item, to, depth)) return false;
    }
    return true;
}

bool XmlDecoder::decode_map(
    const TypeInfo& type, const ValueTraits& traits, const pugi::xml_node& node, void* to, int depth
) {
    type.clear(to);
    for (const pugi::xml_node& entry : node.children()) {
        if (!is_element(entry) || local_name(entry) != "entry") continue;
        if (!append_entry(type, traits, entry, to, depth)) return false;
    }
    return true;
}

bool XmlDecoder::append_entry(
    const TypeInfo& type,
    const ValueTraits& traits,
    const pugi::xml_node& entry,
    void* to,
    int depth
) {
    const auto find = [&entry](std::string_view given, std::string_view otherwise) {
        const std::string_view name = given.empty() ? otherwise : given;
        return entry.find_child([name](const pugi::xml_node& child) {
            return is_element(child) && local_name(child) == name;
        });
    };
    const auto* element = traits.element;
    const pugi::xml_node key_node = find(element != nullptr ? element->key_name : "", "key");
    std::string key;
    if (!key_node || !read_text(key_node, key) || !is_utf8(key)) {
        return state_.refuse("expected a key");
    }
    const pugi::xml_node value = find(element != nullptr ? element->name : "", "value");
    if (!value) return state_.refuse("expected a value"), state_.below(key);
    if (!state_.take_memory(type.element())) return false;
    void* made = type.insert(to, key);
    reset_value(type.element(), made);
    return decode(type.element(), traits_inside(traits), value, made, depth + 1) ||
           state_.below(key);
}

/// The outermost element.
Result<pugi::xml_node> load(pugi::xml_document& document, std::string_view text) {
    const auto is_part = [](char c) { return c == '<' || c == '='; };
    if (static_cast<std::size_t>(std::ranges::count_if(text, is_part)) > kMaxXmlParts) {
        return serialization_error("the document has too many elements");
    }
    const pugi::xml_parse_result parsed =
        document.load_buffer(text.data(), text.size(), kOptions, pugi::encoding_utf8);
    if (!parsed) {
        return serialization_error(
            fmt::format("malformed XML at byte {}: {}", parsed.offset, parsed.description())
        );
    }
    if (spells_nul(text)) return serialization_error("malformed XML: a character of number 0");
    const auto elements = std::ranges::count_if(document.children(), is_element);
    const bool has_type = std::ranges::any_of(document.children(), [](const pugi::xml_node& node) {
        return node.type() == pugi::node_doctype;
    });
    if (has_type) return serialization_error("a document type is not taken");
    if (elements != 1 || std::ranges::any_of(document.children(), is_stray_text)) {
        return serialization_error("malformed XML: expected one outermost element");
    }
    return document.document_element();
}

}  // namespace

Result<void> decode_xml(
    const XmlBody& body, const TypeInfo& type, void* value, UnknownEnumValue* unknown
) {
    if (body.text.empty()) return {};
    pugi::xml_document document;
    const auto root = load(document, body.text);
    if (!root) return root.error();
    if (!body.root.empty() && local_name(*root) != body.root) {
        return serialization_error(fmt::format("expected the outermost element to be {}", body.root)
        );
    }
    XmlDecoder decoder;
    const bool done = type.kind == Kind::Structure
                          ? decoder.decode_structure(type, *root, body.body_only, value, 0)
                          : decoder.decode(type, body.traits, *root, value, 0);
    if (done) return {};
    if (unknown != nullptr) *unknown = decoder.state().unknown_enum_value();
    return decoder.state().error();
}

}  // namespace gantry::wire
