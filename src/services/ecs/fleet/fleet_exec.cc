#include "services/ecs/fleet/fleet.h"
#include "services/ecs/fleet/session.h"
#include "wire/json_codec.h"

namespace gantry::fleet {

bool Fleet::ask_for_exec(const std::string& instance_key, const wire::ExecRequest& request) {
    const auto found = control_by_instance_.find(instance_key);
    if (found == control_by_instance_.end()) return false;
    Session& session = *sessions_.at(found->second);
    const auto instance = tables_.container_instances.find(instance_key);
    if (!instance || !instance->attribute(wire::kExecAttribute)) return false;
    send_message(session, wire::kExecMessage, wire::encode_json(request));
    return true;
}

}  // namespace gantry::fleet
