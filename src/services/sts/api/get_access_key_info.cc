#include "services/iam/port.h"
#include "services/sts/api/grant.h"
#include "services/sts/api/operations.h"
#include "services/sts/port.h"

namespace gantry::sts {

Result<api::sts::GetAccessKeyInfoResponse> get_access_key_info(
    Call& call, const api::sts::GetAccessKeyInfoRequest& input
) {
    const std::string& id = *input.access_key_id;
    if (const auto account = iam::account_of_key(call.services, id)) {
        return api::sts::GetAccessKeyInfoResponse{.account = *account};
    }
    if (const auto account = account_of_session_key(id)) {
        return api::sts::GetAccessKeyInfoResponse{.account = *account};
    }
    return validation_error("Access Key ID " + id + " is not one of this installation's.");
}

}  // namespace gantry::sts
