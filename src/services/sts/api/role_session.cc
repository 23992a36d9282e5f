#include "services/sts/api/role_session.h"

#include <fmt/format.h>

#include "services/sts/api/grant.h"
#include "services/sts/port.h"

namespace gantry::sts {
namespace {

constexpr std::int32_t kUsual_s = 3600;
/// Session policies and tags together: what AWS packs into a token.
constexpr std::size_t kMaxPolicyCharacters = 2048;
constexpr std::size_t kMaxPolicyArns = 10;

}  // namespace

Result<void> check_session_policies(const std::optional<std::string>& policy) {
    if (!policy) return {};
    if (policy->size() > kMaxPolicyCharacters) {
        return Error{
            ErrorKind::InvalidArgument,
            "PackedPolicyTooLargeException",
            fmt::format(
                "Packed size of session policy is more than {} characters.", kMaxPolicyCharacters
            ),
            {},
        };
    }
    return iam::check_session_policy(*policy);
}

Result<Seconds> check_duration(
    std::optional<std::int32_t> wanted_s, const iam::AssumableRole& role
) {
    const std::int32_t lasting_s = wanted_s.value_or(kUsual_s);
    if (lasting_s <= role.max_session_duration_s) return Seconds{lasting_s};
    return validation_error(
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    );
}

Result<aws::Session> begin_session(
    const Call& call,
    const iam::AssumableRole& role,
    const std::string& session_name,
    const std::optional<std::string>& policy,
    const PolicyArns& policy_arns
) {
    aws::Session session = role_session(role, call.scope.region, session_name);
    if (policy) session.policies = {*policy};
    const auto arns = policy_arns.value_or(std::vector<api::sts::PolicyDescriptorType>{});
    if (arns.size() > kMaxPolicyArns) {
        return validation_error(
            fmt::format("At most {} policy ARNs can narrow a session.", kMaxPolicyArns)
        );
    }
    for (const auto& one : arns) {
        const std::string arn = one.arn.value_or("");
        if (!iam::is_managed_policy(call.services, role.account, arn)) {
            return validation_error(fmt::format("Policy {} does not exist.", arn));
        }
        session.policy_arns.push_back(arn);
    }
    return session;
}

api::sts::AssumedRoleUser describe_session(const aws::Session& session) {
    return {.assumed_role_id = session.user_id, .arn = session.principal};
}

}  // namespace gantry::sts
