#include "cmd/logs/log_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "wire/percent.h"

namespace gantry::cmd {

namespace {

constexpr std::int64_t kMaxCount = 1'000'000;
constexpr std::size_t kDockerId = 12;  ///< as `docker ps` shows ids

std::string key_of(const OtherLog& other) {
    return other.task + "/" + other.container;
}

}  // namespace

std::optional<Duration> read_span(std::string_view text) {
    std::int64_t count = 0;
    const char* end = text.data() + text.size();
    const auto [unit, error] = std::from_chars(text.data(), end, count);
    if (error != std::errc{} || end - unit != 1 || count < 0 || count > kMaxCount) {
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

LogReader::LogReader(World world, LogWishes wishes)
    : world_(std::move(world)), wishes_(std::move(wishes)), finder_(world_.api) {}

Result<void> LogReader::run() {
    start_ms_ = std::max<std::int64_t>(0, epoch_ms(world_.clock.now() - wishes_.since));
    while (true) {
        const auto turned = turn();
        world_.flush();
        const bool goes_on = wishes_.follow && looked_ && may_pass(turned.error());
        if (!turned && !goes_on) return turned;
        note(turned);
        if (!wishes_.follow) return {};
        if (turned && is_over()) {
            world_.say("the task has stopped; nothing more comes");
            return {};
        }
        if (!world_.pause(away_ ? kPauseAway : kPause)) return {};
    }
}

/// What may pass is said once.
void LogReader::note(const Result<void>& how) {
    if (!how && !away_) world_.say(how.error().message + "\nTrying again; Ctrl-C ends it");
    if (how && away_) world_.say("it answers again");
    away_ = !how;
}

Result<void> LogReader::turn() {
    const MonoTime now = world_.clock.mono();
    if (!looked_ || now - *looked_ >= kLookForTasks) {
        if (auto found = look(); !found) return found;
        looked_ = now;
    }
    if (auto printed = print_last_lines(); !printed) return printed;
    return read_new();
}

Result<void> LogReader::look() {
    auto found = finder_.find(wishes_.subject);
    if (!found && looked_ && sources_.has_ended && found.error().kind == ErrorKind::NotFound) {
        return {};  // it was forgotten; its lines are still there
    }
    if (!found) return found.error();
    const std::string& wanted = wishes_.subject.container;
    if (!looked_ && !wanted.empty() && !found->tasks.empty() &&
        !found->containers.contains(wanted)) {
        return not_found(fmt::format(
            "no container of '{}' is called '{}'; there are: {}",
            wishes_.subject.text,
            wanted,
            fmt::join(found->containers, ", ")
        ));
    }
    if (!looked_ && found->tasks.empty()) {
        world_.say("'" + wishes_.subject.text + "' has no tasks, nor had it any lately");
    }
    sources_ = std::move(*found);
    for (const auto& [arn, why] : sources_.undescribed) {
        if (!left_out_.insert(arn).second) continue;
        world_.say(fmt::format("left out: the tasks of {}, which cannot be described: {}", arn, why)
        );
    }
    if (sources_.has_ended && !ended_) ended_ = world_.clock.mono();
    place_sources();
    explain_others();
    return {};
}

void LogReader::place_sources() {
    labels_.clear();
    std::map<Group, std::map<std::string, bool>> streams;
    for (const LogSource& source : sources_.sources) {
        const Group group(source.region, source.group);
        streams[group][source.stream] = source.stopped;
        labels_[{group, source.stream}] = source.label;
    }
    std::erase_if(places_, [&](const auto& place) { return !streams.contains(place.first); });
    for (const auto& [group, its] : streams) {
        places_.try_emplace(group, start_ms_).first->second.keep(its, moment());
    }
}

/// Once for each name: the tasks of a service have the same containers.
void LogReader::explain_others() {
    std::set<std::string> there;
    for (const OtherLog& other : sources_.others) {
        there.insert(key_of(other));
        if (explained_.insert(other.container).second) explain(other);
    }
    std::erase_if(printed_, [&](const std::string& key) { return !there.contains(key); });
}

void LogReader::explain(const OtherLog& other) const {
    const std::string see =
        other.runtime_id.empty() ? "" : ": docker logs " + other.runtime_id.substr(0, kDockerId);
    world_.say(fmt::format(
        "containers '{}' write to {}, on their own machine ({}{}). Their last lines are printed "
        "once they have stopped. To read them here and while they run, give them\n"
        R"(  "logConfiguration": {{"logDriver": "awslogs", "options": {{"awslogs-group": "/ecs/app",)"
        "\n"
        R"(    "awslogs-region": "{}", "awslogs-stream-prefix": "app", "awslogs-create-group": "true"}}}})",
        other.container,
        other.driver.empty() ? "Docker's log" : other.driver,
        other.label,
        see,
        sources_.region.empty() ? wishes_.region : sources_.region
    ));
}

/// Of containers that write elsewhere the last lines are kept, once they have stopped. Who may not
/// see them, which takes a right of its own, is told so and reads on.
Result<void> LogReader::print_last_lines() {
    for (const OtherLog& other : sources_.others) {
        if (!other.stopped || printed_.contains(key_of(other))) continue;
        const auto text = world_.page(
            "/_gantry/logs?format=text&task=" + wire::percent_encode(other.task) +
            "&container=" + wire::percent_encode(other.container)
        );
        if (!text && may_pass(text.error())) return text.error();
        printed_.insert(key_of(other));
        if (!text) {
            const bool forgotten = text.error().kind == ErrorKind::NotFound;
            if (!forgotten) world_.say(other.label + ": " + text.error().message);
            continue;
        }
        std::string_view rest = *text;
        while (!rest.empty()) {
            const auto end = std::min(rest.find('\n'), rest.size());
            const std::string_view line = rest.substr(0, end);
            if (!wishes_.wanted || wishes_.wanted->found_in(line)) {
                world_.printer.print(other.label, line);
            }
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return {};
}

Result<void> LogReader::read_group(const Group& group, const std::vector<LogRead>& reads) {
    for (const LogRead& read : reads) {
        std::vector<LogPages> opened;
        std::vector<std::string> missing;
        auto done = open_pages(world_.api, group.first, group.second, read, opened, missing);
        for (const std::string& stream : missing) places_.at(group).set_missing(stream, moment());
        for (LogPages& pages : opened) open_.emplace_back(group, std::move(pages));
        if (!done) return done;
    }
    return {};
}

/// All that came since the last time.
Result<void> LogReader::read_new() {
    open_.clear();
    for (auto& [group, places] : places_) {
        if (auto read = read_group(group, places.plan(moment())); !read) return read;
    }
    if (auto merged = merge(); !merged) return merged;
    for (auto& [group, places] : places_) {
        if (auto read = read_group(group, places.plan_woken()); !read) return read;
    }
    return merge();
}

/// Prints the events of all that is open, in order of time. What an error leaves unread is read
/// in the next turn, as places only move with what was printed.
Result<void> LogReader::merge() {
    const auto earlier = [](const auto& a, const auto& b) {
        return a.second.front()->timestamp.value_or(0) < b.second.front()->timestamp.value_or(0);
    };
    std::erase_if(open_, [](const auto& one) { return one.second.front() == nullptr; });
    while (!open_.empty()) {
        const auto first = std::ranges::min_element(open_, earlier);
        take(first->first, first->second.read(), *first->second.front());
        if (auto next = first->second.next(); !next) return next;
        if (first->second.front() == nullptr) open_.erase(first);
    }
    return {};
}

void LogReader::take(
    const Group& group, const LogRead& read, const api::logs::FilteredLogEvent& event
) {
    const std::string stream = event.log_stream_name.value_or("");
    const auto label = labels_.find({group, stream});
    if (label == labels_.end()) return;
    // Its place moves on, whether or not it is wanted.
    const bool is_new = places_.at(group).take(
        read, stream, event.timestamp.value_or(0), event.event_id.value_or(""), moment()
    );
    if (!is_new) return;
    last_news_ = world_.clock.mono();
    const std::string text = event.message.value_or("");
    if (wishes_.wanted && !wishes_.wanted->found_in(text)) return;
    world_.printer.print(label->second, text);
}

/// Agents ship what a container has written within moments of its end.
bool LogReader::is_over() const {
    if (!ended_) return false;
    if (sources_.sources.empty()) return true;
    return world_.clock.mono() - std::max(*ended_, last_news_) >= kLastLines;
}

}  // namespace gantry::cmd
