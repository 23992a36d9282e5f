#include "cmd/api_client.h"

#include <cstdio>
#include <map>
#include <string_view>

namespace gantry::cmd {

namespace {

/// What the operations of a service are called in X-Amz-Target, up to their name.
const std::map<std::string_view, const char*> kTargets = {
    {"ecs", "AmazonEC2ContainerServiceV20141113."},
    {"logs", "Logs_20140328."},
};

}  // namespace

Result<ApiClient> ApiClient::make(const PageAccess& access, std::string region) {
    auto client = SignedClient::make(access);
    if (!client) return client.error();
    return ApiClient(std::move(*client), std::move(region));
}

Result<std::string> ApiClient::call_json(
    const std::string& service,
    const std::string& operation,
    std::string body,
    const std::string& region
) {
    const auto target = kTargets.find(service);
    if (target == kTargets.end()) {
        return invalid_argument("this client does not know the protocol of '" + service + "'");
    }
    net::HttpRequest request;
    request.method = "POST";
    request.target = "/";
    request.headers.add("Content-Type", "application/x-amz-json-1.1");
    request.headers.add("X-Amz-Target", target->second + operation);
    request.body = std::move(body);
    return client_.ask(
        std::move(request), {.region = region.empty() ? region_ : region, .service = service}
    );
}

Result<std::string> ApiClient::page(const std::string& target) {
    return get_page(client_, target);
}

int print_error(const Error& why) {
    std::fprintf(
        stderr,
        "gantry: %s%s%s\n",
        why.code.c_str(),
        why.code.empty() ? "" : ": ",
        why.message.c_str()
    );
    return 1;
}

}  // namespace gantry::cmd
