#include "cmd/page_client.h"

#include <cstdio>
#include <utility>

#include "aws/scope.h"
#include "cmd/addresses.h"
#include "cmd/signed_client.h"
#include "service/page_answer.h"
#include "service/printable_text.h"

namespace gantry::cmd {

namespace {

Result<net::HttpResponse> get_whole_page(
    SignedClient& client, const std::string& target, const std::string& method
) {
    net::HttpRequest request;
    request.method = method;
    request.target = target;
    return client.ask_whole(std::move(request), {.region = aws::kDefaultRegion, .service = "ecs"});
}

}  // namespace

Result<std::string> get_page(
    SignedClient& client, const std::string& target, const std::string& method
) {
    auto page = get_whole_page(client, target, method);
    if (!page) return page.error();
    return std::move(page->body);
}

int print_page(const PageAccess& access, const std::string& target, const std::string& method) {
    auto client = SignedClient::make(access);
    if (!client) {
        std::fprintf(stderr, "gantry: %s\n", client.error().message.c_str());
        return 2;
    }
    const auto page = get_whole_page(*client, target, method);
    if (!page) {
        std::fprintf(stderr, "gantry: %s\n", page.error().message.c_str());
        return 1;
    }
    std::fwrite(page->body.data(), 1, page->body.size(), stdout);
    if (const std::string* note = page->headers.find(service::kPageNote)) {
        std::fprintf(stderr, "gantry: %s\n", service::printable(*note).c_str());
    }
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
