#include "cmd/exec_target.h"

#include <cstdio>
#include <utility>

#include "api/ecs/execute_command_request.h"
#include "api/ecs/execute_command_response.h"
#include "cmd/addresses.h"
#include "cmd/exec/running_task.h"
#include "control/identity.h"

namespace gantry::cmd {
namespace {

/// "ws://host:port/v1/…?…" → "/v1/…?…": it is asked where everything else is.
std::string target_of_url(const std::string& url) {
    const std::size_t scheme = url.find("://");
    const std::size_t path = url.find('/', scheme == std::string::npos ? 0 : scheme + 3);
    return path == std::string::npos ? "/" : url.substr(path);
}

}  // namespace

void add_target_options(CLI::App& command, ExecTarget& target) {
    target.region = aws::kDefaultRegion;
    command.add_option(
        "-c,--container", target.container, "Which, where the task has more than one"
    );
    command.add_option("--cluster", target.cluster, "Where the target is no ARN")
        ->capture_default_str();
    command.add_option("--region", target.region, "The cluster's Region")->capture_default_str();
}

Result<ExecOpener> ExecOpener::find(const PageAccess& access, const ExecTarget& target) {
    auto api = ApiClient::make(access, target.region);
    if (!api) return api.error();
    const auto endpoint = read_endpoint(access.endpoint);
    if (!endpoint) return endpoint.error();
    ExecOpener opener(std::move(*api), *endpoint);
    opener.http_ = net::make_http_client({.tls_ca_file = access.ca_file});
    auto subject = read_task_subject(target.text, target.cluster);
    if (!subject) return subject.error();
    opener.container_ = target.container;
    if (subject->task.empty()) {
        auto task = find_running_task(opener.api_, *subject);
        if (!task) return task.error();
        subject->task = std::move(*task);
    }
    opener.subject_ = std::move(*subject);
    return opener;
}

Result<std::unique_ptr<SessionClient>> ExecOpener::open(
    const std::vector<std::string>& command,
    const ecs::exec::ClientWishes& wishes,
    SessionClient::Events events
) {
    api::ecs::ExecuteCommandRequest request;
    if (!subject_.cluster.empty()) request.cluster = subject_.cluster;
    request.task = subject_.task;
    if (!container_.empty()) request.container = container_;
    request.command = quote_words(command);
    request.interactive = true;
    const auto answer = api_.call<api::ecs::ExecuteCommandResponse>(
        "ecs", "ExecuteCommand", request, subject_.region
    );
    if (!answer) return answer.error();
    if (!answer->session) return unavailable("the answer names no session");
    auto client = std::make_unique<SessionClient>(
        *http_,
        SessionClient::Options{
            .endpoint = endpoint_,
            .host = endpoint_.host + ":" + std::to_string(endpoint_.port),
            .target = target_of_url(answer->session->stream_url.value_or("")),
            .token = answer->session->token_value.value_or(""),
            .wishes = wishes,
        },
        std::move(events)
    );
    client->start();
    return client;
}

std::string quote_words(const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& word : words) {
        if (!line.empty()) line += ' ';
        line += '\'';
        for (const char c : word) line += c == '\'' ? std::string("'\\''") : std::string(1, c);
        line += '\'';
    }
    return line;
}

}  // namespace gantry::cmd
