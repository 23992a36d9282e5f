// `gantry logs`: what containers write, read from CloudWatch Logs, or the last lines of those that
// write elsewhere.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <span>
#include <string>
#include <thread>

#include "api/logs/filter_log_events_request.h"
#include "api/logs/filter_log_events_response.h"
#include "base/thread_loop.h"
#include "cmd/command.h"
#include "cmd/log_sources.h"
#include "cmd/page_client.h"
#include "control/identity.h"
#include "wire/pattern.h"
#include "wire/percent.h"

namespace gantry::cmd {

namespace {

constexpr std::size_t kStreamsAtOnce = 100;  ///< of FilterLogEvents
constexpr Duration kPause{300};              ///< between two looks
constexpr Duration kLookForTasks{3'000};
/// Events may come late: so far back they are looked for again.
constexpr std::int64_t kOverlapMs = 10'000;

struct LogsOptions {
    PageAccess access;
    LogSubject subject;
    std::string region{aws::kDefaultRegion};
    std::string since = "10m";
    std::string grep;
    bool follow = false;
    bool json = false;
};

/// "90s", "10m", "2h", "1d".
std::optional<Duration> read_span(std::string_view text) {
    std::int64_t count = 0;
    const char* end = text.data() + text.size();
    const auto [unit, error] = std::from_chars(text.data(), end, count);
    if (error != std::errc{} || end - unit != 1 || count < 0 || count > 1'000'000) {
        return std::nullopt;
    }
    switch (*unit) {
        case 's': return Seconds{count};
        case 'm': return minutes{count};
        case 'h': return hours{count};
        case 'd': return hours{24 * count};
        default: return std::nullopt;
    }
}

int fail(const Error& why) {
    std::fprintf(
        stderr,
        "gantry: %s%s%s\n",
        why.code.c_str(),
        why.code.empty() ? "" : ": ",
        why.message.c_str()
    );
    return 1;
}

/// Reads events and prints them.
class LogReader {
  public:
    LogReader(ApiClient& api, const LogsOptions& options, std::optional<wire::Pattern> wanted)
        : api_(api),
          finder_(api),
          options_(options),
          wanted_(std::move(wanted)),
          coloured_(isatty(STDOUT_FILENO) == 1) {}

    int run(Duration since) {
        from_ms_ = epoch_ms(RealClock{}.now() - since);
        if (auto found = look(); !found) return fail(found.error());
        for (const OtherLog& other : sources_.others) {
            explain(other);
            print_last_lines(other);
        }
        SysTime looked = RealClock{}.now();
        while (true) {
            if (auto read = read_new(); !read) return fail(read.error());
            if (!options_.follow) break;
            std::this_thread::sleep_for(kPause);
            if (RealClock{}.now() - looked < kLookForTasks) continue;
            looked = RealClock{}.now();
            if (auto found = look(); !found) return fail(found.error());
        }
        return 0;
    }

  private:
    struct Line {
        std::int64_t time_ms;
        std::size_t order;  ///< of arrival, where times are equal
        const std::string* label;
        std::string text;
    };

    Result<void> look() {
        auto found = finder_.find(options_.subject);
        if (!found) return found.error();
        sources_ = std::move(*found);
        return {};
    }

    void explain(const OtherLog& other) const {
        std::fprintf(
            stderr,
            "gantry: %s writes to %s, on its own machine%s%s. To read it here and while it runs, "
            "give "
            "it\n  \"logConfiguration\": {\"logDriver\": \"awslogs\", \"options\": "
            "{\"awslogs-group\": "
            "\"/ecs/app\", \"awslogs-region\": \"%s\",\n    \"awslogs-stream-prefix\": \"app\", "
            "\"awslogs-create-group\": \"true\"}}\n",
            other.label.c_str(),
            other.driver.empty() ? "Docker's log" : other.driver.c_str(),
            other.runtime_id.empty() ? "" : ": docker logs ",
            other.runtime_id.substr(0, 12).c_str(),
            options_.region.c_str()
        );
    }

    /// Of containers that write elsewhere the last lines are kept, once they have stopped.
    void print_last_lines(const OtherLog& other) const {
        if (!other.stopped) return;
        print_page(
            options_.access,
            "/_gantry/logs?format=text&task=" + wire::percent_encode(other.task) +
                "&container=" + wire::percent_encode(other.container)
        );
    }

    /// All that came since the last time, in order of time.
    Result<void> read_new() {
        std::map<std::pair<std::string, std::string>, std::vector<const LogSource*>> groups;
        for (const LogSource& source : sources_.sources) {
            groups[{source.region, source.group}].push_back(&source);
        }
        std::vector<Line> lines;
        for (const auto& [group, sources] : groups) {
            for (std::size_t at = 0; at < sources.size(); at += kStreamsAtOnce) {
                const std::size_t count = std::min(kStreamsAtOnce, sources.size() - at);
                auto read = read_streams({sources.data() + at, count}, lines);
                if (!read) return read;
            }
        }
        std::ranges::sort(lines, [](const Line& a, const Line& b) {
            return std::pair(a.time_ms, a.order) < std::pair(b.time_ms, b.order);
        });
        for (const Line& line : lines) print(line);
        std::fflush(stdout);
        if (!lines.empty()) from_ms_ = std::max(from_ms_, lines.back().time_ms - kOverlapMs);
        std::erase_if(seen_, [this](const auto& event) { return event.first < from_ms_; });
        return {};
    }

    Result<void> read_streams(std::span<const LogSource* const> sources, std::vector<Line>& lines) {
        api::logs::FilterLogEventsRequest request;
        request.log_group_name = sources.front()->group;
        request.start_time = from_ms_;
        std::map<std::string, const std::string*> labels;
        for (const LogSource* source : sources) labels[source->stream] = &source->label;
        auto& names = request.log_stream_names.emplace();
        for (const auto& [stream, label] : labels) names.push_back(stream);
        do {
            const auto page = api_.call<api::logs::FilterLogEventsResponse>(
                "logs", "FilterLogEvents", request, sources.front()->region
            );
            if (!page && page.error().code == "ResourceNotFoundException") {
                return read_one_by_one(sources, lines);
            }
            if (!page) return page.error();
            for (const auto& event : page->events.value_or(Events())) add(event, labels, lines);
            request.next_token = page->next_token;
        } while (request.next_token);
        return {};
    }

    /// One that is not there hides the others: streams are made when their container starts.
    Result<void> read_one_by_one(
        std::span<const LogSource* const> sources, std::vector<Line>& lines
    ) {
        if (sources.size() == 1) return {};
        for (std::size_t i = 0; i < sources.size(); ++i) {
            if (auto read = read_streams(sources.subspan(i, 1), lines); !read) return read;
        }
        return {};
    }

    using Events = std::vector<api::logs::FilteredLogEvent>;

    void add(
        const api::logs::FilteredLogEvent& event,
        const std::map<std::string, const std::string*>& labels,
        std::vector<Line>& lines
    ) {
        const std::int64_t time = event.timestamp.value_or(0);
        const auto label = labels.find(event.log_stream_name.value_or(""));
        if (label == labels.end()) return;
        if (!seen_.emplace(time, event.event_id.value_or("")).second) return;
        std::string text = event.message.value_or("");
        if (wanted_ && !wanted_->found_in(text)) return;
        while (text.ends_with('\n')) text.pop_back();
        lines.push_back({time, lines.size(), label->second, std::move(text)});
    }

    void print(const Line& line) {
        const auto colour =
            31 + colours_.try_emplace(*line.label, colours_.size() % 6).first->second;
        const std::string label =
            coloured_ ? fmt::format("\033[{}m{}\033[0m", colour, *line.label) : *line.label;
        std::fputs(fmt::format("{} | {}\n", label, line.text).c_str(), stdout);
    }

    ApiClient& api_;
    LogFinder finder_;
    const LogsOptions& options_;
    const std::optional<wire::Pattern> wanted_;
    const bool coloured_;
    LogSources sources_;
    std::int64_t from_ms_ = 0;
    std::set<std::pair<std::int64_t, std::string>> seen_;  ///< times and ids of events
    std::map<std::string, std::size_t> colours_;           ///< by label
};

int run_logs(const LogsOptions& options) {
    const auto usage = [](const std::string& what) {
        std::fprintf(stderr, "gantry: %s\n", what.c_str());
        return 2;
    };
    if (options.json) {
        const std::string task = wire::percent_encode(options.subject.text);
        return print_page(options.access, "/_gantry/logs?task=" + task);
    }
    const auto since = read_span(options.since);
    if (!since) return usage("--since takes a number and s, m, h or d, such as 10m");
    std::optional<wire::Pattern> wanted;
    if (!options.grep.empty()) {
        auto pattern = wire::Pattern::compile(options.grep);
        if (!pattern) return usage("--grep: " + pattern.error().message);
        wanted = std::move(*pattern);
    }
    auto api = ApiClient::make(options.access, options.region);
    if (!api) return usage(api.error().message);
    return LogReader(*api, options, std::move(wanted)).run(*since);
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
    command->add_option("--region", options->region, "The cluster's Region")->capture_default_str();
    command->add_flag(
        "--json", options->json, "The last lines of stopped containers of a task, JSON"
    );
    add_page_access(*command, options->access);
    command->callback([&program, options] {
        program.run = [options] { return run_logs(*options); };
    });
}

}  // namespace gantry::cmd
