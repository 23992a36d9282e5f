#pragma once

#include <string>
#include <string_view>

#include "base/reflect.h"
#include "wire/decode_state.h"

/// XML of described values, appended to a string. Source: Smithy, "XML bindings"; XML 1.0.
namespace gantry::wire {

inline constexpr std::string_view kXmlDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Text between tags, or in an attribute. What XML 1.0 has no way to spell, most control
/// characters, is left out; bytes that are not UTF-8 become U+FFFD.
void append_xml_text(std::string& out, std::string_view text);

/// "<name>text</name>"
void append_xml_leaf(std::string& out, std::string_view name, std::string_view text);

/// The members, one element each (or none, or several: absent ones and flattened lists).
/// @param body_only without those that have another place in the answer
void append_xml_members(
    std::string& out, const reflect::TypeInfo& structure, const void* object, bool body_only = false
);

/// The element of one value; a structure's has its attributes.
/// @param xmlns of the element, or empty
void append_xml_element(
    std::string& out,
    std::string_view name,
    std::string_view xmlns,
    const reflect::TypeInfo& type,
    const ValueTraits& traits,
    const void* value
);

}  // namespace gantry::wire
