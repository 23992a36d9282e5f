#include "services/logs/api/queries.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "services/logs/api/errors.h"
#include "services/logs/api/paging.h"
#include "services/logs/api/query_book.h"
#include "services/logs/api/resolve.h"
#include "services/logs/insights/parser.h"

namespace gantry::logs {
namespace {

using api::logs::GetQueryResultsResponse;
using api::logs::StartQueryRequest;
using api::logs::StartQueryResponse;

/// Source: API Reference, StartQuery, GetQueryResults, DescribeQueries.
constexpr std::size_t kMaxGroups = 50;
constexpr std::int32_t kMaxPage = 10'000;
constexpr std::int32_t kMaxListed = 1'000;
/// A page ends before it has more than this, of names and values: it is made on the core's thread.
constexpr std::size_t kMaxPageBytes = 1UL << 20;
constexpr std::int64_t kMaxSeconds = 99'999'999'999;

QueryBook& book_of(const Call& call) {
    return call.services.get<Backend>().queries();
}

Error no_such_query() {
    return not_found("The specified query does not exist.");
}

/// The groups that a query names; one of three members does.
Result<std::vector<GroupPtr>> find_targets(const Call& call, const StartQueryRequest& input) {
    const int given = int{input.log_group_name.has_value()} +
                      int{input.log_group_names.has_value()} +
                      int{input.log_group_identifiers.has_value()};
    if (given != 1) {
        return invalid_parameter(
            "Exactly one of logGroupName, logGroupNames, or logGroupIdentifiers must be specified."
        );
    }
    std::vector<std::string> names;
    if (input.log_group_name) names = {*input.log_group_name};
    if (input.log_group_names) names = *input.log_group_names;
    if (input.log_group_identifiers) names = *input.log_group_identifiers;
    if (names.empty() || names.size() > kMaxGroups) {
        return invalid_parameter(
            fmt::format("A query can have from 1 to {} log groups.", kMaxGroups)
        );
    }
    std::vector<GroupPtr> groups;
    for (const std::string& name : names) {
        auto group = find_group_by_identifier(call, name);
        if (!group) return group.error();
        if (std::ranges::find(groups, *group) == groups.end()) groups.push_back(*group);
    }
    return groups;
}

QueryTarget target_of(const Call& call, const GroupRow& group, std::int64_t from_ms) {
    QueryTarget target{
        .name = group.name,
        .group_id = group.id,
        .stream_ids = {},
        .stream_names = {},
        .from_ms = std::max(from_ms, expired_before(group, call.now)),
    };
    for (const auto& [key, row] :
         call.tables.streams.with_prefix(member_key(call.scope, group.id))) {
        target.stream_ids.push_back(row->id);
        target.stream_names.push_back(row->name);
    }
    return target;
}

std::vector<std::vector<api::logs::ResultField>> rows_of(
    const insights::Results& results, const std::vector<std::string>& keys
) {
    std::vector<std::vector<api::logs::ResultField>> rows;
    for (const std::string& key : keys) {
        auto& row = rows.emplace_back();
        for (const auto& [name, value] : results.rows[std::stoul(key)])
            row.push_back({name, value});
    }
    return rows;
}

/// Results are a list by their number.
service::KeysAfter numbers_below(std::size_t count) {
    return [count](const std::string& after, const service::TakeKey& take) {
        for (std::size_t i = after.empty() ? 0 : std::stoul(after) + 1; i < count; ++i) {
            if (!take(fmt::format("{:08}", i))) return;
        }
    };
}

/// As many of these rows as fit in an answer; one at least.
std::size_t count_fitting(const insights::Results& results, const std::vector<std::string>& keys) {
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        for (const auto& [name, value] : results.rows[std::stoul(keys[i])]) {
            bytes += name.size() + value.size();
        }
        if (i > 0 && bytes > kMaxPageBytes) return i;
    }
    return keys.size();
}

/// The numbers of the rows of a page.
Result<service::KeyPage> take_rows(
    const Call& call, const QueryState& state, const api::logs::GetQueryResultsRequest& input
) {
    const auto take = [&](std::int32_t most) {
        return take_page(
            call,
            "GetQueryResults " + state.start.id,
            most,
            input.next_token,
            numbers_below(state.results->rows.size())
        );
    };
    const std::int32_t wanted = input.max_items.value_or(0);
    auto page = take(wanted > 0 ? wanted : kMaxPage);
    if (!page) return page;
    const std::size_t fitting = count_fitting(*state.results, page->keys);
    if (fitting == page->keys.size()) return page;
    return take(static_cast<std::int32_t>(fitting));
}

bool is_of_group(const QueryState& state, const std::optional<std::string>& name) {
    return !name || std::ranges::any_of(state.start.targets, [&name](const QueryTarget& target) {
        return target.name == *name;
    });
}

api::logs::QueryInfo describe(const QueryState& state) {
    api::logs::QueryInfo shown{
        .query_language = api::logs::QueryLanguage::Cwli,
        .query_id = state.start.id,
        .query_string = state.start.text,
        .status = state.status,
        .create_time = epoch_ms(state.start.created),
        .log_group_name = state.start.targets.front().name,
        .bytes_scanned = static_cast<double>(state.bytes),
    };
    shown.user_identity = state.start.principal;
    return shown;
}

}  // namespace

