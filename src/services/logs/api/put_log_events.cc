#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "base/sabotage.h"
#include "services/logs/api/errors.h"
#include "services/logs/api/events.h"
#include "services/logs/api/live_tails.h"
#include "services/logs/api/resolve.h"

namespace gantry::logs {
namespace {

using api::logs::InputLogEvent;
using api::logs::PutLogEventsRequest;
using api::logs::PutLogEventsResponse;

// Source: API Reference, PutLogEvents.
constexpr std::uint64_t kMaxBatchBytes = 1'048'576;
constexpr auto kTooOld = hours(14 * 24);
constexpr auto kTooNew = hours(2);
constexpr std::int64_t kMaxSpanMs = 24LL * 60 * 60 * 1000;

std::int64_t time_of(const InputLogEvent& event) {
    return event.timestamp.value_or(0);
}

Result<void> check_batch(std::span<const InputLogEvent> events) {
    std::uint64_t bytes = 0;
    for (const InputLogEvent& event : events) {
        bytes += event.message.value_or("").size() + kEventOverhead;
    }
    if (bytes > kMaxBatchBytes) {
        return invalid_parameter(
            fmt::format("Upload too large: {} bytes exceeds limit of {}", bytes, kMaxBatchBytes)
        );
    }
    if (!std::ranges::is_sorted(events, {}, time_of)) {
        return invalid_parameter(
            "Log events in a single PutLogEvents request must be in chronological order."
        );
    }
    return {};
}

/// The events before a moment; they are in order of time.
std::size_t count_before(std::span<const InputLogEvent> events, std::int64_t time_ms) {
    const auto first = std::ranges::lower_bound(events, time_ms, {}, time_of);
    return static_cast<std::size_t>(first - events.begin());
}

struct Accepted {
    std::span<const InputLogEvent> events;
    std::optional<api::logs::RejectedLogEventsInfo> rejected;
};

Accepted accept(std::span<const InputLogEvent> events, const GroupRow& group, SysTime now) {
    const std::size_t too_old = count_before(events, epoch_ms(now - kTooOld));
    const std::size_t expired = count_before(events, expired_before(group, now));
    const std::size_t too_new = count_before(events, epoch_ms(now + kTooNew) + 1);
    api::logs::RejectedLogEventsInfo rejected;
    if (too_old > 0) rejected.too_old_log_event_end_index = static_cast<std::int32_t>(too_old);
    if (expired > too_old) {
        rejected.expired_log_event_end_index = static_cast<std::int32_t>(expired);
    }
    if (too_new < events.size()) {
        rejected.too_new_log_event_start_index = static_cast<std::int32_t>(too_new);
    }
    const std::size_t first = std::min(std::max(too_old, expired), too_new);
    Accepted accepted{events.subspan(first, too_new - first), std::nullopt};
    if (accepted.events.size() < events.size()) accepted.rejected = rejected;
    return accepted;
}

/// Nobody has to give it back, but clients of old keep it.
std::string sequence_token(IdSource& ids) {
    return (ids.digits19() + ids.digits19() + ids.digits19()).substr(0, 56);
}

}  // namespace

Result<Later<PutLogEventsResponse>> put_log_events(Call& call, const PutLogEventsRequest& input) {
    const std::vector<InputLogEvent> none;
    const std::span<const InputLogEvent> events = input.log_events ? *input.log_events : none;
    if (auto good = check_batch(events); !good) return good.error();
    const auto group = find_group(call, input.log_group_name);
    if (!group) return group.error();
    const auto stream = find_stream(call, **group, input.log_stream_name);
    if (!stream) return stream.error();
    const Accepted accepted = accept(events, **group, call.now);
    const bool spans_more =
        !accepted.events.empty() &&
        time_of(accepted.events.back()) - time_of(accepted.events.front()) > kMaxSpanMs;
    if (spans_more) {
        return invalid_parameter(
            "The batch of log events in a single PutLogEvents request cannot span more than 24 "
            "hours."
        );
    }
    auto batch =
        std::make_shared<Batch>(Batch{(*group)->id, (*stream)->id, epoch_ms(call.now), {}});
    batch->events.reserve(accepted.events.size());
    for (const InputLogEvent& event : accepted.events) {
        batch->events.push_back({time_of(event), event.message.value_or("")});
    }
    PutLogEventsResponse out{.next_sequence_token = sequence_token(call.ids)};
    out.rejected_log_events_info = accepted.rejected;
    return Later<PutLogEventsResponse>{[&engine = engine_of(call),
                                        &tails = call.services.get<Backend>().tails(),
                                        batch,
                                        name = (*stream)->name,
                                        out = std::move(out)](auto answer) {
        if (batch->events.empty()) return answer(out);
        if (sabotaged(Sabotage::LogEarly)) {
            engine.append(std::move(*batch), [](const Result<void>&) {});
            return answer(out);
        }
        if (sabotaged(Sabotage::LogHalf) && batch->events.size() > 1) {
            Batch first = *batch;
            first.events.resize(1);
            batch->events.erase(batch->events.begin());
            engine.append(std::move(first), [](const Result<void>&) {});
        }
        // Most are not watched, and need not be kept twice.
        const auto watched =
            tails.watches(batch->group) ? std::make_shared<const Batch>(*batch) : nullptr;
        engine.append(
            std::move(*batch),
            [&tails, watched, name, out, answer](const Result<void>& done) {
                if (!done) return answer(done.error());
                if (watched) tails.show(name, *watched);
                answer(out);
            }
        );
    }};
}

}  // namespace gantry::logs
