#include "services/ssm/api/activations.h"
#include "services/ssm/api/errors.h"
#include "services/ssm/model/names.h"

namespace gantry::ssm {

Result<api::ssm::DeleteActivationResult> delete_activation(
    Call& call, const api::ssm::DeleteActivationRequest& input
) {
    const std::string key = id_key(call.scope, input.activation_id.value_or(""));
    if (!call.tx.get(call.tables.activations, key)) {
        return api_error(
            "InvalidActivation",
            "The activation isn't valid. The activation might have been deleted, or the "
            "ActivationId and the ActivationCode don't match."
        );
    }
    call.tx.erase(call.tables.activations, key);
    return api::ssm::DeleteActivationResult{};
}

}  // namespace gantry::ssm
