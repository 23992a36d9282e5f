#include "wire/protocol/rest.h"

#include "wire/protocol/http_bindings.h"
#include "wire/protocol/text_scalar.h"
#include "wire/sigv4_canonical.h"

namespace gantry::wire {
namespace {

using reflect::FieldInfo;
using reflect::Kind;

Result<void> decode_plain(
    std::string_view body, const FieldInfo& field, void* input, UnknownEnumValue* unknown
) {
    void* to = field.emplace(input);
    if (field.type().kind == Kind::Blob) {
        static_cast<reflect::Blob*>(to)->bytes = body;
        return {};
    }
    DecodeState state(kRequestMemory);
    if (decode_text(state, field.type(), reflect::TimeFormat::DateTime, body, to)) return {};
    state.below(field.name);
    if (unknown != nullptr) *unknown = state.unknown_enum_value();
    return state.error();
}

std::string encode_plain(const FieldInfo& field, const void* value) {
    if (field.type().kind == Kind::Blob) return static_cast<const reflect::Blob*>(value)->bytes;
    std::string text;
    append_text(text, field.type(), reflect::TimeFormat::DateTime, value);
    return text;
}

std::string_view plain_type(Kind kind) {
    return kind == Kind::Blob ? "application/octet-stream" : "text/plain";
}

bool has_header(const HttpAnswer& answer, std::string_view lower_name) {
    return sigv4::find_header({.headers = answer.headers}, lower_name) != nullptr;
}

}  // namespace

Result<void> decode_rest(
    const RestFormat& format,
    const api::OperationInfo& operation,
    const HttpView& request,
    void* input,
    UnknownEnumValue* unknown
) {
    const reflect::TypeInfo& type = operation.input();
    auto bound = decode_bindings(operation, request, format.lower_case_names, input, unknown);
    if (!bound || request.body.empty()) return bound;
    if (const FieldInfo* payload = payload_of(type)) {
        // Neither is a value that could be read here.
        if (payload->wire->event_stream || payload->wire->streaming) return {};
        if (is_plain_payload(payload->type())) {
            return decode_plain(request.body, *payload, input, unknown);
        }
        return format.decode_payload(request.body, *payload, payload->emplace(input), unknown);
    }
    if (!has_body_members(type)) return {};
    return format.decode_members(request.body, type, input, unknown);
}

HttpAnswer encode_rest(
    const RestFormat& format,
    const api::ServiceInfo& service,
    const api::OperationInfo& operation,
    const void* output,
    std::string_view request_id
) {
    const reflect::TypeInfo& type = operation.output();
    HttpAnswer answer{.status = operation.http_status};
    std::string_view content_type;
    if (const FieldInfo* payload = payload_of(type)) {
        const void* value = payload->get(output);
        const bool elsewhere = payload->wire->event_stream || payload->wire->streaming;
        if (value != nullptr && !elsewhere) {
            const bool plain = is_plain_payload(payload->type());
            content_type = plain ? plain_type(payload->type().kind) : format.content_type;
            answer.body = plain ? encode_plain(*payload, value)
                                : format.encode_payload(service, *payload, value);
        }
    } else if (has_body_members(type)) {
        content_type = format.content_type;
        answer.body = format.encode_members(service, type, output);
    }
    encode_bindings(answer, type, output);
    if (!content_type.empty() && !has_header(answer, "content-type")) {
        answer.headers.emplace_back("Content-Type", content_type);
    }
    answer.headers.emplace_back(format.request_id_header, request_id);
    return answer;
}

}  // namespace gantry::wire
