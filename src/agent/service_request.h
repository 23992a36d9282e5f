#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "agent/control_link.h"
#include "base/result.h"
#include "wire/sigv4.h"

/// Calls of services over HTTP, before they are signed and after they were answered. Pure.
namespace gantry::agent {

/// A call as HTTP carries it; Host and what signing adds are still to come.
struct ServiceRequest {
    std::string method;
    std::string path;  ///< from '/'
    std::vector<wire::HeaderField> headers;
    std::string body;
    std::string signing_name;
    wire::SigningRules rules;
};

/// JSON 1.1 for all services but S3, of which only GetObject is known: `{"Bucket":…,"Key":…}`
/// becomes GET /bucket/key. Errors: InvalidArgument for what is not known.
Result<ServiceRequest> encode_service_call(const ServiceCall& call);

/// The error of an answer that is none of 200; S3's are XML.
Error decode_service_error(std::string_view service, int status, std::string_view body);

/// Keys of the payload's shape as signing wants them.
wire::Credentials signing_credentials(const api::acs::IAMRoleCredentials& credentials);

}  // namespace gantry::agent
