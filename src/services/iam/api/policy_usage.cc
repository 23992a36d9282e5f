#include "services/iam/api/policy_usage.h"

#include <algorithm>

#include "services/iam/model/names.h"

namespace gantry::iam {

PolicyUsage usage_of(const Call& call, std::string_view arn) {
    const std::string prefix = account_prefix(call.scope.account);
    PolicyUsage usage;
    const auto count = [&](const auto& index) {
        index.visit_attached(arn, prefix, [&](const std::string&) { ++usage.attached; });
        index.visit_bounded(arn, prefix, [&](const std::string&) { ++usage.boundaries; });
    };
    count(call.tables.roles_by_policy);
    count(call.tables.users_by_policy);
    count(call.tables.groups_by_policy);
    return usage;
}

template <class Row>
std::vector<std::string> keys_with_policy(
    const Call& call, const PolicyIndex<Row>& index, std::string_view arn, PolicyHolders which
) {
    const std::string prefix = account_prefix(call.scope.account);
    std::vector<std::string> keys;
    const auto add = [&](const std::string& key) { keys.push_back(key); };
    if (which.attached) index.visit_attached(arn, prefix, add);
    if (which.boundaries) index.visit_bounded(arn, prefix, add);
    std::ranges::sort(keys);
    const auto repeated = std::ranges::unique(keys);
    keys.erase(repeated.begin(), repeated.end());
    return keys;
}

template std::vector<std::string> keys_with_policy(
    const Call&, const PolicyIndex<RoleRow>&, std::string_view, PolicyHolders
);
template std::vector<std::string> keys_with_policy(
    const Call&, const PolicyIndex<UserRow>&, std::string_view, PolicyHolders
);
template std::vector<std::string> keys_with_policy(
    const Call&, const PolicyIndex<GroupRow>&, std::string_view, PolicyHolders
);

}  // namespace gantry::iam
