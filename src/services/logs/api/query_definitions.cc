#include "services/logs/api/errors.h"
#include "services/logs/api/paging.h"
#include "services/logs/api/queries.h"
#include "services/logs/insights/parser.h"
#include "services/logs/model/names.h"

namespace gantry::logs {
namespace {

constexpr std::int32_t kMaxListedDefinitions = 1'000;
/// Source: CloudWatch Logs quotas.
constexpr std::size_t kMaxDefinitions = 1'000;

Error no_such_definition() {
    return not_found("The specified query definition does not exist.");
}

api::logs::QueryDefinition describe(const QueryDefinitionRow& row) {
    return {
        .query_language = api::logs::QueryLanguage::Cwli,
        .query_definition_id = row.id,
        .name = row.name,
        .query_string = row.query,
        .last_modified = epoch_ms(row.modified),
        .log_group_names = row.groups,
    };
}

}  // namespace

Result<api::logs::PutQueryDefinitionResponse> put_query_definition(
    Call& call, const api::logs::PutQueryDefinitionRequest& input
) {
    const auto& table = call.tables.query_definitions;
    const bool is_new = !input.query_definition_id;
    const std::string id = is_new ? call.ids.uuid() : *input.query_definition_id;
    const std::string key = group_key(call.scope, id);
    if (!is_new && !table.find(key)) return no_such_definition();
    const auto all = table.with_prefix(call.scope.prefix());
    if (is_new && static_cast<std::size_t>(std::ranges::distance(all)) >= kMaxDefinitions) {
        return limit_exceeded();
    }
    QueryDefinitionRow row{
        .id = id,
        .name = input.name.value_or(""),
        .query = input.query_string.value_or(""),
        .groups = input.log_group_names.value_or(std::vector<std::string>{}),
        .modified = call.now,
    };
    call.tx.put(table, key, std::move(row));
    return api::logs::PutQueryDefinitionResponse{.query_definition_id = id};
}

Result<api::logs::DeleteQueryDefinitionResponse> delete_query_definition(
    Call& call, const api::logs::DeleteQueryDefinitionRequest& input
) {
    const std::string key = group_key(call.scope, input.query_definition_id.value_or(""));
    if (!call.tables.query_definitions.find(key)) return no_such_definition();
    call.tx.erase(call.tables.query_definitions, key);
    return api::logs::DeleteQueryDefinitionResponse{.success = true};
}

Result<api::logs::DescribeQueryDefinitionsResponse> describe_query_definitions(
    Call& call, const api::logs::DescribeQueryDefinitionsRequest& input
) {
    const std::string prefix = input.query_definition_name_prefix.value_or("");
    const auto& table = call.tables.query_definitions;
    const auto page = take_page(
        call,
        "DescribeQueryDefinitions " + prefix,
        input.max_results.value_or(kMaxListedDefinitions),
        input.next_token,
        service::rows_with_prefix(
            table,
            call.scope.prefix(),
            [&prefix](const QueryDefinitionRow& row) { return row.name.starts_with(prefix); }
        )
    );
    if (!page) return page.error();
    api::logs::DescribeQueryDefinitionsResponse out{
        .query_definitions = std::vector<api::logs::QueryDefinition>{}
    };
    for (const std::string& key : page->keys) {
        out.query_definitions->push_back(describe(*table.find(key)));
    }
    out.next_token = page->next;
    return out;
}

}  // namespace gantry::logs
