#include "wire/protocol_errors.h"

#include <fmt/format.h>

#include "wire/error_codec.h"

namespace gantry::wire {
namespace {

constexpr std::string_view kXmlDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string xml_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
        }
    }
    return out;
}

/// Source: RFC 8949, section 3: major type 3, with a length of up to 16 bits.
void append_cbor_text(std::string& out, std::string_view text) {
    text = text.substr(0, 0xFFFF);
    if (text.size() < 24) {
        out += static_cast<char>(0x60 + text.size());
    } else {
        out += '\x79';
        out += static_cast<char>(text.size() >> 8U);
        out += static_cast<char>(text.size() & 0xFFU);
    }
    out += text;
}

std::string cbor_body(std::string_view code, std::string_view message) {
    std::string body = "\xA2";  // a map of two
    append_cbor_text(body, "__type");
    append_cbor_text(body, code);
    append_cbor_text(body, "message");
    append_cbor_text(body, message);
    return body;
}

std::string json_body(std::string_view code, std::string_view message) {
    return encode_error(
               Error{ErrorKind::InvalidArgument, std::string(code), std::string(message), {}}
    ).body;
}

std::string query_body(std::string_view code, std::string_view message, std::string_view id) {
    return fmt::format(
        "{}<ErrorResponse><Error><Type>Sender</Type><Code>{}</Code><Message>{}</Message></Error>"
        "<RequestId>{}</RequestId></ErrorResponse>\n",
        kXmlDeclaration,
        xml_text(code),
        xml_text(message),
        xml_text(id)
    );
}

std::string ec2_body(std::string_view code, std::string_view message, std::string_view id) {
    return fmt::format(
        "{}<Response><Errors><Error><Code>{}</Code><Message>{}</Message></Error></Errors>"
        "<RequestID>{}</RequestID></Response>\n",
        kXmlDeclaration,
        xml_text(code),
        xml_text(message),
        xml_text(id)
    );
}

std::string s3_body(std::string_view code, std::string_view message, std::string_view id) {
    return fmt::format(
        "{}<Error><Code>{}</Code><Message>{}</Message><RequestId>{}</RequestId></Error>\n",
        kXmlDeclaration,
        xml_text(code),
        xml_text(message),
        xml_text(id)
    );
}

}  // namespace

ProtocolError encode_protocol_error(
    Protocol protocol,
    int status,
    std::string_view code,
    std::string_view message,
    std::string_view request_id
) {
    ProtocolError error{.status = status};
    const auto add = [&error](std::string name, std::string_view value) {
        error.headers.emplace_back(std::move(name), value);
    };
    const auto answer = [&](std::string_view type, std::string body) {
        add("Content-Type", type);
        error.body = std::move(body);
    };
    add(protocol == Protocol::S3 ? "x-amz-request-id" : "x-amzn-RequestId", request_id);
    switch (protocol) {
        case Protocol::AwsJson10:
            answer("application/x-amz-json-1.0", json_body(code, message));
            break;
        case Protocol::AwsJson11:
            answer("application/x-amz-json-1.1", json_body(code, message));
            break;
        case Protocol::RestJson:
            add("x-amzn-ErrorType", code);
            answer("application/json", json_body(code, message));
            break;
        case Protocol::AwsQuery:
        case Protocol::RestXml: answer("text/xml", query_body(code, message, request_id)); break;
        case Protocol::Ec2Query: answer("text/xml", ec2_body(code, message, request_id)); break;
        case Protocol::S3: answer("application/xml", s3_body(code, message, request_id)); break;
        case Protocol::RpcV2Cbor:
            add("smithy-protocol", "rpc-v2-cbor");
            answer("application/cbor", cbor_body(code, message));
            break;
    }
    return error;
}

}  // namespace gantry::wire
