#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "services/logs/api/errors.h"
#include "services/logs/api/paging.h"
#include "services/logs/api/resolve.h"
#include "services/logs/api/streams.h"

namespace gantry::logs {
namespace {

using api::logs::DescribeLogStreamsRequest;
using api::logs::DescribeLogStreamsResponse;
using AllStats = std::map<std::string, GroupStats>;

/// All that the answer is made of, once the call is over.
struct Listing {
    aws::Scope scope;
    std::string secret;
    GroupPtr group;
    std::int64_t cutoff_ms = 0;
    std::vector<StreamPtr> streams;
    bool by_time = false;
    service::KeyOrder order = service::KeyOrder::Ascending;
    service::PageRequest page;
};

/// Of a stream that has events which have not expired.
const StreamStats* stats_of(
    const GroupStats& stats, const StreamRow& stream, std::int64_t cutoff_ms
) {
    const auto found = stats.find(stream.id);
    if (found == stats.end() || found->second.last_ms < cutoff_ms) return nullptr;
    return &found->second;
}

api::logs::LogStream describe(
    const Listing& listing, const StreamRow& stream, const GroupStats& stats
) {
    api::logs::LogStream shown{
        .log_stream_name = stream.name,
        .creation_time = epoch_ms(stream.created),
        .arn = stream_arn(listing.scope, listing.group->name, stream.name),
        .stored_bytes = 0,  // AWS stopped telling it in 2019
    };
    if (const auto* known = stats_of(stats, stream, listing.cutoff_ms)) {
        // Once the first has expired nobody knows which one is the first that is left.
        if (known->first_ms >= listing.cutoff_ms) shown.first_event_timestamp = known->first_ms;
        shown.last_event_timestamp = known->last_ms;
        shown.last_ingestion_time = known->last_ingested_ms;
    }
    return shown;
}

Result<DescribeLogStreamsResponse> answer_from(const Listing& listing, const GroupStats& stats) {
    std::map<std::string, StreamPtr> by_key;
    std::vector<std::string> keys;
    for (const StreamPtr& stream : listing.streams) {
        std::string key = stream->name;
        if (listing.by_time) {
            const auto* known = stats_of(stats, *stream, listing.cutoff_ms);
            key = fmt::format("{:020}/{}", known == nullptr ? 0 : known->last_ms, stream->name);
        }
        keys.push_back(key);
        by_key.emplace(std::move(key), stream);
    }
    const auto page = service::take_page(
        listing.scope,
        listing.secret,
        listing.page,
        service::sorted_keys(std::move(keys), listing.order)
    );
    if (!page) return invalid_token();
    DescribeLogStreamsResponse out{.log_streams = std::vector<api::logs::LogStream>{}};
    for (const std::string& key : page->keys) {
        out.log_streams->push_back(describe(listing, *by_key.at(key), stats));
    }
    out.next_token = page->next;
    return out;
}

}  // namespace

Result<Later<DescribeLogStreamsResponse>> describe_log_streams(
    Call& call, const DescribeLogStreamsRequest& input
) {
    const auto group = find_group(call, input.log_group_name, input.log_group_identifier);
    if (!group) return group.error();
    const std::string prefix = input.log_stream_name_prefix.value_or("");
    const bool by_time = input.order_by == api::logs::OrderBy::LastEventTime;
    if (by_time && !prefix.empty()) {
        return invalid_parameter("Cannot order by LastEventTime with a logStreamNamePrefix.");
    }
    const bool descending = input.descending.value_or(false);
    Listing listing{
        .scope = call.scope,
        .secret = call.settings.secret,
        .group = *group,
        .cutoff_ms = expired_before(**group, call.now),
        .by_time = by_time,
        .order = descending ? service::KeyOrder::Descending : service::KeyOrder::Ascending,
    };
    listing.page = {
        fmt::format("DescribeLogStreams {} {} {} {}", (*group)->id, prefix, by_time, descending),
        static_cast<std::size_t>(input.limit.value_or(kPageSize)),
        input.next_token,
    };
    const std::string members = member_key(call.scope, (*group)->id, prefix);
    for (const auto& [key, row] : call.tables.streams.with_prefix(members)) {
        listing.streams.push_back(row);
    }
    return Later<DescribeLogStreamsResponse>{[&engine = engine_of(call),
                                              listing = std::move(listing)](auto answer) {
        const std::string id = listing.group->id;
        engine.stats({id}, [listing, id, answer](Result<AllStats> stats) {
            if (!stats) return answer(stats.error());
            answer(answer_from(listing, (*stats)[id]));
        });
    }};
}

}  // namespace gantry::logs
