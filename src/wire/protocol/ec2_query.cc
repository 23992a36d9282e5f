/// ec2Query: EC2's own forms and XML. Source: Smithy, "AWS EC2 query protocol".

#include <fmt/format.h>

#include "wire/protocol/codecs.h"
#include "wire/protocol/error_words.h"
#include "wire/protocol/form_decode.h"
#include "wire/protocol/xml_encode.h"

namespace gantry::wire {
namespace {

constexpr std::string_view kEc2Type = "text/xml";

/// EC2 says first that it is a matter of rights.
std::string message_of(const Error& error) {
    if (error.code != "AccessDeniedException") return error.message;
    return "You are not authorized to perform this operation. " + error.message;
}

Result<void> decode_ec2_request(
    const api::ServiceInfo& /*service*/,
    const api::OperationInfo& operation,
    const HttpView& request,
    void* input,
    UnknownEnumValue* unknown
) {
    const auto form = Form::parse(form_text(request));
    if (!form) return form.error();
    return decode_form(FormDialect::Ec2, *form, operation.input(), input, unknown);
}

HttpAnswer encode_ec2_answer(
    const api::ServiceInfo& service,
    const api::OperationInfo& operation,
    const void* output,
    std::string_view request_id
) {
    std::string body = fmt::format("{}<{}Response xmlns=\"", kXmlDeclaration, operation.name);
    append_xml_text(body, service.xml_namespace);
    body += "\">";
    append_xml_leaf(body, "requestId", request_id);
    append_xml_members(body, operation.output(), output);
    if (operation.output().fields.empty()) append_xml_leaf(body, "return", "true");
    body += fmt::format("</{}Response>\n", operation.name);
    return answer_of(200, kEc2Type, std::move(body), request_id);
}

HttpAnswer encode_ec2_error(
    const api::ServiceInfo& /*service*/,
    const api::OperationInfo* operation,
    const Error& error,
    std::string_view request_id
) {
    const ErrorWords words = error_words(api::Protocol::Ec2Query, operation, error);
    std::string body(kXmlDeclaration);
    body += "<Response><Errors><Error>";
    append_xml_leaf(body, "Code", words.code);
    append_xml_leaf(body, "Message", message_of(error));
    body += "</Error></Errors>";
    append_xml_leaf(body, "RequestID", request_id);
    body += "</Response>\n";
    return answer_of(words.status, kEc2Type, std::move(body), request_id);
}

constexpr Codec kEc2Codec{
    &operation_of_form, &decode_ec2_request, &encode_ec2_answer, &encode_ec2_error
};

}  // namespace

const Codec& ec2_query_codec() {
    return kEc2Codec;
}

}  // namespace gantry::wire
