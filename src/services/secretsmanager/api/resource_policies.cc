#include "services/secretsmanager/api/resource_policies.h"

#include "services/iam/port.h"
#include "services/secretsmanager/api/errors.h"
#include "services/secretsmanager/api/find.h"

namespace gantry::secretsmanager {
namespace {

using api::secretsmanager::DeleteResourcePolicyRequest;
using api::secretsmanager::DeleteResourcePolicyResponse;
using api::secretsmanager::GetResourcePolicyRequest;
using api::secretsmanager::GetResourcePolicyResponse;
using api::secretsmanager::PutResourcePolicyRequest;
using api::secretsmanager::PutResourcePolicyResponse;
using api::secretsmanager::ValidateResourcePolicyRequest;
using api::secretsmanager::ValidateResourcePolicyResponse;

constexpr std::string_view kPublic =
    "The resource policy grants broad access to the secret: it lets in every principal.";

void put_policy(Call& call, const Found& found, std::string document) {
    if (found.secret->policy == document) return;
    SecretRow row = *found.secret;
    row.policy = std::move(document);
    row.changed = call.now;
    call.tx.put(call.tables.secrets, found.key, std::move(row));
}

}  // namespace

Result<PutResourcePolicyResponse> put_resource_policy(
    Call& call, const PutResourcePolicyRequest& input
) {
    const auto found =
        find_live_secret({call.tables, call.tx}, call.scope, input.secret_id.value_or(""));
    if (!found) return found.error();
    const std::string document = input.resource_policy.value_or("");
    if (auto good = iam::check_resource_policy(document); !good) return good.error();
    if (input.block_public_policy.value_or(false) && allows_everybody(document)) {
        return Error{ErrorKind::InvalidArgument, "PublicPolicyException", std::string(kPublic), {}};
    }
    put_policy(call, *found, document);
    return PutResourcePolicyResponse{.arn = found->secret->arn, .name = found->secret->name};
}

Result<GetResourcePolicyResponse> get_resource_policy(
    Call& call, const GetResourcePolicyRequest& input
) {
    const auto found =
        find_secret({call.tables, call.tx}, call.scope, input.secret_id.value_or(""));
    if (!found) return found.error();
    GetResourcePolicyResponse out{.arn = found->secret->arn, .name = found->secret->name};
    if (!found->secret->policy.empty()) out.resource_policy = found->secret->policy;
    return out;
}

Result<DeleteResourcePolicyResponse> delete_resource_policy(
    Call& call, const DeleteResourcePolicyRequest& input
) {
    const auto found =
        find_live_secret({call.tables, call.tx}, call.scope, input.secret_id.value_or(""));
    if (!found) return found.error();
    put_policy(call, *found, "");
    return DeleteResourcePolicyResponse{.arn = found->secret->arn, .name = found->secret->name};
}

Result<ValidateResourcePolicyResponse> validate_resource_policy(
    Call& call, const ValidateResourcePolicyRequest& input
) {
    if (input.secret_id) {
        const auto found = find_live_secret({call.tables, call.tx}, call.scope, *input.secret_id);
        if (!found) return found.error();
    }
    const std::string document = input.resource_policy.value_or("");
    if (auto good = iam::check_resource_policy(document); !good) return good.error();
    ValidateResourcePolicyResponse out;
    out.validation_errors.emplace();
    out.policy_validation_passed = !allows_everybody(document);
    if (!*out.policy_validation_passed) {
        out.validation_errors->push_back(
            {.check_name = "PUBLIC_POLICY", .error_message = std::string(kPublic)}
        );
    }
    return out;
}

}  // namespace gantry::secretsmanager
