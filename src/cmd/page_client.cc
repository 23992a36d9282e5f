#include "cmd/page_client.h"

#include <cstdio>
#include <future>

#include "base/thread_loop.h"
#include "cmd/addresses.h"
#include "cmd/key_file.h"
#include "control/identity.h"
#include "net/http.h"
#include "wire/error_codec.h"
#include "wire/sigv4.h"

namespace gantry::cmd {

namespace {

constexpr Duration kPatience{60'000};

net::HttpRequest signed_request(
    const net::Endpoint& endpoint,
    const std::string& method,
    const std::string& target,
    const control::AccessKey& key
) {
    net::HttpRequest request;
    request.method = method;
    request.target = target;
    request.headers.add("Host", endpoint.host + ":" + std::to_string(endpoint.port));
    const wire::HttpView view{request.method, request.target, request.headers.all(), request.body};
    const auto signature = wire::sign_request(
        view,
        {key.id, key.secret, {}},
        {.region = aws::kDefaultRegion, .service = "ecs"},
        RealClock{}.now()
    );
    for (const auto& [name, value] : signature) request.headers.add(name, value);
    return request;
}

/// @return the exit code
int print_refusal(int status, const std::string& body) {
    const Error why = wire::decode_error(status, body);
    // A policy that says no is not helped by another file.
    const bool by_policy = why.message.find("not authorized to perform") != std::string::npos;
    const bool key_refused = why.kind == ErrorKind::Denied && !by_policy;
    std::fprintf(
        stderr,
        "gantry: %s%s\n",
        why.message.c_str(),
        key_refused ? " (use --key-file DATA_DIR/root.key)" : ""
    );
    return 1;
}

/// @return the exit code
int print_silence(const PageAccess& access, const Error& why) {
    // What TLS makes of an answer in plain text.
    const bool plain = why.message.find("wrong version number") != std::string::npos ||
                       why.message.find("packet length too long") != std::string::npos;
    const bool untrusted = why.message.find("TLS handshake failed") != std::string::npos;
    std::fprintf(
        stderr,
        "gantry: no answer from %s: %s\n%s\n",
        access.endpoint.c_str(),
        why.message.c_str(),
        plain       ? "It speaks plain HTTP; use http://"
        : untrusted ? "Name its authority with --ca-file; see gantry ca --help"
                    : "Is Gantry running there? Start it with: gantry dev"
    );
    return 1;
}

}  // namespace

int print_page(const PageAccess& access, const std::string& target, const std::string& method) {
    const auto endpoint = read_endpoint(access.endpoint);
    const auto key = read_key_file(access.key_file);
    if (!endpoint || !key) {
        const Error& wrong = endpoint ? key.error() : endpoint.error();
        std::fprintf(stderr, "gantry: %s\n", wrong.message.c_str());
        return 2;
    }
    const auto client = net::make_http_client({.tls_ca_file = access.ca_file});
    std::promise<Result<net::HttpResponse>> answered;
    client->request(
        *endpoint,
        signed_request(*endpoint, method, target, *key),
        kPatience,
        [&](Result<net::HttpResponse> answer) { answered.set_value(std::move(answer)); }
    );
    const auto answer = answered.get_future().get();
    if (!answer) return print_silence(access, answer.error());
    if (answer->status != 200) return print_refusal(answer->status, answer->body);
    std::fputs(answer->body.c_str(), stdout);
    return 0;
}

void add_page_access(CLI::App& command, PageAccess& access) {
    command.add_option("--endpoint", access.endpoint, "Where Gantry answers")
        ->capture_default_str();
    command.add_option("--ca-file", access.ca_file, kCaFileHelp)->check(CLI::ExistingFile);
    command.add_option(
        "--key-file",
        access.key_file,
        "File with '<access key id>:<secret>', mode 0600; needed where signatures are verified"
    );
}

}  // namespace gantry::cmd
