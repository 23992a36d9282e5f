#include "net/http.h"

#include <fmt/format.h>

#include <charconv>

#include "net/head_writer.h"
#include "net/text.h"

namespace gantry::net {
namespace {

struct Scheme {
    std::string_view prefix;
    bool tls;
    std::uint16_t port;
};

constexpr Scheme kSchemes[] = {
    {"http://", false, 80},
    {"https://", true, 443},
    {"ws://", false, 80},
    {"wss://", true, 443},
};

Error bad_url(std::string_view url) {
    return invalid_argument(
        fmt::format("an endpoint looks like http://127.0.0.1:4566, but was '{}'", url)
    );
}

/// Splits "host:port", "[v6]:port" or "host"; false when it is none of them.
bool parse_authority(std::string_view authority, Endpoint& out) {
    std::string_view port;
    if (authority.starts_with('[')) {
        const std::size_t end = authority.find(']');
        if (end == std::string_view::npos) return false;
        out.host = authority.substr(1, end - 1);
        port = authority.substr(end + 1);
    } else {
        const std::size_t colon = authority.find(':');
        out.host = authority.substr(0, colon);
        if (colon != std::string_view::npos) port = authority.substr(colon);
    }
    if (out.host.empty() || out.host.find_first_of("@ \t\r\n") != std::string::npos) return false;
    if (port.empty()) return true;
    port.remove_prefix(1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), out.port);
    return error == std::errc{} && end == port.data() + port.size() && out.port != 0;
}

}  // namespace

HeadVerdict HttpHandler::on_head(const HttpRequest&) {
    return ReadBody{};
}

HttpResponse HttpHandler::on_failure(int status) {
    HttpResponse response;
    response.status = status;
    response.headers.add("Content-Type", "text/plain");
    response.body = fmt::format("{} {}\n", status, reason_phrase(status));
    return response;
}

HttpResponse HttpHandler::on_plain_http() {
    HttpResponse response;
    response.status = 400;
    response.headers.add("Content-Type", "text/plain");
    response.body = "This port speaks HTTPS: use https://\n";
    return response;
}

const std::string* Headers::find(std::string_view name) const {
    for (const auto& [field, value] : fields_) {
        if (equals_ignoring_case(field, name)) return &value;
    }
    return nullptr;
}

Result<Endpoint> parse_endpoint(std::string_view url, std::string* path) {
    if (path != nullptr) path->clear();
    Endpoint endpoint;
    constexpr std::string_view kUnix = "unix://";
    if (url.starts_with(kUnix)) {
        endpoint.unix_path = url.substr(kUnix.size());
        if (!endpoint.unix_path.starts_with('/')) return bad_url(url);
        return endpoint;
    }
    for (const Scheme& scheme : kSchemes) {
        if (!url.starts_with(scheme.prefix)) continue;
        endpoint.tls = scheme.tls;
        endpoint.port = scheme.port;
        const std::string_view rest = url.substr(scheme.prefix.size());
        const std::size_t slash = rest.find_first_of("/?");
        if (!parse_authority(rest.substr(0, slash), endpoint)) return bad_url(url);
        if (path != nullptr && slash != std::string_view::npos) *path = rest.substr(slash);
        return endpoint;
    }
    return bad_url(url);
}

}  // namespace gantry::net
