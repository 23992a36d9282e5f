#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "api/logs/filter_log_events_response.h"
#include "api/logs/get_log_events_response.h"
#include "api/logs/put_log_events_response.h"
#include "sim/workload/log_keeper.h"
#include "sim/workload/tries.h"
#include "wire/json_codec.h"

namespace gantry::sim {
namespace {

constexpr std::int64_t kEventsMax = 8;
constexpr std::int64_t kSpreadMs = 20'000;
/// In the middle between retentions: clocks that differ change nothing.
constexpr int kAges[] = {2, 5};
constexpr int kRetentions[] = {1, 3, 7};

std::string of_group(const KeptGroup& group, const std::string& more = {}) {
    return fmt::format(R"({{"logGroupName":"{}"{}}})", group.name, more);
}

std::string of_stream(
    const KeptGroup& group, const std::string& stream, const std::string& more = {}
) {
    return of_group(group, fmt::format(R"(,"logStreamName":"{}"{})", stream, more));
}

}  // namespace

void LogKeeper::change(
    KeptGroup& group,
    const std::string& operation,
    std::string body,
    const std::string& done_before,
    std::function<void()> changed
) {
    ask(as_root("logs", operation, std::move(body)),
        kChangeTries,
        [this, &group, operation, done_before, changed = std::move(changed)](
            const Result<std::string>& answer
        ) {
            if (outcome_is_unknown(answer)) {
                group = {.name = group.name, .names = group.names + 1};
                group.name += fmt::format("-{}", group.names);
            } else if (answer || answer.error().code == done_before) {
                changed();
            } else {
                wrong(fmt::format(
                    "{} of {} is refused: {}", operation, group.name, answer.error().message
                ));
            }
        });
}

void LogKeeper::create_group(KeptGroup& group) {
    change(group, "CreateLogGroup", of_group(group), "ResourceAlreadyExistsException", [&group] {
        group.there = true;
    });
}

void LogKeeper::delete_group(KeptGroup& group) {
    change(group, "DeleteLogGroup", of_group(group), "ResourceNotFoundException", [&group] {
        group = {.name = group.name, .names = group.names};
    });
}

void LogKeeper::create_stream(KeptGroup& group, const std::string& name) {
    change(
        group,
        "CreateLogStream",
        of_stream(group, name),
        "ResourceAlreadyExistsException",
        [&group, name] { group.streams[name] = {}; }
    );
}

void LogKeeper::delete_stream(KeptGroup& group, const std::string& name) {
    change(
        group,
        "DeleteLogStream",
        of_stream(group, name),
        "ResourceNotFoundException",
        [&group, name] { group.streams.erase(name); }
    );
}

void LogKeeper::change_retention(KeptGroup& group) {
    if (random().chance(0.4)) {
        return change(group, "DeleteRetentionPolicy", of_group(group), {}, [] {});
    }
    const int days = kRetentions[random().below(std::size(kRetentions))];
    change(
        group,
        "PutRetentionPolicy",
        of_group(group, fmt::format(R"(,"retentionInDays":{})", days)),
        {},
        [&group, days] {
            group.gone_days = std::min(group.gone_days, days);
            for (auto& [name, stream] : group.streams) {
                std::erase_if(stream, [&group](const auto& batch) {
                    return batch.second.age_days >= group.gone_days;
                });
            }
        }
    );
}

/// What was put before does not expire while it is put, so its age is in whole days.
void LogKeeper::put(KeptGroup& group, const std::string& stream) {
    const int number = next_number_++;
    KeptBatch batch{.events = static_cast<int>(random().between(1, kEventsMax))};
    if (random().chance(0.3)) batch.age_days = kAges[random().below(std::size(kAges))];
    const Duration age = hours(24) * batch.age_days + Duration{random().between(0, kSpreadMs)};
    std::int64_t time = epoch_ms(now() - age);
    std::vector<std::string> events;
    for (int i = 0; i < batch.events; ++i) {
        events.push_back(fmt::format(
            R"({{"timestamp":{},"message":"{}"}})", time, log_message(number, i, batch.events)
        ));
        time += random().between(0, kSpreadMs / kEventsMax);
    }
    const std::string body =
        of_stream(group, stream, fmt::format(R"(,"logEvents":[{}])", fmt::join(events, ",")));
    ask(as_root("logs", "PutLogEvents", body),
        kOnce,
        [this, &group, stream, number, batch](const Result<std::string>& answer) {
            note_put(group, stream, number, batch, answer);
        });
}

void LogKeeper::note_put(
    KeptGroup& group,
    const std::string& stream,
    int number,
    KeptBatch batch,
    const Result<std::string>& answer
) {
    const bool expired = batch.age_days >= group.gone_days;
    if (outcome_is_unknown(answer)) {
        if (!expired) group.streams[stream][number] = batch;
        return;
    }
    const std::string whole = fmt::format("batch {} for {} of {}", number, stream, group.name);
    if (!answer) return wrong(whole + " is refused: " + answer.error().message);
    const auto out = wire::decode_json<api::logs::PutLogEventsResponse>(*answer);
    const bool rejected = out->rejected_log_events_info.has_value();
    if (rejected != expired) {
        return wrong(whole + (rejected ? " is rejected" : " has expired, and is taken"));
    }
    if (expired) return;
    batch.sure = true;
    group.streams[stream][number] = batch;
}

// ---- Reading

void LogKeeper::read(KeptGroup& group, const std::string& stream) {
    read_page(std::make_shared<Reading>(Reading{
        .group = group,
        .stream = stream,
        .limit = static_cast<int>(random().between(3, 40)),
        .backward = !stream.empty() && random().chance(0.5),
    }));
}

void LogKeeper::read_page(const ReadingPtr& reading) {
    const bool of_all = reading->stream.empty();
    std::string more = fmt::format(R"(,"limit":{})", reading->limit);
    if (!reading->token.empty()) more += fmt::format(R"(,"nextToken":"{}")", reading->token);
    if (!of_all && !reading->backward) more += R"(,"startFromHead":true)";
    const std::string body =
        of_all ? of_group(reading->group, more) : of_stream(reading->group, reading->stream, more);
    ask(as_root("logs", of_all ? "FilterLogEvents" : "GetLogEvents", body),
        kReadTries,
        [this, reading, of_all](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer)) return;
            if (!answer) {
                return wrong(fmt::format(
                    "{} {} cannot be read: {}",
                    reading->group.name,
                    reading->stream,
                    answer.error().message
                ));
            }
            if (of_all) return take_group_page(reading, *answer);
            take_stream_page(reading, *answer);
        });
}

