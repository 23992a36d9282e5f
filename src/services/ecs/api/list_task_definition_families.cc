#include <fmt/format.h>

#include <map>

#include "services/ecs/api/paging.h"
#include "services/ecs/api/task_definitions.h"

namespace gantry::ecs {
namespace {

using api::ecs::ListTaskDefinitionFamiliesRequest;
using FamilyStatus = api::ecs::TaskDefinitionFamilyStatus;
using api::ecs::TaskDefinitionStatus;

/// Every family with a prefix that still has a revision, and whether one of them is ACTIVE.
std::map<std::string, bool> families(const Call& call, const std::string& prefix) {
    std::map<std::string, bool> found;
    const auto rows = call.tables.task_definitions.with_prefix(family_key(call.scope, prefix));
    for (const auto& [key, row] : rows) {
        const std::string& family = *row->definition.family;
        if (!family.starts_with(prefix)) continue;  // it was the key, with the revision, that did
        if (row->definition.status == TaskDefinitionStatus::DeleteInProgress) continue;
        found[family] |= row->definition.status == TaskDefinitionStatus::Active;
    }
    return found;
}

}  // namespace

Result<api::ecs::ListTaskDefinitionFamiliesResponse> list_task_definition_families(
    Call& call, const ListTaskDefinitionFamiliesRequest& input
) {
    const std::string prefix = input.family_prefix.value_or("");
    const FamilyStatus status = input.status.value_or(FamilyStatus::All);
    std::vector<std::string> names;
    for (const auto& [name, active] : families(call, prefix)) {
        const bool wanted =
            status == FamilyStatus::All || active == (status == FamilyStatus::Active);
        if (wanted) names.push_back(name);
    }
    const PageRequest request{
        .operation = "ListTaskDefinitionFamilies",
        .filter = fmt::format("{}/{}", prefix, reflect::to_text(status)),
        .max_results = input.max_results,
        .next_token = input.next_token,
    };
    Result<Page> page = take_page(call, request, sorted_keys(std::move(names)));
    if (!page) return page.error();
    return api::ecs::ListTaskDefinitionFamiliesResponse{
        .families = std::move(page->keys), .next_token = page->next_token
    };
}

}  // namespace gantry::ecs
