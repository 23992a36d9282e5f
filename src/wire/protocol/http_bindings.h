#pragma once

#include "wire/protocol/protocol.h"

/// Members of REST services' requests and answers that stand outside the body, or are the body.
/// Source: Smithy, "HTTP bindings".
namespace gantry::wire {

/// Reads path, query and headers of a request that match_path takes. Errors: as Codec::decode.
/// @param lower_case_names of prefix headers, as S3 keeps them
Result<void> decode_bindings(
    const api::OperationInfo& operation,
    const HttpView& request,
    bool lower_case_names,
    void* input,
    UnknownEnumValue* unknown
);

/// Adds the headers and sets the status that an output asks for. Control characters in them become
/// spaces.
void encode_bindings(HttpAnswer& answer, const reflect::TypeInfo& type, const void* output);

/// The member that alone is the body, or null.
const reflect::FieldInfo* payload_of(const reflect::TypeInfo& type);

/// Whether a payload is the body's bytes as they are.
bool is_plain_payload(const reflect::TypeInfo& type);

/// Whether some member stands in a body together with others.
bool has_body_members(const reflect::TypeInfo& type);

/// The elements of a header that is a list: at commas, but not those within quotes, nor the one
/// within each of HTTP's dates.
std::vector<std::string> split_header(std::string_view value, bool dates);

}  // namespace gantry::wire
