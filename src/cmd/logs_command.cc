// `gantry logs`: what containers write, read from CloudWatch Logs, or the last lines of those that
// write elsewhere.

#include <unistd.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "aws/scope.h"
#include "base/thread_loop.h"
#include "cmd/api_client.h"
#include "cmd/command.h"
#include "cmd/logs/log_reader.h"
#include "wire/percent.h"

namespace gantry::cmd {

namespace {

struct LogsOptions {
    PageAccess access;
    LogSubject subject;
    std::string region{aws::kDefaultRegion};
    std::string since = "10m";
    std::string grep;
    bool follow = false;
    bool json = false;
};

int refuse(const std::string& what) {
    std::fprintf(stderr, "gantry: %s\n", what.c_str());
    return 2;
}

int print_kept_lines(const LogsOptions& options) {
    std::string target = "/_gantry/logs?task=" + wire::percent_encode(options.subject.text);
    if (!options.subject.container.empty()) {
        target += "&container=" + wire::percent_encode(options.subject.container);
    }
    return print_page(options.access, target);
}

int read_logs(ApiClient& api, LogWishes wishes) {
    const RealClock clock;
    LogPrinter printer(isatty(STDOUT_FILENO) == 1, [](std::string_view bytes) {
        std::fwrite(bytes.data(), 1, bytes.size(), stdout);
    });
    LogReader reader(
        {.api = api,
         .clock = clock,
         .printer = printer,
         .page = [&api](const std::string& target) { return api.page(target); },
         .say = [](const std::string& what) { std::fprintf(stderr, "gantry: %s\n", what.c_str()); },
         .flush = [] { std::fflush(stdout); },
         .pause =
             [](Duration pause) {
                 std::this_thread::sleep_for(pause);
                 return true;
             }},
        std::move(wishes)
    );
    const auto read = reader.run();
    return read ? 0 : print_error(read.error());
}

int run_logs(const LogsOptions& options) {
    if (options.json) return print_kept_lines(options);
    const auto since = read_span(options.since);
    if (!since) return refuse("--since takes a number and s, m, h or d, such as 10m");
    LogWishes wishes{
        .subject = options.subject,
        .region = options.region,
        .since = *since,
        .follow = options.follow,
        .wanted = {},
    };
    if (!options.grep.empty()) {
        auto pattern = wire::Pattern::compile(options.grep);
        if (!pattern) return refuse("--grep: " + pattern.error().message);
        wishes.wanted = std::move(*pattern);
    }
    auto api = ApiClient::make(options.access, options.region);
    if (!api) return refuse(api.error().message);
    return read_logs(*api, std::move(wishes));
}

}  // namespace

void add_logs_command(Program& program) {
    auto options = std::make_shared<LogsOptions>();
    CLI::App* command = program.app.add_subcommand(
        "logs",
        "Print what the containers of a service or a task write\n\n"
        "  gantry logs web                   the last ten minutes of service web, all its tasks\n"
        "  gantry logs -f web                and what comes, tasks that are started later too\n"
        "  gantry logs -f --grep 'ERROR|WARN' web\n"
        "  gantry logs --since 2h 0123456789abcdef0123456789abcdef    one task\n\n"
        "A line each: <task>/<container> | <text>. Containers need the log driver awslogs for it; "
        "of\n"
        "others the last lines are printed once they have stopped."
    );
    command->add_option("subject", options->subject.text, "A service or a task: name, id or ARN")
        ->required();
    command->add_flag("-f,--follow", options->follow, "Go on with what is written from now on");
    command->add_option("--since", options->since, "How far back: 90s, 10m, 2h, 1d")
        ->capture_default_str();
    command->add_option("--grep", options->grep, "Only lines that hold this regular expression");
    command->add_option("--container", options->subject.container, "Only this container");
    options->subject.cluster = "default";
    command->add_option("--cluster", options->subject.cluster, "Where the subject is no ARN")
        ->capture_default_str();
    command->add_option("--region", options->region, "The cluster's Region; an ARN has its own")
        ->capture_default_str();
    command->add_flag(
        "--json", options->json, "The last lines of stopped containers of a task, JSON"
    );
    add_page_access(*command, options->access);
    command->callback([&program, options] {
        program.run = [options] { return run_logs(*options); };
    });
}

}  // namespace gantry::cmd
