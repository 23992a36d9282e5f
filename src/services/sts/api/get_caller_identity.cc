#include "services/iam/port.h"
#include "services/sts/api/operations.h"

namespace gantry::sts {

Result<api::sts::GetCallerIdentityResponse>
get_caller_identity(Call& call, const api::sts::GetCallerIdentityRequest&) {
    return api::sts::GetCallerIdentityResponse{
        .user_id = call.session != nullptr
                       ? call.session->user_id
                       : iam::user_id_of(call.services, {call.scope, call.principal, {}, {}}),
        .account = call.scope.account,
        .arn = call.principal,
    };
}

}  // namespace gantry::sts
