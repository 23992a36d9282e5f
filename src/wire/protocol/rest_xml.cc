/// restXml, and S3's kind of it. Sources: Smithy, "AWS restXml protocol"; S3 API Reference, "Error
/// responses".

#include "wire/error_codec.h"
#include "wire/protocol/codecs.h"
#include "wire/protocol/rest.h"
#include "wire/protocol/rest_routing.h"
#include "wire/protocol/xml_decode.h"
#include "wire/protocol/xml_encode.h"

namespace gantry::wire {
namespace {

using api::Protocol;

constexpr std::string_view kRestXmlType = "application/xml";
constexpr std::string_view kErrorXmlType = "text/xml";

std::string_view first_of(std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        if (!name.empty()) return name;
    }
    return {};
}

/// What the outermost element is called, in requests and answers alike.
std::string_view root_of(const reflect::TypeInfo& type) {
    return first_of({type.xml_name, type.name});
}

std::string_view root_of(const reflect::FieldInfo& payload) {
    return first_of({payload.wire->xml_name, root_of(payload.type())});
}

Result<void> decode_xml_members(
    std::string_view body, const reflect::TypeInfo& type, void* value, UnknownEnumValue* unknown
) {
    return decode_xml(
        {.text = body, .body_only = true, .root = root_of(type)}, type, value, unknown
    );
}

Result<void> decode_xml_payload(
    std::string_view body, const reflect::FieldInfo& field, void* value, UnknownEnumValue* unknown
) {
    return decode_xml(
        {.text = body, .traits = traits_of(field), .root = root_of(field)},
        field.type(),
        value,
        unknown
    );
}

std::string encode_xml_members(
    const api::ServiceInfo& service, const reflect::TypeInfo& type, const void* value
) {
    const std::string_view name = root_of(type);
    std::string body(kXmlDeclaration);
    body += '<';
    body += name;
    body += " xmlns=\"";
    append_xml_text(body, first_of({type.xml_namespace, service.xml_namespace}));
    body += "\">";
    append_xml_members(body, type, value, true);
    body += "</";
    body += name;
    return body + '>';
}

std::string encode_xml_payload(
    const api::ServiceInfo& service, const reflect::FieldInfo& field, const void* value
) {
    const reflect::TypeInfo& type = field.type();
    std::string body(kXmlDeclaration);
    append_xml_element(
        body,
        root_of(field),
        first_of({type.xml_namespace, service.xml_namespace}),
        type,
        traits_of(field),
        value
    );
    return body;
}

/// One answer of S3's is its only member, as the root.
/// Source: Smithy, trait aws.customizations#s3UnwrappedXmlOutput.
constexpr std::string_view kUnwrapped = "GetBucketLocationOutput";

std::string encode_s3_members(
    const api::ServiceInfo& service, const reflect::TypeInfo& type, const void* value
) {
    if (type.name != kUnwrapped) return encode_xml_members(service, type, value);
    const reflect::FieldInfo& field = type.fields.front();
    std::string body(kXmlDeclaration);
    if (const void* member = field.get(value)) {
        append_xml_element(
            body, field.name, service.xml_namespace, field.type(), traits_of(field), member
        );
        return body;
    }
    body += '<';
    body += field.name;
    body += " xmlns=\"";
    append_xml_text(body, service.xml_namespace);
    return body + "\"/>";
}

template <Protocol P>
constexpr RestFormat kRestXmlFormat{
    .content_type = kRestXmlType,
    .request_id_header = P == Protocol::S3 ? "x-amz-request-id" : kRequestIdHeader,
    .lower_case_names = P == Protocol::S3,
    .decode_members = &decode_xml_members,
    .decode_payload = &decode_xml_payload,
    .encode_members = P == Protocol::S3 ? &encode_s3_members : &encode_xml_members,
    .encode_payload = &encode_xml_payload,
};

template <Protocol P>
Result<void> decode_rest_xml(
    const api::ServiceInfo& /*service*/,
    const api::OperationInfo& operation,
    const HttpView& request,
    void* input,
    UnknownEnumValue* unknown
) {
    return decode_rest(kRestXmlFormat<P>, operation, request, input, unknown);
}

template <Protocol P>
HttpAnswer encode_rest_xml(
    const api::ServiceInfo& service,
    const api::OperationInfo& operation,
    const void* output,
    std::string_view request_id
) {
    return encode_rest(kRestXmlFormat<P>, service, operation, output, request_id);
}

HttpAnswer encode_rest_xml_error(
    const api::ServiceInfo& service,
    const api::OperationInfo* operation,
    const Error& error,
    std::string_view request_id
) {
    const ErrorWords words = error_words(Protocol::RestXml, operation, error);
    return answer_of(
        words.status,
        kErrorXmlType,
        error_response_xml(service, words, error, request_id),
        request_id
    );
}

/// S3's own texts for what every service says. It speaks of rights also to who has not said who it
/// is.
std::string message_of_s3(const Error& error) {
    static const std::string kMissing = missing_authentication_token().message;
    if (error.code == "RequestEntityTooLargeException") {
        return "Your proposed upload exceeds the maximum allowed size";
    }
    if (error.code == "RequestTimeoutException") {
        return "Your socket connection to the server was not read from or written to within the "
               "timeout period. Idle connections will be closed.";
    }
    if (!error.message.starts_with(kMissing)) return error.message;
    return "Access Denied" + error.message.substr(kMissing.size());
}

HttpAnswer encode_s3_error(
    const api::ServiceInfo& /*service*/,
    const api::OperationInfo* operation,
    const Error& error,
    std::string_view request_id
) {
    const ErrorWords words = error_words(Protocol::S3, operation, error);
    HttpAnswer answer{.status = words.status, .body = std::string(kXmlDeclaration)};
    answer.headers.emplace_back("Content-Type", kRestXmlType);
    answer.headers.emplace_back(kRestXmlFormat<Protocol::S3>.request_id_header, request_id);
    answer.body += "<Error>";
    append_xml_leaf(answer.body, "Code", words.code);
    append_xml_leaf(answer.body, "Message", message_of_s3(error));
    append_xml_leaf(answer.body, "RequestId", request_id);
    answer.body += "</Error>\n";
    return answer;
}

constexpr Codec kRestXmlCodec{
    &find_rest_operation,
    &decode_rest_xml<Protocol::RestXml>,
    &encode_rest_xml<Protocol::RestXml>,
    &encode_rest_xml_error
};

constexpr Codec kS3Codec{
    &find_rest_operation,
    &decode_rest_xml<Protocol::S3>,
    &encode_rest_xml<Protocol::S3>,
    &encode_s3_error
};

}  // namespace

const Codec& rest_xml_codec() {
    return kRestXmlCodec;
}

const Codec& s3_codec() {
    return kS3Codec;
}

}  // namespace gantry::wire
