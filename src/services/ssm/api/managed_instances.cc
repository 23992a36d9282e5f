#include "services/ssm/api/managed_instances.h"

#include <fmt/format.h>

#include "services/ssm/api/errors.h"
#include "services/ssm/api/managed_roles.h"
#include "services/ssm/model/names.h"

namespace gantry::ssm {
namespace {

Error unknown_instance(const std::string& id) {
    return api_error(
        "InvalidInstanceId", fmt::format("{} is not a managed instance of this account.", id)
    );
}

}  // namespace

Result<api::ssm::DeregisterManagedInstanceResult> deregister_managed_instance(
    Call& call, const api::ssm::DeregisterManagedInstanceRequest& input
) {
    const std::string id = input.instance_id.value_or("");
    const std::string key = id_key(call.scope, id);
    if (!call.tx.get(call.tables.managed_instances, key)) return unknown_instance(id);
    call.tx.erase(call.tables.managed_instances, key);
    return api::ssm::DeregisterManagedInstanceResult{};
}

Result<api::ssm::UpdateManagedInstanceRoleResult> update_managed_instance_role(
    Call& call, const api::ssm::UpdateManagedInstanceRoleRequest& input
) {
    const std::string id = input.instance_id.value_or("");
    const std::string role = input.iam_role.value_or("");
    const auto before = call.tx.get(call.tables.managed_instances, id_key(call.scope, id));
    if (!before) return unknown_instance(id);
    if (auto good = check_managed_role(call.services, call.scope, role, call.now); !good) {
        return good.error();
    }
    ManagedInstanceRow row = *before;
    row.iam_role = role;
    call.tx.put(call.tables.managed_instances, id_key(call.scope, id), std::move(row));
    return api::ssm::UpdateManagedInstanceRoleResult{};
}

}  // namespace gantry::ssm
