#include "services/s3/files/outside.h"

#include <fmt/format.h>

#include <utility>

#include "wire/percent.h"

namespace gantry::s3 {
namespace {

constexpr wire::SigningRules kRules{.encodes_path_once = true, .unsigned_payload = true};

Error unreadable() {
    return invalid_argument(
        "takes http://host:port/bucket, with a prefix of the keys behind it where one is wanted"
    );
}

}  // namespace

Result<Outside> parse_outside(std::string_view url) {
    std::string path;
    auto endpoint = net::parse_endpoint(url, &path);
    if (!endpoint || endpoint->tls || endpoint->host.empty()) return unreadable();
    if (!path.starts_with('/')) return unreadable();
    const std::size_t slash = path.find('/', 1);
    Outside outside{.endpoint = std::move(*endpoint), .bucket = path.substr(1, slash - 1)};
    if (slash != std::string::npos) outside.prefix = path.substr(slash + 1);
    if (outside.bucket.empty()) return unreadable();
    if (!outside.prefix.empty() && !outside.prefix.ends_with('/')) outside.prefix += '/';
    return outside;
}

net::HttpRequest outside_request(
    const Outside& outside,
    std::string method,
    const std::string& file,
    const std::string& query,
    net::Headers headers,
    SysTime now
) {
    net::HttpRequest request;
    request.method = std::move(method);
    request.target = "/" + outside.bucket;
    if (!file.empty()) {
        request.target += '/';
        for (const char c : outside.prefix + file) {
            if (c == '/') {
                request.target += c;
            } else {
                wire::append_percent_encoded(request.target, c);
            }
        }
    }
    if (!query.empty()) request.target += "?" + query;
    request.headers = std::move(headers);
    request.headers.add("Host", fmt::format("{}:{}", outside.endpoint.host, outside.endpoint.port));
    request.headers.add("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
    const wire::HttpView view{request.method, request.target, request.headers.all(), {}};
    for (auto& [name, value] :
         wire::sign_request(view, outside.credentials, {outside.region, "s3"}, now, kRules)) {
        request.headers.add(std::move(name), std::move(value));
    }
    return request;
}

}  // namespace gantry::s3
