#pragma once

#include <string>
#include <variant>

#include "agent/control_link.h"
#include "agent/endpoint/ask.h"
#include "base/result.h"

/// Task protection, asked for by the task itself: what is called with the task role's credentials,
/// and what the task is told. Pure. Source: ECS Developer Guide, "Amazon ECS task scale-in
/// protection endpoint".
namespace gantry::agent::endpoint {

/// How long the control plane may take.
inline constexpr Duration kProtectionLimit{4'000};

/// The call that the ask means, or the answer where it means none.
/// @param cluster, task ARNs
std::variant<ServiceCall, Answer> protection_call(
    const Ask& ask,
    const std::string& cluster,
    const std::string& task,
    const api::acs::IAMRoleCredentials* role
);
/// What the task is told of the control plane's answer.
Answer protection_answer(const std::string& task, const Result<std::string>& answer);
Answer protection_timed_out(const std::string& task);

}  // namespace gantry::agent::endpoint
