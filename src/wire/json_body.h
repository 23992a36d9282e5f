#pragma once

#include <string>
#include <string_view>

#include "base/reflect.h"
#include "base/result.h"
#include "wire/decode_state.h"
#include "wire/json_codec.h"

/// JSON as the body of a request or answer of a REST service, of whose members some may stand in
/// the path, the query or headers. For wire/protocol.
namespace gantry::wire {

inline bool in_body(const reflect::FieldInfo& field) {
    return field.wire == nullptr || field.wire->place == reflect::WireTraits::Place::Body;
}

struct JsonBody {
    std::string_view text;   ///< empty: {}
    bool body_only = false;  ///< members of the outermost structure with another place are unknown
    ValueTraits traits;      ///< of the whole value
};

/// As decode_request_into.
Result<void> decode_json_body(
    const JsonBody& body, const reflect::TypeInfo& type, void* value, UnknownEnumValue* unknown
);

/// The structure's members that stand in the body, as append_json writes them.
void append_json_body(std::string& out, const reflect::TypeInfo& structure, const void* object);

}  // namespace gantry::wire