Result<Later<StartQueryResponse>> start_query(Call& call, const StartQueryRequest& input) {
    auto query = insights::read_query(input.query_string.value_or(""));
    if (!query) return query.error();
    const auto groups = find_targets(call, input);
    if (!groups) return groups.error();
    const std::int64_t from_s = std::min(input.start_time.value_or(0), kMaxSeconds);
    const std::int64_t to_s = std::min(input.end_time.value_or(0), kMaxSeconds);
    if (to_s < from_s) return invalid_parameter("End time should not be less than start time");
    if (book_of(call).running(call.scope) >= QueryBook::kMaxRunning) {
        return Error{
            ErrorKind::LimitExceeded,
            "LimitExceededException",
            "Account maximum query concurrency limit of [30] reached.",
            {},
        };
    }
    auto start = std::make_shared<QueryStart>(QueryStart{
        .id = call.ids.uuid(),
        .scope = call.scope,
        .text = input.query_string.value_or(""),
        .query = *std::move(query),
        .targets = {},
        .to_ms = (to_s + 1) * 1'000,
        .limit = static_cast<std::size_t>(
            input.limit.value_or(std::int32_t{insights::Execution::kDefaultLimit})
        ),
        .created = call.now,
        .principal = call.principal,
    });
    for (const GroupPtr& group : *groups) {
        start->targets.push_back(target_of(call, *group, from_s * 1'000));
    }
    return Later<StartQueryResponse>{
        [&engine = engine_of(call), &book = book_of(call), start](auto answer) {
            const std::string id = start->id;
            book.start(engine, std::move(*start));
            answer(StartQueryResponse{.query_id = id});
        }
    };
}

Result<GetQueryResultsResponse> get_query_results(
    Call& call, const api::logs::GetQueryResultsRequest& input
) {
    const auto state = book_of(call).find(call.scope, input.query_id.value_or(""));
    if (!state) return no_such_query();
    GetQueryResultsResponse out{
        .query_language = api::logs::QueryLanguage::Cwli,
        .results = std::vector<std::vector<api::logs::ResultField>>{},
        .statistics = api::logs::QueryStatistics{},
        .status = state->status,
    };
    out.statistics->records_scanned = static_cast<double>(state->scanned);
    out.statistics->bytes_scanned = static_cast<double>(state->bytes);
    out.statistics->records_matched = static_cast<double>(state->matched);
    out.statistics->log_groups_scanned = static_cast<double>(state->groups);
    if (!state->results) return out;
    const auto page = take_rows(call, *state, input);
    if (!page) return page.error();
    out.results = rows_of(*state->results, page->keys);
    out.next_token = page->next;
    return out;
}

Result<api::logs::StopQueryResponse> stop_query(
    Call& call, const api::logs::StopQueryRequest& input
) {
    const std::string id = input.query_id.value_or("");
    if (!book_of(call).find(call.scope, id)) return no_such_query();
    if (!book_of(call).stop(call.scope, id)) {
        return invalid_parameter(fmt::format("Provided query with ID {} is not running", id));
    }
    return api::logs::StopQueryResponse{.success = true};
}

Result<api::logs::DescribeQueriesResponse> describe_queries(
    Call& call, const api::logs::DescribeQueriesRequest& input
) {
    std::map<std::string, QueryState> by_key;
    std::vector<std::string> keys;
    for (QueryState& state : book_of(call).list(call.scope)) {
        if (input.status && state.status != *input.status) continue;
        if (!is_of_group(state, input.log_group_name)) continue;
        std::string key = fmt::format("{:014} {}", epoch_ms(state.start.created), state.start.id);
        keys.push_back(key);
        by_key.emplace(std::move(key), std::move(state));
    }
    const auto page = take_page(
        call,
        fmt::format(
            "DescribeQueries {} {}",
            input.log_group_name.value_or(""),
            input.status ? static_cast<int>(*input.status) : -1
        ),
        input.max_results.value_or(kMaxListed),
        input.next_token,
        service::sorted_keys(std::move(keys), service::KeyOrder::Descending)
    );
    if (!page) return page.error();
    api::logs::DescribeQueriesResponse out{.queries = std::vector<api::logs::QueryInfo>{}};
    for (const std::string& key : page->keys) out.queries->push_back(describe(by_key.at(key)));
    out.next_token = page->next;
    return out;
}

}  // namespace gantry::logs
