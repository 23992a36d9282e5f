#include "services/ecs/api/errors.h"
#include "services/ecs/api/resolve.h"
#include "services/ecs/api/task_definitions.h"

namespace gantry::ecs {
namespace {

using api::ecs::DeleteTaskDefinitionsResponse;
using api::ecs::TaskDefinitionStatus;

constexpr std::size_t kMaxDeleted = 10;

constexpr const char* kInvalidIdentifier =
    "The specified task definition identifier is invalid. Specify a valid name or ARN and try "
    "again.";
constexpr const char* kUnknown =
    "The specified task definition does not exist. Specify a valid account, family, revision and "
    "try again.";
constexpr const char* kStillActive =
    "The specified task definition is still in ACTIVE status. Please deregister the target and try "
    "again.";

/// Begins to delete one revision, or says why not.
void delete_one(Call& call, const std::string& name_or_arn, DeleteTaskDefinitionsResponse& output) {
    // A failure names what was asked for as it was written.
    const auto fail = [&](const std::string& reason) {
        output.failures->push_back({.arn = name_or_arn, .reason = reason});
    };
    if (auto text = invalid_revision_text(call.scope, name_or_arn)) return fail(*text);
    const auto reference = parse_task_definition_reference(call.scope, name_or_arn);
    if (!reference || !reference->revision) return fail(kInvalidIdentifier);
    const TaskDefinitionPtr found = find_task_definition(call, *reference);
    if (!found) return fail(kUnknown);
    TaskDefinitionRow row = *found;
    if (row.definition.status == TaskDefinitionStatus::Active) {
        output.failures->push_back(
            {.arn = row.definition.task_definition_arn, .reason = kStillActive}
        );
        return;
    }
    if (row.definition.status == TaskDefinitionStatus::Inactive) {
        row.definition.status = TaskDefinitionStatus::DeleteInProgress;
        row.definition.delete_requested_at = call.now;
        const std::string key =
            task_definition_key(call.scope, reference->family, *reference->revision);
        call.tx.put(call.tables.task_definitions, key, row);
    }
    output.task_definitions->push_back(std::move(row.definition));
}

}  // namespace

Result<DeleteTaskDefinitionsResponse> delete_task_definitions(
    Call& call, const api::ecs::DeleteTaskDefinitionsRequest& input
) {
    const std::vector<std::string>& wanted = *input.task_definitions;
    if (wanted.empty()) return client_exception("Task definitions cannot be empty.");
    if (wanted.size() > kMaxDeleted) {
        return client_exception("taskDefinitions can have at most 10 items.");
    }
    DeleteTaskDefinitionsResponse output;
    output.task_definitions.emplace();
    output.failures.emplace();
    for (const std::string& text : wanted) delete_one(call, text, output);
    return output;
}

}  // namespace gantry::ecs
