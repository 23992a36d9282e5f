/// RPC v2 CBOR. Source: Smithy, "RPC v2 CBOR protocol".

#include <fmt/format.h>

#include "wire/protocol/cbor_codec.h"
#include "wire/protocol/codecs.h"
#include "wire/protocol/rest_routing.h"

namespace gantry::wire {
namespace {

constexpr std::string_view kCborType = "application/cbor";

HttpAnswer cbor_answer(int status, std::string body, std::string_view request_id) {
    HttpAnswer answer = answer_of(status, kCborType, std::move(body), request_id);
    answer.headers.emplace_back("smithy-protocol", "rpc-v2-cbor");
    return answer;
}

/// "/service/GraniteServiceVersion20100801/operation/ListMetrics", perhaps behind more.
const api::OperationInfo* find_cbor_operation(
    const api::ServiceInfo& service, const HttpView& request
) {
    constexpr std::string_view kService = "/service/";
    constexpr std::string_view kOperation = "/operation/";
    const std::string_view path = path_of_target(request.target);
    const std::size_t at = path.rfind(kOperation);
    if (at == std::string_view::npos || request.method != "POST") return nullptr;
    const std::size_t before = path.substr(0, at).rfind(kService);
    if (before == std::string_view::npos) return nullptr;
    const std::string_view named =
        path.substr(before + kService.size(), at - before - kService.size());
    if (named != service.target_prefix) return nullptr;
    return operation_named(service, path.substr(at + kOperation.size()));
}

Result<void> decode_cbor_request(
    const api::ServiceInfo& /*service*/,
    const api::OperationInfo& operation,
    const HttpView& request,
    void* input,
    UnknownEnumValue* unknown
) {
    return decode_cbor(request.body, operation.input(), input, unknown);
}

HttpAnswer encode_cbor_answer(
    const api::ServiceInfo& /*service*/,
    const api::OperationInfo& operation,
    const void* output,
    std::string_view request_id
) {
    std::string body;
    append_cbor(body, operation.output(), output);
    return cbor_answer(200, std::move(body), request_id);
}

/// Clients that spoke forms to the same service before still ask for the codes of those.
HttpAnswer encode_cbor_error(
    const api::ServiceInfo& service,
    const api::OperationInfo* operation,
    const Error& error,
    std::string_view request_id
) {
    const ErrorWords words = error_words(api::Protocol::RpcV2Cbor, operation, error);
    std::string body;
    append_cbor_map(body, 2);
    append_cbor_text(body, "__type");
    append_cbor_text(body, words.code);
    append_cbor_text(body, "message");
    append_cbor_text(body, error.message);
    HttpAnswer answer = cbor_answer(words.status, std::move(body), request_id);
    if (service.protocol == api::Protocol::AwsQuery) {
        const ErrorWords old = error_words(api::Protocol::AwsQuery, operation, error);
        const std::string_view at_fault = old.status >= 500 ? "Receiver" : "Sender";
        answer.headers.emplace_back("x-amzn-query-error", fmt::format("{};{}", old.code, at_fault));
    }
    return answer;
}

constexpr Codec kCborCodec{
    &find_cbor_operation, &decode_cbor_request, &encode_cbor_answer, &encode_cbor_error
};

}  // namespace

const Codec& rpc_cbor_codec() {
    return kCborCodec;
}

}  // namespace gantry::wire
