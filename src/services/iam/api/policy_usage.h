#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/iam/api/call.h"

namespace gantry::iam {

/// How many entities of an account have a policy.
struct PolicyUsage {
    std::int32_t attached = 0;
    std::int32_t boundaries = 0;
};

/// Cost: those that have it.
PolicyUsage usage_of(const Call& call, std::string_view arn);

/// Which entities of a kind have a policy: keys of the account's rows, sorted.
struct PolicyHolders {
    bool attached = true;    ///< as one of their policies
    bool boundaries = true;  ///< as their permissions boundary
};
template <class Row>
std::vector<std::string> keys_with_policy(
    const Call& call, const PolicyIndex<Row>& index, std::string_view arn, PolicyHolders which
);

}  // namespace gantry::iam
