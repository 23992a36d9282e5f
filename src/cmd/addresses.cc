#include "cmd/addresses.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <future>

namespace gantry::cmd {

namespace {

constexpr Duration kPingPatience{3'000};

}  // namespace

Result<net::Endpoint> read_endpoint(const std::string& text) {
    auto endpoint = net::parse_endpoint(text);
    if (!endpoint) return invalid_argument("--endpoint: " + endpoint.error().message);
    return endpoint;
}

Result<net::Endpoint> read_docker_address(std::string text) {
    const std::string written = text;
    constexpr std::string_view kTcp = "tcp://";
    if (text.starts_with(kTcp)) text.replace(0, kTcp.size(), "http://");
    auto endpoint = net::parse_endpoint(text);
    if (!endpoint) {
        return invalid_argument(
            "--docker (or DOCKER_HOST) must be unix:///path or http://host:port, but was '" +
            written + "'"
        );
    }
    return endpoint;
}

bool is_ip_address(const std::string& text) {
    in6_addr address{};
    return inet_pton(AF_INET, text.c_str(), &address) == 1 ||
           inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

bool is_loopback(const std::string& address) {
    return address.starts_with("127.") || address.starts_with("unix://") || address == "::1" ||
           address == "localhost";
}

bool expect_docker(Console& console, net::HttpClient& client, const std::string& address) {
    const auto endpoint = read_docker_address(address);
    if (!endpoint) return false;
    net::HttpRequest ping;
    ping.method = "GET";
    ping.target = "/_ping";
    ping.headers.add("Host", "docker");
    std::promise<Result<net::HttpResponse>> answered;
    client.request(*endpoint, std::move(ping), kPingPatience, [&](Result<net::HttpResponse> got) {
        answered.set_value(std::move(got));
    });
    const auto answer = answered.get_future().get();
    if (answer && answer->status == 200) return true;
    const std::string why = answer ? "HTTP " + std::to_string(answer->status) + ": " + answer->body
                                   : answer.error().message;
    console.warn(fmt::format(
        "Docker cannot be reached at {} ({}); start it (tools/ensure-docker) or run as root; no "
        "instance joins until then",
        address,
        why
    ));
    return false;
}

}  // namespace gantry::cmd
