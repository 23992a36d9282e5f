#include "services/ssm/api/managed_roles.h"

#include <fmt/format.h>

#include "services/ssm/api/errors.h"
#include "services/ssm/model/names.h"

namespace gantry::ssm {

std::string managed_role_arn(const aws::Scope& scope, std::string_view name) {
    if (name.starts_with('/')) name.remove_prefix(1);
    return fmt::format("{}role/{}", aws::iam_prefix(scope), name);
}

Result<iam::AssumableRole> assume_managed_role(
    const service::Registry& services,
    const aws::Scope& scope,
    std::string_view name,
    std::string instance_arn,
    SysTime now
) {
    const iam::ServiceCaller ssm{std::string(kSsmPrincipal), scope, std::move(instance_arn)};
    return iam::assume_as_service(services, ssm, managed_role_arn(scope, name), now);
}

Result<void> check_managed_role(
    const service::Registry& services, const aws::Scope& scope, std::string_view name, SysTime now
) {
    // Of a machine that is not there yet; conditions on all of them fit.
    const std::string some = managed_instance_arn(scope, "mi-00000000000000000");
    if (assume_managed_role(services, scope, name, some, now)) return {};
    return validation(fmt::format(
        "Nonexistent role or missing ssm service principal in trust policy: {}",
        managed_role_arn(scope, name)
    ));
}

service::Access pass_managed_role(const aws::Scope& scope, std::string_view name) {
    return {
        .action = "iam:PassRole",
        .resources = {{managed_role_arn(scope, name)}},
        .context = {{"iam:PassedToService", {std::string(kSsmPrincipal)}}},
    };
}

}  // namespace gantry::ssm
