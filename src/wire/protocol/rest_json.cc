/// restJson1. Source: Smithy, "AWS restJson1 protocol".

#include "wire/json_body.h"
#include "wire/protocol/codecs.h"
#include "wire/protocol/rest.h"
#include "wire/protocol/rest_routing.h"

namespace gantry::wire {
namespace {

constexpr std::string_view kRestJsonType = "application/json";

Result<void> decode_json_members(
    std::string_view body, const reflect::TypeInfo& type, void* value, UnknownEnumValue* unknown
) {
    return decode_json_body({.text = body, .body_only = true}, type, value, unknown);
}

Result<void> decode_json_payload(
    std::string_view body, const reflect::FieldInfo& field, void* value, UnknownEnumValue* unknown
) {
    return decode_json_body(
        {.text = body, .traits = traits_of(field)}, field.type(), value, unknown
    );
}

std::string encode_json_members(
    const api::ServiceInfo& /*service*/, const reflect::TypeInfo& type, const void* value
) {
    std::string body;
    append_json_body(body, type, value);
    return body;
}

std::string encode_json_payload(
    const api::ServiceInfo& /*service*/, const reflect::FieldInfo& field, const void* value
) {
    return encode_json(field.type(), value);
}

constexpr RestFormat kRestJsonFormat{
    .content_type = kRestJsonType,
    .request_id_header = kRequestIdHeader,
    .lower_case_names = false,
    .decode_members = &decode_json_members,
    .decode_payload = &decode_json_payload,
    .encode_members = &encode_json_members,
    .encode_payload = &encode_json_payload,
};

Result<void> decode_rest_json(
    const api::ServiceInfo& /*service*/,
    const api::OperationInfo& operation,
    const HttpView& request,
    void* input,
    UnknownEnumValue* unknown
) {
    return decode_rest(kRestJsonFormat, operation, request, input, unknown);
}

HttpAnswer encode_rest_json(
    const api::ServiceInfo& service,
    const api::OperationInfo& operation,
    const void* output,
    std::string_view request_id
) {
    return encode_rest(kRestJsonFormat, service, operation, output, request_id);
}

HttpAnswer encode_rest_json_error(
    const api::ServiceInfo& /*service*/,
    const api::OperationInfo* operation,
    const Error& error,
    std::string_view request_id
) {
    const ErrorWords words = error_words(api::Protocol::RestJson, operation, error);
    HttpAnswer answer =
        answer_of(words.status, kRestJsonType, json_error_body(words.code, error), request_id);
    answer.headers.emplace_back("x-amzn-ErrorType", words.code);
    return answer;
}

constexpr Codec kRestJsonCodec{
    &find_rest_operation, &decode_rest_json, &encode_rest_json, &encode_rest_json_error
};

}  // namespace

const Codec& rest_json_codec() {
    return kRestJsonCodec;
}

}  // namespace gantry::wire
