#include "services/iam/port.h"
#include "services/sts/api/grant.h"
#include "services/sts/api/operations.h"

namespace gantry::sts {
namespace {

constexpr std::int32_t kTokenUsual_s = 12 * 3600;
constexpr std::int32_t kTokenOfRoot_s = 3600;

}  // namespace

Result<api::sts::GetSessionTokenResponse> get_session_token(
    Call& call, const api::sts::GetSessionTokenRequest& input
) {
    if (call.session != nullptr) {
        return Error{
            ErrorKind::Denied,
            "AccessDeniedException",
            "Cannot call GetSessionToken with session credentials",
            {},
        };
    }
    std::int32_t lasting_s = input.duration_seconds.value_or(kTokenUsual_s);
    const bool root = call.principal == aws::root_arn(call.scope);
    if (root) lasting_s = std::min(lasting_s, kTokenOfRoot_s);
    const aws::Session session{
        .account = call.scope.account,
        .principal = call.principal,
        .user_id = iam::user_id_of(call.services, {call.scope, call.principal, {}, {}}),
    };
    return api::sts::GetSessionTokenResponse{
        .credentials = grant(call, session, Seconds{lasting_s})
    };
}

}  // namespace gantry::sts
