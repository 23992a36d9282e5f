#pragma once

#include "api/secretsmanager/batch_get_secret_value_request.h"
#include "api/secretsmanager/create_secret_request.h"
#include "api/secretsmanager/delete_secret_request.h"
#include "api/secretsmanager/get_secret_value_request.h"
#include "api/secretsmanager/put_resource_policy_request.h"
#include "api/secretsmanager/put_secret_value_request.h"
#include "api/secretsmanager/rotate_secret_request.h"
#include "api/secretsmanager/update_secret_request.h"
#include "api/secretsmanager/update_secret_version_stage_request.h"
#include "api/secretsmanager/validate_resource_policy_request.h"
#include "service/access_tags.h"
#include "service/authorizer.h"
#include "services/secretsmanager/api/call.h"
#include "services/secretsmanager/api/find.h"

/// What calls are about, for policies: third arguments of service::operation (operation_table.cc).
/// A secret that is not there is asked about as its name with "-??????" at the end, which fits what
/// is written about its ARN. Values need the right to use their key of KMS, where that is not the
/// service's own.
/// Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Secrets
/// Manager".
namespace gantry::secretsmanager::about {

/// A secret with its tags and its own policy.
service::Resource secret(const Rows& rows, const aws::Scope& scope, const std::string& id);

/// The secret that an input names, and secretsmanager:SecretId.
void add_secret(const Call& call, const std::string& id, service::Access& access);

inline constexpr auto kOfSecret = [](const Call& call, const auto& input, service::Access& access) {
    add_secret(call, input.secret_id.value_or(""), access);
};
inline constexpr auto kOfTags = [](const Call& call, const auto& input, service::Access& access) {
    kOfSecret(call, input, access);
    if constexpr (requires { input.tags; }) {
        service::add_request_tags(input.tags.value_or(Tags{}), access.context);
    } else {
        access.context.push_back(
            {"aws:TagKeys", input.tag_keys.value_or(std::vector<std::string>{})}
        );
    }
};

void of_create(
    const Call&, const api::secretsmanager::CreateSecretRequest&, service::Access& access
);
void of_get(
    const Call&, const api::secretsmanager::GetSecretValueRequest&, service::Access& access
);
/// Everything; whether the caller may read each is asked by the operation.
void of_batch(
    const Call&, const api::secretsmanager::BatchGetSecretValueRequest&, service::Access& access
);
void of_put(
    const Call&, const api::secretsmanager::PutSecretValueRequest&, service::Access& access
);
void of_update(
    const Call&, const api::secretsmanager::UpdateSecretRequest&, service::Access& access
);
void of_delete(
    const Call&, const api::secretsmanager::DeleteSecretRequest&, service::Access& access
);
void of_stage(
    const Call&,
    const api::secretsmanager::UpdateSecretVersionStageRequest&,
    service::Access& access
);
void of_policy(
    const Call&, const api::secretsmanager::PutResourcePolicyRequest&, service::Access& access
);
void of_validation(
    const Call&, const api::secretsmanager::ValidateResourcePolicyRequest&, service::Access& access
);
void of_rotation(
    const Call&, const api::secretsmanager::RotateSecretRequest&, service::Access& access
);

}  // namespace gantry::secretsmanager::about
