#include "wire/other_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "wire/error_codec.h"
#include "wire/protocol/codecs.h"
#include "wire/sigv4_canonical.h"

namespace gantry::wire {
namespace {

constexpr std::size_t kMaxName = 64;
constexpr std::string_view kForm = "application/x-www-form-urlencoded";
constexpr std::string_view kRpcPath = "/service/";

/// REST services whose bodies are XML, by signing name; all others write JSON.
struct XmlService {
    std::string_view name;
    Protocol protocol;
};
constexpr XmlService kXmlServices[] = {
    {"cloudfront", Protocol::RestXml},
    {"route53", Protocol::RestXml},
    {"s3", Protocol::S3},
    {"s3-object-lambda", Protocol::S3},
    {"s3-outposts", Protocol::S3},
    {"s3express", Protocol::S3},
};

/// A name as services have one; empty for anything else, which is not repeated to anybody.
std::string plain_name(std::string_view name) {
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_';
    };
    const bool plain = name.size() <= kMaxName && std::ranges::all_of(name, is_plain);
    return plain ? std::string(name) : std::string();
}

/// "/service/GraniteServiceVersion20100801/operation/ListMetrics"
std::string service_of_path(std::string_view target) {
    if (!target.starts_with(kRpcPath)) return {};
    target.remove_prefix(kRpcPath.size());
    return plain_name(target.substr(0, target.find('/')));
}

Protocol query_protocol(std::string_view service) {
    return service == "ec2" ? Protocol::Ec2Query : Protocol::AwsQuery;
}

std::optional<Protocol> xml_protocol(std::string_view service) {
    const auto* found = std::ranges::find(kXmlServices, service, &XmlService::name);
    if (found == std::end(kXmlServices)) return std::nullopt;
    return found->protocol;
}

bool is_form(const HttpView& request) {
    if (header_or_empty(request, "content-type").starts_with(kForm)) return true;
    return request.method == "GET" &&
           sigv4::find_parameter(sigv4::parse_query(request.target), "Action") != nullptr;
}

}  // namespace

std::optional<OtherService> find_other_service(
    const HttpView& request, const std::vector<std::string_view>& ours
) {
    if (is_s3_control(request)) return OtherService{"s3control", Protocol::RestXml};
    const auto claimed = read_claimed_signature(request);
    if (claimed && std::ranges::find(ours, claimed->service) != ours.end()) return std::nullopt;
    const std::string signed_for = claimed ? plain_name(claimed->service) : std::string();
    const auto named = [&signed_for](const std::string& otherwise) {
        return signed_for.empty() ? otherwise : signed_for;
    };
    if (header_or_empty(request, "smithy-protocol") == "rpc-v2-cbor") {
        return OtherService{named(service_of_path(request.target)), Protocol::RpcV2Cbor};
    }
    const std::string_view target = header_or_empty(request, "x-amz-target");
    if (!target.empty()) {
        const bool is_old =
            header_or_empty(request, "content-type").starts_with("application/x-amz-json-1.0");
        return OtherService{
            named(plain_name(target.substr(0, target.rfind('.')))),
            is_old ? Protocol::AwsJson10 : Protocol::AwsJson11,
        };
    }
    // Before forms: an object in S3 may be one.
    if (const auto xml = xml_protocol(signed_for)) return OtherService{signed_for, *xml};
    if (is_form(request)) return OtherService{signed_for, query_protocol(signed_for)};
    if (!claimed) return std::nullopt;
    return OtherService{signed_for, Protocol::RestJson};
}

Protocol shown_protocol(const HttpView& head) {
    if (const auto service = find_other_service(head, {})) return service->protocol;
    const bool is_rpc =
        head.method == "POST" && head.target.substr(0, head.target.find('?')) == "/";
    return is_rpc ? Protocol::AwsJson11 : Protocol::S3;
}

bool is_s3_control(const HttpView& request) {
    return request.target.starts_with("/v20180820/") &&
           sigv4::find_header(request, "x-amz-account-id") != nullptr;
}

HttpAnswer refuse_other_service(const OtherService& service, std::string_view request_id) {
    Error unknown = unknown_operation();
    unknown.message = fmt::format(
        "Gantry does not answer {} yet; see docs/coverage.md",
        service.name.empty() ? "this service" : service.name
    );
    return codec_of(service.protocol).encode_error({}, nullptr, unknown, request_id);
}

}  // namespace gantry::wire
