#pragma once

#include <string>
#include <string_view>

#include "aws/scope.h"
#include "base/result.h"
#include "base/time.h"
#include "service/authorizer.h"
#include "service/registry.h"
#include "services/iam/port.h"

/// Roles that machines take on.
namespace gantry::ssm {

/// Who has to be let in by the trust policy of such a role.
inline constexpr std::string_view kSsmPrincipal = "ssm.amazonaws.com";

/// The ARN of a role of the account. @param name with its path or without: "service-role/Edge"
std::string managed_role_arn(const aws::Scope& scope, std::string_view name);

/// The role, for one of the account's machines. Errors: Denied, AccessDeniedException.
Result<iam::AssumableRole> assume_managed_role(
    const service::Registry& services,
    const aws::Scope& scope,
    std::string_view name,
    std::string instance_arn,
    SysTime now
);

/// Whether machines can be given it. Errors: ValidationException, in SSM's words.
Result<void> check_managed_role(
    const service::Registry& services, const aws::Scope& scope, std::string_view name, SysTime now
);

/// What whoever gives it to machines needs: iam:PassRole.
service::Access pass_managed_role(const aws::Scope& scope, std::string_view name);

}  // namespace gantry::ssm
