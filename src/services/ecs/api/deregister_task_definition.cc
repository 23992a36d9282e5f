#include "services/ecs/api/errors.h"
#include "services/ecs/api/resolve.h"
#include "services/ecs/api/task_definitions.h"

namespace gantry::ecs {

Result<api::ecs::DeregisterTaskDefinitionResponse> deregister_task_definition(
    Call& call, const api::ecs::DeregisterTaskDefinitionRequest& input
) {
    if (auto text = invalid_revision_text(call.scope, *input.task_definition)) {
        return client_exception(*text);
    }
    const auto reference = parse_task_definition_reference(call.scope, *input.task_definition);
    if (reference && !reference->revision) return client_exception("Revision is missing.");
    const TaskDefinitionPtr found = reference ? find_task_definition(call, *reference) : nullptr;
    if (!found) return client_exception("Unable to describe task definition.");

    TaskDefinitionRow row = *found;
    if (row.definition.status == api::ecs::TaskDefinitionStatus::Active) {
        row.definition.status = api::ecs::TaskDefinitionStatus::Inactive;
        row.definition.deregistered_at = call.now;
        const std::string key =
            task_definition_key(call.scope, reference->family, *reference->revision);
        call.tx.put(call.tables.task_definitions, key, row);
    }
    return api::ecs::DeregisterTaskDefinitionResponse{.task_definition = std::move(row.definition)};
}

}  // namespace gantry::ecs
