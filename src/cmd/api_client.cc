#include "cmd/api_client.h"

#include <future>
#include <utility>

#include "base/thread_loop.h"
#include "cmd/addresses.h"
#include "cmd/key_file.h"
#include "wire/error_codec.h"
#include "wire/sigv4.h"

namespace gantry::cmd {

namespace {

constexpr Duration kCallPatience{60'000};

std::string target_of(const std::string& service, const std::string& operation) {
    return (service == "logs" ? "Logs_20140328." : "AmazonEC2ContainerServiceV20141113.") +
           operation;
}

}  // namespace

Result<ApiClient> ApiClient::make(const PageAccess& access, std::string region) {
    const auto endpoint = read_endpoint(access.endpoint);
    if (!endpoint) return endpoint.error();
    const auto key = read_key_file(access.key_file);
    if (!key) return key.error();
    ApiClient client;
    client.endpoint_ = *endpoint;
    client.key_id_ = key->id;
    client.secret_ = key->secret;
    client.region_ = std::move(region);
    client.http_ = net::make_http_client({.tls_ca_file = access.ca_file});
    return client;
}

Result<std::string> ApiClient::call_json(
    const std::string& service,
    const std::string& operation,
    std::string body,
    const std::string& region
) {
    net::HttpRequest request;
    request.method = "POST";
    request.target = "/";
    request.headers.add("Host", endpoint_.host + ":" + std::to_string(endpoint_.port));
    request.headers.add("Content-Type", "application/x-amz-json-1.1");
    request.headers.add("X-Amz-Target", target_of(service, operation));
    request.body = std::move(body);
    const wire::HttpView view{request.method, request.target, request.headers.all(), request.body};
    const auto signature = wire::sign_request(
        view,
        {key_id_, secret_, {}},
        {.region = region.empty() ? region_ : region, .service = service},
        RealClock{}.now()
    );
    for (const auto& [name, value] : signature) request.headers.add(name, value);
    std::promise<Result<net::HttpResponse>> answered;
    http_->request(
        endpoint_,
        std::move(request),
        kCallPatience,
        [&](Result<net::HttpResponse> answer) { answered.set_value(std::move(answer)); }
    );
    auto answer = answered.get_future().get();
    if (!answer) return answer.error();
    if (answer->status != 200) return wire::decode_error(answer->status, answer->body);
    return std::move(answer->body);
}

}  // namespace gantry::cmd
