#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "aws/caller.h"
#include "base/time.h"

/// What Docker logs in with: who asked for it, sealed with the installation's secret and kept by
/// him, not here. What he may do is decided anew for every push and pull.
/// Source: ECR User Guide, "Private registry authentication".
namespace gantry::ecr {

inline constexpr Seconds kTokenLasts = hours(12);
/// The user that goes with every token.
inline constexpr std::string_view kTokenUser = "AWS";

/// @param nonce drawn for this token alone
/// @return letters, digits, dashes and underscores: the password
std::string seal_token(
    std::string_view secret, std::string_view nonce, const aws::Caller& caller, SysTime expires
);

/// Who asked for it, with the session that he had. Nothing for what is no token of this
/// installation, and for those that have expired.
std::optional<aws::Caller> open_token(std::string_view secret, std::string_view token, SysTime now);

}  // namespace gantry::ecr
