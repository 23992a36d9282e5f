#include "services/ecs/api/exec_support.h"

#include "services/ecs/roles/exec_rights.h"
#include "wire/exec_stream.h"

namespace gantry::ecs {

ExecSupport exec_support(const Call& call, const TaskRow& task) {
    const auto definition = call.tables.task_definitions.find(
        task_definition_key(task.scope(), task.family, task.revision)
    );
    // Nobody can find out any more; the channels of those that run go on.
    if (definition && !check_exec_rights(call.services, task, *definition, call.now)) {
        return ExecSupport::Denied;
    }
    const auto instance = call.tables.container_instances.find(task.instance_key());
    const bool own = instance && instance->attribute(wire::kExecAttribute);
    return own ? ExecSupport::Own : ExecSupport::Reported;
}

}  // namespace gantry::ecs
