#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "services/iam/api/call.h"
#include "services/iam/model/names.h"

namespace gantry::iam {

/// How many entities of an account have a policy.
struct PolicyUsage {
    std::int32_t attached = 0;
    std::int32_t boundaries = 0;
};

/// By ARN; policies that nobody has are not in it. Cost: all users, groups and roles of the
/// account.
std::map<std::string, PolicyUsage, std::less<>> policy_usage(const Call& call);

/// Of one policy.
PolicyUsage usage_of(const Call& call, std::string_view arn);

inline bool is_attached(const PolicyHolder& holder, std::string_view arn) {
    return std::ranges::find(holder.attached, arn) != holder.attached.end();
}

}  // namespace gantry::iam
