#include <algorithm>
#include <memory>
#include <utility>

#include "base/sabotage.h"
#include "services/logs/api/errors.h"
#include "services/logs/api/event_page.h"
#include "services/logs/api/events.h"
#include "services/logs/api/position_token.h"
#include "services/logs/api/resolve.h"

namespace gantry::logs {
namespace {

using api::logs::GetLogEventsRequest;
using api::logs::GetLogEventsResponse;

/// What was asked for, once the call is over.
struct Reading {
    std::string stream_id;
    std::optional<DirectedToken> token;
    Scan scan;
    EventPage page;
};

/// Tokens for both directions. Where nothing was found, that of the direction stays what it was.
void set_tokens(
    const Reading& reading, const std::vector<EventPage::Event>& events, GetLogEventsResponse& out
) {
    Position first{.timestamp_ms = reading.scan.from_ms};
    if (reading.token) first = reading.token->position;
    Position last = first;
    if (!events.empty()) {
        first = events.front().at;
        last = events.back().at;
        const bool again = sabotaged(Sabotage::LogPageAgain) && events.size() > 1;
        if (again) last = events[events.size() - 2].at;
    }
    out.next_backward_token = directed_token({true, first}, reading.stream_id);
    out.next_forward_token = directed_token({false, last}, reading.stream_id);
}

GetLogEventsResponse answer_from(Reading& reading) {
    auto& events = reading.page.events();
    if (reading.scan.backward) std::ranges::reverse(events);
    GetLogEventsResponse out{.events = std::vector<api::logs::OutputLogEvent>{}};
    set_tokens(reading, events, out);
    for (EventPage::Event& event : events) {
        out.events->push_back({
            .timestamp = event.at.timestamp_ms,
            .message = std::move(event.message),
            .ingestion_time = event.ingested_ms,
        });
    }
    return out;
}

}  // namespace

Result<Later<GetLogEventsResponse>> get_log_events(Call& call, const GetLogEventsRequest& input) {
    const auto group = find_group(call, input.log_group_name, input.log_group_identifier);
    if (!group) return group.error();
    const auto stream = find_stream(call, **group, input.log_stream_name);
    if (!stream) return stream.error();
    std::optional<DirectedToken> token;
    if (input.next_token) {
        token = parse_directed(*input.next_token, (*stream)->id);
        if (!token) return invalid_token();
    }
    const auto limit = static_cast<std::size_t>(input.limit.value_or(kMaxPageEvents));
    auto reading = std::make_shared<Reading>(Reading{(*stream)->id, token, {}, EventPage(limit)});
    reading->scan = {
        .group = (*group)->id,
        .streams = {(*stream)->id},
        .from_ms = std::max(input.start_time.value_or(0), expired_before(**group, call.now)),
        .to_ms = std::min(input.end_time.value_or(kForEver), kForEver),
        .backward = token ? token->backward : !input.start_from_head.value_or(false),
    };
    if (token) reading->scan.beyond = token->position;
    return Later<GetLogEventsResponse>{[&engine = engine_of(call), reading](auto answer) {
        Scan scan = reading->scan;
        scan.visit = [reading](const EventView& event) { return reading->page.add(event); };
        engine.scan(std::move(scan), [reading, answer](const Result<ScanEnd>& end) {
            if (!end) return answer(end.error());
            answer(answer_from(*reading));
        });
    }};
}

}  // namespace gantry::logs
