#include "services/ecr/api/find.h"

#include "services/ecr/model/errors.h"
#include "services/ecr/model/names.h"

namespace gantry::ecr {

aws::Scope registry_scope(const Call& call, const std::optional<std::string>& registry_id) {
    return {registry_id.value_or(call.scope.account), call.scope.region};
}

Result<aws::Scope> own_registry(const Call& call, const std::optional<std::string>& registry_id) {
    if (!registry_id || *registry_id == call.scope.account) return call.scope;
    return invalid_parameter(
        "Invalid parameter at 'registryId' failed to satisfy constraint: 'Invalid registry ID'"
    );
}

Result<Found> find_repository(
    const Call& call, const std::optional<std::string>& registry_id, const std::string& name
) {
    Found found{registry_scope(call, registry_id), {}, nullptr};
    found.key = repository_key(found.scope, name);
    found.repository = call.tx.get(call.tables.repositories, found.key);
    const bool is_own = found.scope.account == call.scope.account;
    const bool may_be_seen = found.repository && (is_own || !found.repository->policy.empty());
    if (!may_be_seen) return repository_not_found(found.scope.account, name);
    return found;
}

}  // namespace gantry::ecr
