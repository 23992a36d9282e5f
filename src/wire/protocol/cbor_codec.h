#pragma once

#include <string>
#include <string_view>

#include "base/reflect.h"
#include "base/result.h"
#include "wire/json_codec.h"

/// CBOR of described values. Sources: Smithy, "RPC v2 CBOR protocol"; RFC 8949.
namespace gantry::wire {

/// Structures and maps are maps, times tag 1 with seconds, blobs bytes, enums their words.
void append_cbor(std::string& out, const reflect::TypeInfo& type, const void* value);
void append_cbor_text(std::string& out, std::string_view text);
void append_cbor_map(std::string& out, std::size_t pairs);

/// Whole numbers may be floats and floats whole numbers, since JavaScript knows one kind. null
/// makes a member absent; unknown members are ignored. No bytes at all are a value without members.
/// Errors: as decode_request_into.
Result<void> decode_cbor(
    std::string_view body, const reflect::TypeInfo& type, void* value, UnknownEnumValue* unknown
);

}  // namespace gantry::wire
