#include "services/logs/api/live_tail.h"

#include <utility>

#include "services/logs/api/errors.h"
#include "services/logs/api/live_tails.h"
#include "services/logs/api/resolve.h"

namespace gantry::logs {
namespace {

using api::logs::StartLiveTailRequest;
using api::logs::StartLiveTailResponse;

Result<void> check_streams(const StartLiveTailRequest& input) {
    if (!input.log_stream_names && !input.log_stream_name_prefixes) return {};
    if (input.log_stream_names && input.log_stream_name_prefixes) {
        return invalid_parameter(
            "logStreamNames and logStreamNamePrefixes cannot be specified together."
        );
    }
    if (input.log_group_identifiers->size() > 1) {
        return invalid_parameter(
            "Log streams can be specified only when a single log group is specified."
        );
    }
    return {};
}

}  // namespace

Result<StartLiveTailResponse> start_live_tail(Call& call, const StartLiveTailRequest& input) {
    if (auto good = check_streams(input); !good) return good.error();
    auto pattern = Pattern::read(input.log_event_filter_pattern.value_or(""));
    if (!pattern) return pattern.error();
    const std::vector<std::string> none;
    const auto names = input.log_stream_names.value_or(none);
    const auto prefixes = input.log_stream_name_prefixes.value_or(none);
    api::logs::LiveTailSessionStart told{
        .request_id = call.request_id,
        .session_id = call.ids.uuid(),
        .log_group_identifiers = input.log_group_identifiers,
        .log_stream_names = names,
        .log_stream_name_prefixes = prefixes,
        .log_event_filter_pattern = input.log_event_filter_pattern.value_or(""),
    };
    TailStart start{call.scope, {}, names, prefixes, std::move(*pattern), std::move(told)};
    for (const std::string& identifier : *input.log_group_identifiers) {
        const auto group = find_group_by_identifier(call, identifier);
        if (!group) return group.error();
        start.targets.push_back({(*group)->id, call.scope.account + ":" + (*group)->name});
    }
    LiveTails& tails = call.services.get<Backend>().tails();
    if (tails.count(call.scope) >= LiveTails::kMaxSessions) return limit_exceeded();
    StartLiveTailResponse out;
    out.response_stream.emplace().begin = std::make_shared<const api::EventSource::Begin>(
        [&tails, start = std::move(start)](std::shared_ptr<api::EventSink> sink) {
            return tails.begin(start, std::move(sink));
        }
    );
    return out;
}

}  // namespace gantry::logs
