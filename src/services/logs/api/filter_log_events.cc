#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "services/logs/api/errors.h"
#include "services/logs/api/event_page.h"
#include "services/logs/api/events.h"
#include "services/logs/api/position_token.h"
#include "services/logs/api/resolve.h"
#include "services/logs/filter/pattern.h"
#include "wire/page_token.h"

namespace gantry::logs {
namespace {

using api::logs::FilterLogEventsRequest;
using api::logs::FilterLogEventsResponse;

/// One page looks at so much text; the next one goes on.
constexpr std::uint64_t kMaxScanBytes = 64UL << 20;

/// What was asked for, once the call is over.
struct Search {
    GroupPtr group;
    std::vector<StreamPtr> streams;
    std::string secret;
    std::string list;  ///< what its tokens are good for
    Pattern pattern;
    Scan scan;
    EventPage page;
};

Result<std::vector<StreamPtr>> find_streams(
    const Call& call, const GroupRow& group, const FilterLogEventsRequest& input
) {
    if (input.log_stream_names && input.log_stream_name_prefix) {
        return invalid_parameter(
            "logStreamNames and logStreamNamePrefix cannot be specified together."
        );
    }
    std::vector<StreamPtr> streams;
    if (input.log_stream_names) {
        for (const std::string& name : *input.log_stream_names) {
            auto stream = find_stream(call, group, name);
            if (!stream) return stream.error();
            if (std::ranges::find(streams, *stream) == streams.end()) streams.push_back(*stream);
        }
        return streams;
    }
    const std::string members =
        member_key(call.scope, group.id, input.log_stream_name_prefix.value_or(""));
    for (const auto& [key, row] : call.tables.streams.with_prefix(members)) streams.push_back(row);
    return streams;
}

std::string list_name(
    const Call& call, const GroupRow& group, const FilterLogEventsRequest& input
) {
    return fmt::format(
        "FilterLogEvents {} {} {} {} {} {} {}",
        call.scope.prefix(),
        group.id,
        fmt::join(input.log_stream_names.value_or(std::vector<std::string>{}), ":"),
        input.log_stream_name_prefix.value_or(""),
        input.start_time.value_or(0),
        input.end_time.value_or(kForEver),
        input.filter_pattern.value_or("")
    );
}

FilterLogEventsResponse answer_from(Search& search, const ScanEnd& end) {
    FilterLogEventsResponse out{
        .events = std::vector<api::logs::FilteredLogEvent>{},
        .searched_log_streams = std::vector<api::logs::SearchedLogStream>{},
    };
    if (const auto next = search.page.next(end)) {
        out.next_token = wire::encode_page_token(
            search.secret, {search.list, position_text(*next, search.group->id)}
        );
    }
    for (EventPage::Event& event : search.page.events()) {
        const StreamRow& stream = *search.streams[event.stream];
        out.events->push_back({
            .log_stream_name = stream.name,
            .timestamp = event.at.timestamp_ms,
            .message = std::move(event.message),
            .ingestion_time = event.ingested_ms,
            .event_id = position_text(event.at, stream.id),
        });
    }
    return out;
}

/// Where the last page ended. Errors: InvalidParameterException.
Result<std::optional<Position>> read_token(
    const FilterLogEventsRequest& input, const Search& search
) {
    if (!input.next_token) return std::optional<Position>();
    const auto after = wire::decode_page_token(search.secret, search.list, *input.next_token);
    if (!after) return invalid_token();
    const auto position = parse_position(*after, search.group->id);
    if (!position) return invalid_token();
    return position;
}

Scan scan_for(const Call& call, const FilterLogEventsRequest& input, const Search& search) {
    Scan scan{
        .group = search.group->id,
        .from_ms = std::max(input.start_time.value_or(0), expired_before(*search.group, call.now)),
        .to_ms = std::min(input.end_time.value_or(kForEver), kForEver) + 1,
        .max_bytes = kMaxScanBytes,
    };
    for (const StreamPtr& stream : search.streams) scan.streams.push_back(stream->id);
    return scan;
}

}  // namespace

Result<Later<FilterLogEventsResponse>> filter_log_events(
    Call& call, const FilterLogEventsRequest& input
) {
    const auto group = find_group(call, input.log_group_name, input.log_group_identifier);
    if (!group) return group.error();
    auto pattern = Pattern::read(input.filter_pattern.value_or(""));
    if (!pattern) return pattern.error();
    auto streams = find_streams(call, **group, input);
    if (!streams) return streams.error();
    const auto limit = static_cast<std::size_t>(input.limit.value_or(kMaxPageEvents));
    auto search = std::make_shared<Search>(Search{
        .group = *group,
        .streams = *std::move(streams),
        .secret = call.settings.secret,
        .list = list_name(call, **group, input),
        .pattern = *std::move(pattern),
        .scan = {},
        .page = EventPage(limit),
    });
    search->scan = scan_for(call, input, *search);
    auto beyond = read_token(input, *search);
    if (!beyond) return beyond.error();
    search->scan.beyond = *beyond;
    return Later<FilterLogEventsResponse>{[&engine = engine_of(call), search](auto answer) {
        Scan scan = search->scan;
        scan.visit = [search](const EventView& event) {
            return !search->pattern.matches(event.message) || search->page.add(event);
        };
        engine.scan(std::move(scan), [search, answer](const Result<ScanEnd>& end) {
            if (!end) return answer(end.error());
            answer(answer_from(*search, *end));
        });
    }};
}

}  // namespace gantry::logs
