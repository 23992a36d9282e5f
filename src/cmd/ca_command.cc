// `gantry ca`: the certificate of Gantry's own authority, for those who are to trust it.

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <future>
#include <iterator>
#include <memory>
#include <string>

#include "cmd/addresses.h"
#include "cmd/command.h"
#include "net/http.h"
#include "net/tls.h"
#include "wire/error_codec.h"

namespace gantry::cmd {

namespace {

constexpr Duration kAuthorityPatience{10'000};

constexpr const char* kWhoTrustsIt =
    "Clients that are given it trust what it issues:\n"
    "  gantry ca --data-dir gantry-data > gantry-ca.crt\n"
    "  AWS_CA_BUNDLE=gantry-ca.crt        aws --endpoint-url https://127.0.0.1:4566 ecs "
    "list-clusters\n"
    "  NODE_EXTRA_CA_CERTS=gantry-ca.crt  node …            (the AWS SDK for JavaScript)\n"
    "  SSL_CERT_FILE=gantry-ca.crt        programs in Go, Terraform among them\n"
    "  gantry agent --ca-file gantry-ca.crt --endpoint https://…\n\n"
    "With --endpoint a running Gantry is asked, before there is any trust: compare the fingerprint "
    "with what `gantry ca` prints on its own machine. See docs/operating.md, TLS.";

struct CaOptions {
    std::string data_dir = "gantry-data";
    std::string endpoint;
};

Result<std::string> read_from(const std::string& data_dir) {
    const std::string path = data_dir + "/ca.crt";
    std::ifstream file(path);
    if (!file) {
        return not_found(fmt::format(
            "cannot read {}: {}; it is made when Gantry starts with --tls",
            path,
            std::strerror(errno)
        ));
    }
    return std::string{std::istreambuf_iterator<char>(file), {}};
}

Result<std::string> ask(const std::string& url) {
    const auto endpoint = read_endpoint(url);
    if (!endpoint) return endpoint.error();
    const auto client = net::make_http_client({.tls_trusts_anybody = true});
    net::HttpRequest request{.method = "GET", .target = "/_gantry/ca"};
    std::promise<Result<net::HttpResponse>> answered;
    client->request(
        *endpoint,
        std::move(request),
        kAuthorityPatience,
        [&](Result<net::HttpResponse> answer) { answered.set_value(std::move(answer)); }
    );
    auto answer = answered.get_future().get();
    if (!answer) return unavailable("no answer from " + url + ": " + answer.error().message);
    if (answer->status != 200) return wire::decode_error(answer->status, answer->body);
    return std::move(answer->body);
}

int print_authority(const CaOptions& options) {
    const auto pem = options.endpoint.empty() ? read_from(options.data_dir) : ask(options.endpoint);
    const auto facts = pem ? net::read_certificate(*pem) : pem.error();
    if (!facts) {
        std::fprintf(stderr, "gantry ca: %s\n", facts.error().message.c_str());
        return 1;
    }
    std::fputs(pem->c_str(), stdout);
    std::fprintf(
        stderr,
        "SHA-256 fingerprint %s, valid until %s\n",
        facts->fingerprint.c_str(),
        format_iso8601(facts->not_after).c_str()
    );
    return 0;
}

}  // namespace

void add_ca_command(Program& program) {
    auto options = std::make_shared<CaOptions>();
    CLI::App* command = program.app.add_subcommand(
        "ca",
        "Print the certificate of the authority that `gantry dev --tls` and `gantry server --tls` "
        "have"
    );
    command->footer(kWhoTrustsIt);
    auto* directory =
        command->add_option("--data-dir", options->data_dir, "Of a control plane of this machine")
            ->capture_default_str();
    command->add_option("--endpoint", options->endpoint, "Of a running control plane")
        ->excludes(directory);
    command->callback([&program, options] {
        program.run = [options] { return print_authority(*options); };
    });
}

}  // namespace gantry::cmd
