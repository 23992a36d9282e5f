#pragma once

#include "wire/protocol/protocol.h"

/// What REST services share, whatever their bodies are written in. For rest_json.cc and
/// rest_xml.cc.
namespace gantry::wire {

/// How bodies are written.
struct RestFormat {
    std::string_view content_type;
    const char* request_id_header;
    bool lower_case_names;  ///< of prefix headers

    /// Reads a body into the members that stand in it.
    Result<void> (*decode_members)(
        std::string_view body, const reflect::TypeInfo& type, void* value, UnknownEnumValue* unknown
    );
    /// Reads a body that is the value of one member.
    Result<void> (*decode_payload)(
        std::string_view body,
        const reflect::FieldInfo& field,
        void* value,
        UnknownEnumValue* unknown
    );
    std::string (*encode_members)(
        const api::ServiceInfo& service, const reflect::TypeInfo& type, const void* value
    );
    std::string (*encode_payload)(
        const api::ServiceInfo& service, const reflect::FieldInfo& field, const void* value
    );
};

Result<void> decode_rest(
    const RestFormat& format,
    const api::OperationInfo& operation,
    const HttpView& request,
    void* input,
    UnknownEnumValue* unknown
);

HttpAnswer encode_rest(
    const RestFormat& format,
    const api::ServiceInfo& service,
    const api::OperationInfo& operation,
    const void* output,
    std::string_view request_id
);

}  // namespace gantry::wire
