#pragma once

#include <string>
#include <string_view>

#include "aws/session.h"

namespace gantry::ecs {

/// Sessions of machines that joined by an activation are given for their managed instances:
/// `arn:aws:ssm:<region>:<account>:managed-instance/mi-…`.
inline constexpr std::string_view kOfJoinedMachine = ":managed-instance/";

/// The id of the managed instance (SSM's) whose session that is; empty for those of others, and
/// for none.
inline std::string joined_machine(const aws::Session* session) {
    if (session == nullptr) return {};
    const auto at = session->given_for.find(kOfJoinedMachine);
    return at == std::string::npos ? "" : session->given_for.substr(at + kOfJoinedMachine.size());
}

}  // namespace gantry::ecs
