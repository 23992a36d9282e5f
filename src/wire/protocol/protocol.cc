#include "wire/protocol/protocol.h"

#include <fmt/format.h>

#include <algorithm>

#include "wire/protocol/codecs.h"
#include "wire/protocol/form.h"
#include "wire/sigv4_canonical.h"

namespace gantry::wire {

using api::Protocol;

const Codec& codec_of(Protocol protocol) {
    switch (protocol) {
        case Protocol::AwsJson10: return json_10_codec();
        case Protocol::AwsJson11: break;
        case Protocol::AwsQuery: return query_codec();
        case Protocol::Ec2Query: return ec2_query_codec();
        case Protocol::RestJson: return rest_json_codec();
        case Protocol::RestXml: return rest_xml_codec();
        case Protocol::S3: return s3_codec();
        case Protocol::RpcV2Cbor: return rpc_cbor_codec();
    }
    return json_11_codec();
}

Protocol protocol_of(const api::ServiceInfo& service, const HttpView& request) {
    const bool wants_cbor = header_or_empty(request, "smithy-protocol") == "rpc-v2-cbor";
    return service.speaks_cbor && wants_cbor ? Protocol::RpcV2Cbor : service.protocol;
}

namespace {

constexpr std::size_t kMostTold = 128;

}  // namespace

std::string asked_operation(Protocol protocol, const HttpView& request) {
    std::string asked;
    switch (protocol) {
        case Protocol::AwsJson10:
        case Protocol::AwsJson11: {
            const std::string_view target = header_or_empty(request, "x-amz-target");
            asked = target.substr(target.find('.') + 1);
            break;
        }
        case Protocol::AwsQuery:
        case Protocol::Ec2Query:
            asked = find_form_field(form_text(request), "Action").value_or("");
            break;
        default:
            asked = fmt::format(
                "{} {}", request.method, request.target.substr(0, request.target.find('?'))
            );
    }
    asked.resize(std::min(asked.size(), kMostTold));
    return asked;
}

std::string asked_version(Protocol protocol, const HttpView& request) {
    if (!speaks_forms(protocol)) return {};
    std::string asked = find_form_field(form_text(request), "Version").value_or("");
    asked.resize(std::min(asked.size(), kMostTold));
    return asked;
}

const api::OperationInfo* operation_named(const api::ServiceInfo& service, std::string_view name) {
    const auto found =
        std::ranges::lower_bound(service.operations, name, {}, &api::OperationInfo::name);
    if (found == service.operations.end() || found->name != name) return nullptr;
    return &*found;
}

std::string_view header_or_empty(const HttpView& request, std::string_view lower_name) {
    const std::string* value = sigv4::find_header(request, lower_name);
    return value == nullptr ? std::string_view{} : std::string_view(*value);
}

HttpAnswer answer_of(
    int status, std::string_view content_type, std::string body, std::string_view request_id
) {
    HttpAnswer answer{.status = status, .body = std::move(body)};
    answer.headers.emplace_back("Content-Type", content_type);
    answer.headers.emplace_back(kRequestIdHeader, request_id);
    return answer;
}

}  // namespace gantry::wire
