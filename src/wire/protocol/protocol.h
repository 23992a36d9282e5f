#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/service_info.h"
#include "base/result.h"
#include "wire/json_codec.h"
#include "wire/sigv4.h"

/// AWS's protocols as pure codecs: HTTP messages to described values and back. No code per shape or
/// service. Source: Smithy, "AWS Protocols" and "HTTP bindings"; for S3 and EC2 their API
/// references.
namespace gantry::wire {

/// What goes into an HTTP answer, request ids in headers and (XML) body included.
struct HttpAnswer {
    int status = 200;
    std::vector<HeaderField> headers;  ///< without Content-Length
    std::string body;
};

/// One protocol. The members are functions without state; all text they are given may be hostile.
struct Codec {
    /// The operation that a request is for; null when the service has none such. Forms carry its
    /// name in the body (or query), the others in the head.
    const api::OperationInfo* (*find_operation)(
        const api::ServiceInfo& service, const HttpView& request
    );

    /// Reads a request into a new value of the operation's input. Bounds are not checked
    /// (validate.h). Errors: InvalidArgument; "SerializationException" for what cannot be read,
    /// "InvalidEnumValue" for an unknown word of an enum (see decode_request_into). One spelling
    /// for all protocols: encode_error gives them the protocol's own.
    /// @param unknown filled in along with "InvalidEnumValue"; may be null
    Result<void> (*decode)(
        const api::ServiceInfo& service,
        const api::OperationInfo& operation,
        const HttpView& request,
        void* input,
        UnknownEnumValue* unknown
    );

    /// The answer to an operation that went well, with the status and the headers that the model
    /// asks for. Members that are absent are left out; text is written so that the protocol can
    /// carry it, whatever bytes it holds.
    HttpAnswer (*encode)(
        const api::ServiceInfo& service,
        const api::OperationInfo& operation,
        const void* output,
        std::string_view request_id
    );

    /// @param operation null where it was not found; its modelled errors say codes and statuses,
    ///        errors that are not among them get those of their kind (error_codec.h)
    HttpAnswer (*encode_error)(
        const api::ServiceInfo& service,
        const api::OperationInfo* operation,
        const Error& error,
        std::string_view request_id
    );
};

const Codec& codec_of(api::Protocol protocol);

/// How this request speaks to the service: RPC v2 CBOR where its headers say so and the service
/// takes it, else the service's own protocol.
api::Protocol protocol_of(const api::ServiceInfo& service, const HttpView& request);

/// Whether requests are forms.
constexpr bool speaks_forms(api::Protocol protocol) {
    return protocol == api::Protocol::AwsQuery || protocol == api::Protocol::Ec2Query;
}

/// What a request calls its operation, for telling its sender that there is none such: the name in
/// a form or an X-Amz-Target, else method and path. Cut after 128 bytes; any bytes.
std::string asked_operation(api::Protocol protocol, const HttpView& request);

/// The version of its service that a form asks for; empty where it says none, and in other
/// protocols. Cut after 128 bytes; any bytes.
std::string asked_version(api::Protocol protocol, const HttpView& request);

/// The form that a request of awsQuery or EC2 is: its body, or of a GET its query.
std::string_view form_text(const HttpView& request);

}  // namespace gantry::wire
