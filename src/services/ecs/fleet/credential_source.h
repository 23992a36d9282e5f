#pragma once

#include <string>

#include "api/acs/iam_role_credentials.h"
#include "base/result.h"
#include "base/time.h"
#include "services/ecs/model/task_roles.h"
#include "services/ecs/model/task_row.h"

namespace gantry::fleet {

/// How long credentials of a task's role are good for. Their agent has others after half of it.
/// Source: ECS Developer Guide, task IAM role: six hours.
inline constexpr Duration kCredentialsLast = hours{6};

/// Who makes the credentials that agents are given for their tasks. What it makes goes out in a
/// message, and stays nowhere.
class CredentialSource {
  public:
    CredentialSource() = default;
    virtual ~CredentialSource() = default;
    CredentialSource(const CredentialSource&) = delete;
    CredentialSource& operator=(const CredentialSource&) = delete;

    /// Fresh credentials of one of a task's roles. Their id is the same each time.
    /// @param role its ARN
    /// Errors: whatever keeps ECS from taking on the role.
    virtual Result<api::acs::IAMRoleCredentials> make(
        const ecs::TaskRow& task, ecs::RoleType type, const std::string& role
    ) = 0;
};

}  // namespace gantry::fleet
