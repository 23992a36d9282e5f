/// awsJson 1.0 and 1.1. Source: Smithy, "AWS JSON 1.0 protocol" and "AWS JSON 1.1 protocol".

#include "wire/error_codec.h"
#include "wire/protocol/codecs.h"
#include "wire/protocol/error_words.h"

namespace gantry::wire {
namespace {

using api::Protocol;

template <Protocol P>
constexpr std::string_view kJsonType =
    P == Protocol::AwsJson10 ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1";

const api::OperationInfo* find_json_operation(
    const api::ServiceInfo& service, const HttpView& request
) {
    std::string_view target = header_or_empty(request, "x-amz-target");
    if (!target.starts_with(service.target_prefix)) return nullptr;
    target.remove_prefix(service.target_prefix.size());
    if (!target.starts_with('.')) return nullptr;
    return operation_named(service, target.substr(1));
}

Result<void> decode_json_request(
    const api::ServiceInfo& /*service*/,
    const api::OperationInfo& operation,
    const HttpView& request,
    void* input,
    UnknownEnumValue* unknown
) {
    return decode_request_into(request.body, operation.input(), input, unknown);
}

template <Protocol P>
HttpAnswer encode_json_answer(
    const api::ServiceInfo& /*service*/,
    const api::OperationInfo& operation,
    const void* output,
    std::string_view request_id
) {
    return answer_of(200, kJsonType<P>, encode_json(operation.output(), output), request_id);
}

template <Protocol P>
HttpAnswer encode_json_error(
    const api::ServiceInfo& /*service*/,
    const api::OperationInfo* operation,
    const Error& error,
    std::string_view request_id
) {
    const ErrorWords words = error_words(P, operation, error);
    return answer_of(words.status, kJsonType<P>, json_error_body(words.code, error), request_id);
}

template <Protocol P>
constexpr Codec
    kJsonCodec{&find_json_operation, &decode_json_request, &encode_json_answer<P>, &encode_json_error<P>};

}  // namespace

const Codec& json_10_codec() {
    return kJsonCodec<Protocol::AwsJson10>;
}

const Codec& json_11_codec() {
    return kJsonCodec<Protocol::AwsJson11>;
}

std::string json_error_body(const std::string& code, const Error& error) {
    Error named = error;
    named.code = code;
    return encode_error(named).body;
}

}  // namespace gantry::wire
