#include "services/secretsmanager/api/rotation.h"

#include "services/secretsmanager/api/errors.h"
#include "services/secretsmanager/api/find.h"

namespace gantry::secretsmanager {
namespace {

using api::secretsmanager::CancelRotateSecretRequest;
using api::secretsmanager::CancelRotateSecretResponse;
using api::secretsmanager::RotateSecretRequest;
using api::secretsmanager::RotateSecretResponse;

Error no_function() {
    return invalid_request(
        "You tried to enable rotation on a secret that doesn't already have a Lambda function ARN "
        "configured and you didn't include such an ARN as a parameter in this call."
    );
}

Result<void> check_rules(const api::secretsmanager::RotationRulesType& rules) {
    if (!rules.automatically_after_days || !rules.schedule_expression) return {};
    return invalid_parameter(
        "You can specify either AutomaticallyAfterDays or ScheduleExpression in RotationRules, but "
        "not both."
    );
}

}  // namespace

Result<RotateSecretResponse> rotate_secret(Call& call, const RotateSecretRequest& input) {
    const auto found =
        find_live_secret({call.tables, call.tx}, call.scope, input.secret_id.value_or(""));
    if (!found) return found.error();
    SecretRow row = *found->secret;
    Rotation rotation = row.rotation.value_or(Rotation{});
    if (input.rotation_lambda_arn) rotation.lambda_arn = *input.rotation_lambda_arn;
    if (rotation.lambda_arn.empty()) return no_function();
    if (input.rotation_rules) rotation.rules = *input.rotation_rules;
    if (auto good = check_rules(rotation.rules); !good) return good.error();
    if (input.rotate_immediately.value_or(true)) {
        return not_done(
            "Gantry has no Lambda to rotate the secret with. With RotateImmediately false the "
            "schedule is kept, but nothing is rotated."
        );
    }
    rotation.enabled = true;
    row.rotation = std::move(rotation);
    row.changed = call.now;
    call.tx.put(call.tables.secrets, found->key, std::move(row));
    return RotateSecretResponse{.arn = found->secret->arn, .name = found->secret->name};
}

Result<CancelRotateSecretResponse> cancel_rotate_secret(
    Call& call, const CancelRotateSecretRequest& input
) {
    const auto found =
        find_live_secret({call.tables, call.tx}, call.scope, input.secret_id.value_or(""));
    if (!found) return found.error();
    if (!found->secret->rotation) return no_function();
    SecretRow row = *found->secret;
    row.rotation->enabled = false;
    row.changed = call.now;
    call.tx.put(call.tables.secrets, found->key, std::move(row));
    return CancelRotateSecretResponse{.arn = found->secret->arn, .name = found->secret->name};
}

}  // namespace gantry::secretsmanager
