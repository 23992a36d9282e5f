#include "cmd/signed_client.h"

#include <future>
#include <utility>

#include "base/thread_loop.h"
#include "cmd/addresses.h"
#include "cmd/key_file.h"
#include "wire/error_codec.h"

namespace gantry::cmd {

namespace {

constexpr Duration kPatience{60'000};

Error refusal(int status, const std::string& body) {
    Error why = wire::decode_error(status, body);
    // A policy that says no is not helped by another file.
    const bool by_policy = why.message.find("not authorized to perform") != std::string::npos;
    const bool key_refused = why.kind == ErrorKind::Denied && !by_policy;
    if (key_refused) why.message += " (use --key-file DATA_DIR/root.key)";
    return why;
}

Error silence(const std::string& address, const Error& why) {
    // What TLS makes of an answer in plain text.
    const bool plain = why.message.find("wrong version number") != std::string::npos ||
                       why.message.find("packet length too long") != std::string::npos;
    const bool untrusted = why.message.find("TLS handshake failed") != std::string::npos;
    const char* const help = plain       ? "It speaks plain HTTP; use http://"
                             : untrusted ? "Name its authority with --ca-file; see gantry ca --help"
                                         : "Is Gantry running there? Start it with: gantry dev";
    return unavailable("no answer from " + address + ": " + why.message + "\n" + help);
}

}  // namespace

Result<SignedClient> SignedClient::make(const PageAccess& access) {
    const auto endpoint = read_endpoint(access.endpoint);
    if (!endpoint) return endpoint.error();
    const auto key = read_key_file(access.key_file);
    if (!key) return key.error();
    SignedClient client;
    client.endpoint_ = *endpoint;
    client.address_ = access.endpoint;
    client.key_ = *key;
    client.http_ = net::make_http_client({.tls_ca_file = access.ca_file});
    return client;
}

Result<std::string> SignedClient::ask(net::HttpRequest request, const wire::SigningScope& scope) {
    auto answer = ask_whole(std::move(request), scope);
    if (!answer) return answer.error();
    return std::move(answer->body);
}

Result<net::HttpResponse> SignedClient::ask_whole(
    net::HttpRequest request, const wire::SigningScope& scope
) {
    request.headers.add("Host", endpoint_.host + ":" + std::to_string(endpoint_.port));
    const wire::HttpView view{request.method, request.target, request.headers.all(), request.body};
    const auto signature =
        wire::sign_request(view, {key_.id, key_.secret, {}}, scope, RealClock{}.now());
    for (const auto& [name, value] : signature) request.headers.add(name, value);
    std::promise<Result<net::HttpResponse>> answered;
    http_->request(endpoint_, std::move(request), kPatience, [&](Result<net::HttpResponse> answer) {
        answered.set_value(std::move(answer));
    });
    auto answer = answered.get_future().get();
    if (!answer) return silence(address_, answer.error());
    if (answer->status != 200) return refusal(answer->status, answer->body);
    return answer;
}

}  // namespace gantry::cmd
