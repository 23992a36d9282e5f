#include <algorithm>

#include "services/ecs/api/errors.h"
#include "services/ecs/api/resolve.h"
#include "services/ecs/api/task_definitions.h"

namespace gantry::ecs {

Result<api::ecs::DescribeTaskDefinitionResponse> describe_task_definition(
    Call& call, const api::ecs::DescribeTaskDefinitionRequest& input
) {
    if (auto text = invalid_revision_text(call.scope, *input.task_definition)) {
        return client_exception(*text);
    }
    const auto reference = parse_task_definition_reference(call.scope, *input.task_definition);
    const TaskDefinitionPtr row = reference ? find_task_definition(call, *reference) : nullptr;
    if (!row) return client_exception("Unable to describe task definition.");

    api::ecs::DescribeTaskDefinitionResponse output{.task_definition = row->definition};
    const bool with_tags =
        input.include && std::ranges::find(*input.include, api::ecs::TaskDefinitionField::Tags) !=
                             input.include->end();
    output.tags.emplace();
    if (with_tags) output.tags = row->tags;
    return output;
}

}  // namespace gantry::ecs
