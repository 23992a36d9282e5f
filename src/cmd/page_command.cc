// `gantry history`, `gantry state` and `gantry logs`: Gantry's own pages, read from a running
// Gantry.

#include <cstdio>
#include <future>
#include <string>

#include "base/thread_loop.h"
#include "cmd/addresses.h"
#include "cmd/command.h"
#include "cmd/key_file.h"
#include "control/identity.h"
#include "net/http.h"
#include "wire/error_codec.h"
#include "wire/percent.h"
#include "wire/sigv4.h"

namespace gantry::cmd {

namespace {

constexpr Duration kPatience{60'000};

struct PageOptions {
    std::string endpoint = "http://127.0.0.1:4566";
    std::string key_file;
    std::string subject;
    std::string container;
    bool json = false;
};

net::HttpRequest signed_request(
    const net::Endpoint& endpoint, const std::string& target, const control::AccessKey& key
) {
    net::HttpRequest request;
    request.method = "GET";
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
    const bool key_refused = why.kind == ErrorKind::Denied;
    std::fprintf(
        stderr,
        "gantry: %s%s\n",
        why.message.c_str(),
        key_refused ? " (use --key-file DATA_DIR/root.key)" : ""
    );
    return 1;
}

/// @return the exit code
int print_silence(const PageOptions& options, const Error& why) {
    // What TLS makes of an answer in plain text.
    const bool plain = why.message.find("wrong version number") != std::string::npos ||
                       why.message.find("packet length too long") != std::string::npos;
    std::fprintf(
        stderr,
        "gantry: no answer from %s: %s\n%s\n",
        options.endpoint.c_str(),
        why.message.c_str(),
        plain ? "It speaks plain HTTP; use http://"
              : "Is Gantry running there? Start it with: gantry dev"
    );
    return 1;
}

/// Gets one page and prints it. @return the exit code
int print_page(const PageOptions& options, const std::string& target) {
    const auto endpoint = read_endpoint(options.endpoint);
    const auto key = read_key_file(options.key_file);
    if (!endpoint || !key) {
        const Error& wrong = endpoint ? key.error() : endpoint.error();
        std::fprintf(stderr, "gantry: %s\n", wrong.message.c_str());
        return 2;
    }
    const auto client = net::make_http_client();
    std::promise<Result<net::HttpResponse>> answered;
    client->request(
        *endpoint,
        signed_request(*endpoint, target, *key),
        kPatience,
        [&](Result<net::HttpResponse> answer) { answered.set_value(std::move(answer)); }
    );
    const auto answer = answered.get_future().get();
    if (!answer) return print_silence(options, answer.error());
    if (answer->status != 200) return print_refusal(answer->status, answer->body);
    std::fputs(answer->body.c_str(), stdout);
    return 0;
}

void add_access(CLI::App& command, const std::shared_ptr<PageOptions>& options) {
    command.add_option("--endpoint", options->endpoint, "Where Gantry answers")
        ->capture_default_str();
    command.add_option(
        "--key-file",
        options->key_file,
        "File with '<access key id>:<secret>', mode 0600; needed where signatures are verified"
    );
}

}  // namespace

void add_history_command(Program& program) {
    auto options = std::make_shared<PageOptions>();
    CLI::App* command = program.app.add_subcommand(
        "history", "Print the life of a resource: when it changed, why, and in what"
    );
    command
        ->add_option(
            "arn",
            options->subject,
            "ARN of a cluster, service, task, task definition or container instance"
        )
        ->required();
    command->add_flag("--json", options->json, "The stored rows in full, as JSON");
    add_access(*command, options);
    command->callback([&program, options] {
        program.run = [options] {
            const std::string format = options->json ? "json" : "text";
            const std::string arn = wire::percent_encode(options->subject);
            return print_page(*options, "/_gantry/history?format=" + format + "&arn=" + arn);
        };
    });
}

void add_state_command(Program& program) {
    auto options = std::make_shared<PageOptions>();
    CLI::App* command =
        program.app.add_subcommand("state", "Print every stored row, now or as of a past moment");
    command->add_option(
        "--at", options->subject, "The moment, e.g. 2026-03-01T12:00:00Z; left out: now"
    );
    add_access(*command, options);
    command->callback([&program, options] {
        program.run = [options] {
            const std::string at =
                options->subject.empty() ? "" : "?at=" + wire::percent_encode(options->subject);
            return print_page(*options, "/_gantry/state" + at);
        };
    });
}

void add_logs_command(Program& program) {
    auto options = std::make_shared<PageOptions>();
    CLI::App* command = program.app.add_subcommand(
        "logs", "Print the last lines that a task's stopped containers wrote"
    );
    command->add_option("task", options->subject, "ARN of the task")->required();
    command->add_option("--container", options->container, "Only this container");
    command->add_flag("--json", options->json, "As JSON");
    add_access(*command, options);
    command->callback([&program, options] {
        program.run = [options] {
            std::string target = "/_gantry/logs?task=" + wire::percent_encode(options->subject);
            if (!options->json) target += "&format=text";
            if (!options->container.empty())
                target += "&container=" + wire::percent_encode(options->container);
            return print_page(*options, target);
        };
    });
}

}  // namespace gantry::cmd
