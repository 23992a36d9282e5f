#include <fmt/format.h>

#include "services/ecs/api/errors.h"
#include "services/ecs/api/names.h"
#include "services/ecs/api/paging.h"
#include "services/ecs/api/task_definitions.h"

namespace gantry::ecs {
namespace {

using api::ecs::ListTaskDefinitionsRequest;
using api::ecs::TaskDefinitionStatus;

/// Sorts by family, then number: a blank comes before every character of a family, where the '/' of
/// row keys would put "web-2" before "web".
std::string list_key(const api::ecs::TaskDefinition& definition) {
    return fmt::format("{} {:010}", *definition.family, definition.revision);
}

std::string arn_of(const Scope& scope, const std::string& list_key) {
    const std::size_t blank = list_key.find(' ');
    const std::int64_t revision = std::stoll(list_key.substr(blank + 1));
    return task_definition_arn(scope, list_key.substr(0, blank), revision);
}

/// The list keys of what a request asks for, in no order.
std::vector<std::string> find_all(const Call& call, const ListTaskDefinitionsRequest& input) {
    const TaskDefinitionStatus status = input.status.value_or(TaskDefinitionStatus::Active);
    const bool one_family = input.family_prefix && !input.family_prefix->empty();
    const std::string prefix =
        one_family ? family_key(call.scope, *input.family_prefix) + "/" : call.scope.prefix();
    std::vector<std::string> keys;
    for (const auto& [key, row] : call.tables.task_definitions.with_prefix(prefix)) {
        if (row->definition.status == status) keys.push_back(list_key(row->definition));
    }
    return keys;
}

}  // namespace

Result<api::ecs::ListTaskDefinitionsResponse> list_task_definitions(
    Call& call, const ListTaskDefinitionsRequest& input
) {
    const std::string family = input.family_prefix.value_or("");
    if (!family.empty() && !is_resource_name(family)) {
        return invalid_parameter("family must match ^[a-zA-Z0-9\\-_]+$");
    }
    const bool descending = input.sort == api::ecs::SortOrder::Desc;
    const PageRequest request{
        .operation = "ListTaskDefinitions",
        .filter = fmt::format(
            "{}/{}/{}",
            family,
            reflect::to_text(input.status.value_or(TaskDefinitionStatus::Active)),
            descending ? "DESC" : "ASC"
        ),
        .max_results = input.max_results,
        .next_token = input.next_token,
    };
    const KeyOrder order = descending ? KeyOrder::Descending : KeyOrder::Ascending;
    const Result<Page> page = take_page(call, request, sorted_keys(find_all(call, input), order));
    if (!page) return page.error();

    api::ecs::ListTaskDefinitionsResponse output{.next_token = page->next_token};
    output.task_definition_arns.emplace();
    for (const std::string& key : page->keys) {
        output.task_definition_arns->push_back(arn_of(call.scope, key));
    }
    return output;
}

}  // namespace gantry::ecs