void LogKeeper::take_stream_page(const ReadingPtr& reading, const std::string& answer) {
    const auto page = wire::decode_json<api::logs::GetLogEventsResponse>(answer);
    auto& events = reading->events[reading->stream];
    auto place = reading->backward ? events.begin() : events.end();
    for (const auto& event : *page->events) {
        place = events.insert(place, {event.timestamp.value_or(0), event.message.value_or("")}) + 1;
    }
    if (page->events->empty()) return judge(*reading);
    reading->token = reading->backward ? *page->next_backward_token : *page->next_forward_token;
    queue([this, reading] { read_page(reading); });
}

void LogKeeper::take_group_page(const ReadingPtr& reading, const std::string& answer) {
    const auto page = wire::decode_json<api::logs::FilterLogEventsResponse>(answer);
    for (const auto& event : *page->events) {
        const std::int64_t time = event.timestamp.value_or(0);
        if (time < reading->last_ms) wrong(reading->group.name + " is not in order of time");
        reading->last_ms = time;
        reading->events[event.log_stream_name.value_or("")].push_back(
            {time, event.message.value_or("")}
        );
    }
    reading->token = page->next_token.value_or("");
    if (reading->token.empty()) return judge(*reading);
    queue([this, reading] { read_page(reading); });
}

void LogKeeper::judge(const Reading& reading) {
    auto& streams = reading.group.streams;
    for (const auto& [name, events] : reading.events) {
        if (streams.contains(name)) continue;
        wrong(fmt::format("{} of {} is not there, and has events", name, reading.group.name));
    }
    for (auto& [name, stream] : streams) {
        if (!reading.stream.empty() && reading.stream != name) continue;
        const auto found = reading.events.find(name);
        const std::string what = judge_events(
            stream, found == reading.events.end() ? std::vector<ReadEvent>{} : found->second
        );
        if (what.empty()) continue;
        wrong(fmt::format("{} of {}: {}", name, reading.group.name, what));
    }
}

}  // namespace gantry::sim
