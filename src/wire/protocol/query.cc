/// awsQuery: forms in, XML out. Source: Smithy, "AWS query protocol".

#include <fmt/format.h>

#include "wire/protocol/codecs.h"
#include "wire/protocol/error_words.h"
#include "wire/protocol/form_decode.h"
#include "wire/protocol/xml_encode.h"

namespace gantry::wire {
namespace {

constexpr std::string_view kQueryType = "text/xml";

Result<void> decode_query_request(
    const api::ServiceInfo& /*service*/,
    const api::OperationInfo& operation,
    const HttpView& request,
    void* input,
    UnknownEnumValue* unknown
) {
    const auto form = Form::parse(form_text(request));
    if (!form) return form.error();
    return decode_form(FormDialect::Query, *form, operation.input(), input, unknown);
}

/// <GetUserResponse><GetUserResult>…</GetUserResult><ResponseMetadata>…
HttpAnswer encode_query_answer(
    const api::ServiceInfo& service,
    const api::OperationInfo& operation,
    const void* output,
    std::string_view request_id
) {
    const std::string_view name = operation.name;
    std::string body = fmt::format("{}<{}Response xmlns=\"", kXmlDeclaration, name);
    append_xml_text(body, service.xml_namespace);
    body += "\">";
    body += fmt::format("<{}Result>", name);
    append_xml_members(body, operation.output(), output);
    body += fmt::format("</{}Result>", name);
    body += "<ResponseMetadata>";
    append_xml_leaf(body, "RequestId", request_id);
    body += fmt::format("</ResponseMetadata></{}Response>\n", name);
    return answer_of(200, kQueryType, std::move(body), request_id);
}

HttpAnswer encode_query_error(
    const api::ServiceInfo& service,
    const api::OperationInfo* operation,
    const Error& error,
    std::string_view request_id
) {
    const ErrorWords words = error_words(api::Protocol::AwsQuery, operation, error);
    return answer_of(
        words.status, kQueryType, error_response_xml(service, words, error, request_id), request_id
    );
}

constexpr Codec kQueryCodec{
    &operation_of_form, &decode_query_request, &encode_query_answer, &encode_query_error
};

}  // namespace

const Codec& query_codec() {
    return kQueryCodec;
}

std::string_view form_text(const HttpView& request) {
    if (request.method != "GET") return request.body;
    const std::size_t mark = request.target.find('?');
    return mark == std::string_view::npos ? std::string_view{} : request.target.substr(mark + 1);
}

const api::OperationInfo* operation_of_form(
    const api::ServiceInfo& service, const HttpView& request
) {
    const auto action = find_form_field(form_text(request), "Action");
    return action ? operation_named(service, *action) : nullptr;
}

std::string error_response_xml(
    const api::ServiceInfo& service,
    const ErrorWords& words,
    const Error& error,
    std::string_view request_id
) {
    std::string body(kXmlDeclaration);
    body += "<ErrorResponse";
    if (!service.xml_namespace.empty()) {
        body += " xmlns=\"";
        append_xml_text(body, service.xml_namespace);
        body += '"';
    }
    body += "><Error>";
    append_xml_leaf(body, "Type", words.status >= 500 ? "Receiver" : "Sender");
    append_xml_leaf(body, "Code", words.code);
    append_xml_leaf(body, "Message", error.message);
    body += "</Error>";
    append_xml_leaf(body, "RequestId", request_id);
    return body + "</ErrorResponse>\n";
}

}  // namespace gantry::wire
