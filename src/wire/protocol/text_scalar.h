#pragma once

#include <string>
#include <string_view>

#include "base/reflect.h"
#include "wire/decode_state.h"

/// Booleans, numbers, strings, times, enums and blobs as plain text: in forms, XML, headers, paths
/// and queries. Source: Smithy, the pages of the protocols and "HTTP bindings".
namespace gantry::wire {

inline reflect::TimeFormat time_format(reflect::TimeFormat given, reflect::TimeFormat otherwise) {
    return given == reflect::TimeFormat::ByProtocol ? otherwise : given;
}

/// @param type of a kind that is_text_scalar
/// @return false when `state` says what is wrong with the text
bool decode_text(
    DecodeState& state,
    const reflect::TypeInfo& type,
    reflect::TimeFormat format,
    std::string_view text,
    void* to
);

/// What decode_text reads back. Strings are not escaped.
void append_text(
    std::string& out, const reflect::TypeInfo& type, reflect::TimeFormat format, const void* value
);

/// All kinds but lists, maps, structures and documents.
bool is_text_scalar(const reflect::TypeInfo& type);

bool is_utf8(std::string_view text);

}  // namespace gantry::wire
