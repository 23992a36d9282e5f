#include <fmt/format.h>

#include <ranges>

#include "services/ecs/api/paging.h"
#include "services/ecs/api/task_definitions.h"

namespace gantry::ecs {
namespace {

using api::ecs::ListTaskDefinitionFamiliesRequest;
using FamilyStatus = api::ecs::TaskDefinitionFamilyStatus;
using api::ecs::TaskDefinitionStatus;

/// Whether the family is one of these: ACTIVE while one of its revisions is, INACTIVE while some
/// are left and none is. The newest are looked at first.
bool is_listed(const Call& call, const std::string& family, FamilyStatus wanted) {
    const auto revisions =
        call.tables.task_definitions.with_prefix(family_key(call.scope, family) + "/");
    bool any_left = false;
    for (const auto& [key, row] : revisions | std::views::reverse) {
        const TaskDefinitionStatus status =
            row->definition.status.value_or(TaskDefinitionStatus::Inactive);
        if (status == TaskDefinitionStatus::Active) return wanted != FamilyStatus::Inactive;
        any_left |= status == TaskDefinitionStatus::Inactive;
        if (any_left && wanted == FamilyStatus::All) return true;
    }
    return any_left && wanted != FamilyStatus::Active;
}

}  // namespace

Result<api::ecs::ListTaskDefinitionFamiliesResponse> list_task_definition_families(
    Call& call, const ListTaskDefinitionFamiliesRequest& input
) {
    const std::string prefix = input.family_prefix.value_or("");
    const FamilyStatus status = input.status.value_or(FamilyStatus::All);
    const PageRequest request{
        .operation = "ListTaskDefinitionFamilies",
        .filter = fmt::format("{}/{}", prefix, reflect::to_text(status)),
        .max_results = input.max_results,
        .next_token = input.next_token,
    };
    const auto listed = [&](const FamilyRow& row) { return is_listed(call, row.family, status); };
    const Result<Page> page = take_page(
        call,
        request,
        rows_with_prefix(call.tables.families, family_key(call.scope, prefix), listed)
    );
    if (!page) return page.error();

    api::ecs::ListTaskDefinitionFamiliesResponse output{.next_token = page->next_token};
    output.families.emplace();
    for (const std::string& key : page->keys) {
        output.families->push_back(call.tables.families.find(key)->family);
    }
    return output;
}

}  // namespace gantry::ecs
