#pragma once

#include <string>
#include <string_view>

#include "wire/protocol/error_words.h"
#include "wire/protocol/protocol.h"

/// The protocols, one source each, and what several of them share. For this folder.
namespace gantry::wire {

const Codec& json_10_codec();
const Codec& json_11_codec();
const Codec& query_codec();
const Codec& ec2_query_codec();
const Codec& rest_json_codec();
const Codec& rest_xml_codec();
const Codec& s3_codec();
const Codec& rpc_cbor_codec();

/// The operation of that name, or null.
const api::OperationInfo* operation_named(const api::ServiceInfo& service, std::string_view name);

/// The value of a header, empty where there is none.
std::string_view header_or_empty(const HttpView& request, std::string_view lower_name);

inline constexpr const char* kRequestIdHeader = "x-amzn-RequestId";

/// An answer with a body and the two headers that nearly all have.
HttpAnswer answer_of(
    int status, std::string_view content_type, std::string body, std::string_view request_id
);

/// {"__type":…,"message":…}
std::string json_error_body(const std::string& code, const Error& error);

/// The operation that a form is for: its Action, in the body or, of a GET, in the query.
const api::OperationInfo* operation_of_form(
    const api::ServiceInfo& service, const HttpView& request
);

/// <ErrorResponse>, of services with forms and of REST services with XML.
std::string error_response_xml(
    const api::ServiceInfo& service,
    const ErrorWords& words,
    const Error& error,
    std::string_view request_id
);

}  // namespace gantry::wire
