#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/reflect.h"
#include "base/time.h"

namespace gantry::aws {

/// Temporary credentials, and what they may do: what a session token of STS says.
struct Session {
    std::string access_key_id;  ///< ASIA…
    std::string account;
    std::string principal;          ///< ARN of the session, or of the user who asked for the token
    std::string user_id;            ///< as GetCallerIdentity tells it
    std::optional<SysTime> issued;  ///< absent: by a version that did not write it down
    SysTime expires{};
    /// Policies that narrow what the principal may do; absent: none was given.
    std::optional<std::vector<std::string>> policies;
    std::vector<std::string> policy_arns;
    std::map<std::string, std::string> tags;
    std::vector<std::string> transitive_tags;
    std::string source_identity;
    /// The ARN of what it was given out for, which it ends with: a task's. Empty: it lasts until it
    /// expires. Its service knows when that is (service::Instance::has_ended).
    std::string given_for;
    std::string given_as;  ///< in that service's words: "TaskExecution"

    static const reflect::TypeInfo& type_info();
    friend bool operator==(const Session&, const Session&) = default;
};

}  // namespace gantry::aws
