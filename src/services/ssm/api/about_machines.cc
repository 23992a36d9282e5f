#include "services/ssm/api/about_machines.h"

#include "service/access_tags.h"
#include "services/ssm/api/managed_roles.h"
#include "services/ssm/model/names.h"

namespace gantry::ssm::about {

service::Resource machine(const Call& call, const std::string& id) {
    service::Resource resource{managed_instance_arn(call.scope, id)};
    if (const auto row = call.tx.get(call.tables.managed_instances, id_key(call.scope, id))) {
        resource.context = service::resource_tags("ssm", row->tags);
    }
    return resource;
}

void of_new_activation(
    const Call& call, const api::ssm::CreateActivationRequest& input, service::Access& access
) {
    if (input.tags) service::add_request_tags(*input.tags, access.context);
    access.also.push_back(pass_managed_role(call.scope, input.iam_role.value_or("")));
}

void of_new_role(
    const Call& call,
    const api::ssm::UpdateManagedInstanceRoleRequest& input,
    service::Access& access
) {
    access.resources.push_back(machine(call, input.instance_id.value_or("")));
    access.also.push_back(pass_managed_role(call.scope, input.iam_role.value_or("")));
}

}  // namespace gantry::ssm::about
