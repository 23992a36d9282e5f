#include "agent/service_request.h"

#include <array>

#include "base/reflect.h"
#include "wire/error_codec.h"
#include "wire/json_codec.h"
#include "wire/percent.h"
#include "wire/protocol/xml_decode.h"

namespace gantry::agent {
namespace {

struct JsonService {
    std::string_view name;           ///< in a ServiceCall, and in signatures
    std::string_view target_prefix;  ///< of X-Amz-Target
};

constexpr std::array<JsonService, 5> kJsonServices{{
    {"ecr", "AmazonEC2ContainerRegistry_V20150921."},
    {"ecs", "AmazonEC2ContainerServiceV20141113."},
    {"logs", "Logs_20140328."},
    {"secretsmanager", "secretsmanager."},
    {"ssm", "AmazonSSM."},
}};

constexpr std::string_view kS3 = "s3";

/// What S3 is asked for.
struct ObjectName {
    std::string bucket;
    std::string key;
    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<ObjectName>(
            "ObjectName",
            {reflect::field<&ObjectName::bucket>("Bucket"), reflect::field<&ObjectName::key>("Key")}
        );
        return info;
    }
};

/// What S3 says when it refuses.
struct S3Error {
    std::optional<std::string> code;
    std::optional<std::string> message;
    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<S3Error>(
            "Error",
            {reflect::field<&S3Error::code>("Code"), reflect::field<&S3Error::message>("Message")}
        );
        return info;
    }
};

Result<ServiceRequest> encode_s3(const ServiceCall& call) {
    if (call.operation != "GetObject") return invalid_argument("s3 is asked for objects only");
    auto object = wire::decode_json<ObjectName>(call.body);
    if (!object) return object.error();
    if (object->bucket.empty() || object->key.empty()) {
        return invalid_argument("an object needs a bucket and a key");
    }
    ServiceRequest request{
        .method = "GET",
        .path = "/" + wire::percent_encode(object->bucket) + "/",
        .headers = {{"x-amz-content-sha256", "UNSIGNED-PAYLOAD"}},
        .body = {},
        .signing_name = std::string(kS3),
        .rules = {.encodes_path_once = true, .unsigned_payload = true},
    };
    for (const char c : object->key) {
        if (c == '/') {
            request.path += c;
        } else {
            wire::append_percent_encoded(request.path, c);
        }
    }
    return request;
}

}  // namespace

Result<ServiceRequest> encode_service_call(const ServiceCall& call) {
    if (call.service == kS3) return encode_s3(call);
    for (const auto& [name, target_prefix] : kJsonServices) {
        if (name != call.service) continue;
        return ServiceRequest{
            .method = "POST",
            .path = "/",
            .headers =
                {{"Content-Type", "application/x-amz-json-1.1"},
                 {"X-Amz-Target", std::string(target_prefix) + call.operation}},
            .body = call.body,
            .signing_name = call.service,
            .rules = {},
        };
    }
    return invalid_argument("no way to call " + call.service + " is known");
}

Error decode_service_error(std::string_view service, int status, std::string_view body) {
    Error error = wire::decode_error(status, body);
    S3Error read;
    if (service != kS3 || !error.code.empty() ||
        !wire::decode_xml({.text = body}, reflect::type_of<S3Error>(), &read, nullptr) ||
        !read.code) {
        return error;
    }
    error.code = *read.code;
    error.message = read.message.value_or("");
    return error;
}

wire::Credentials signing_credentials(const api::acs::IAMRoleCredentials& credentials) {
    return {
        .access_key_id = credentials.access_key_id.value_or(""),
        .secret_access_key = credentials.secret_access_key.value_or(""),
        .session_token = credentials.session_token.value_or(""),
    };
}

}  // namespace gantry::agent
