#include "services/secretsmanager/api/operation_table.h"

#include <algorithm>
#include <array>

#include "services/secretsmanager/api/about.h"
#include "services/secretsmanager/api/random_password.h"
#include "services/secretsmanager/api/resource_policies.h"
#include "services/secretsmanager/api/rotation.h"
#include "services/secretsmanager/api/secret_values.h"
#include "services/secretsmanager/api/secrets.h"

namespace gantry::secretsmanager {
namespace {

using about::kOfSecret;
using service::operation;

// clang-format off
constexpr std::array kOperations{
    operation<"BatchGetSecretValue", &batch_get_secret_value, &about::of_batch>(),
    operation<"CancelRotateSecret", &cancel_rotate_secret, kOfSecret>(),
    operation<"CreateSecret", &create_secret, &about::of_create>(),
    operation<"DeleteResourcePolicy", &delete_resource_policy, kOfSecret>(),
    operation<"DeleteSecret", &delete_secret, &about::of_delete>(),
    operation<"DescribeSecret", &describe_secret, kOfSecret>(),
    operation<"GetRandomPassword", &get_random_password>(),
    operation<"GetResourcePolicy", &get_resource_policy, kOfSecret>(),
    operation<"GetSecretValue", &get_secret_value, &about::of_get>(),
    operation<"ListSecretVersionIds", &list_secret_version_ids, kOfSecret>(),
    operation<"ListSecrets", &list_secrets>(),
    operation<"PutResourcePolicy", &put_resource_policy, &about::of_policy>(),
    operation<"PutSecretValue", &put_secret_value, &about::of_put>(),
    operation<"RestoreSecret", &restore_secret, kOfSecret>(),
    operation<"RotateSecret", &rotate_secret, &about::of_rotation>(),
    operation<"TagResource", &tag_resource, about::kOfTags>(),
    operation<"UntagResource", &untag_resource, about::kOfTags>(),
    operation<"UpdateSecret", &update_secret, &about::of_update>(),
    operation<"UpdateSecretVersionStage", &update_secret_version_stage, &about::of_stage>(),
    operation<"ValidateResourcePolicy", &validate_resource_policy, &about::of_validation>(),
};
// clang-format on

static_assert(std::ranges::is_sorted(kOperations, {}, &service::Operation::name));

}  // namespace

std::span<const service::Operation> operations() {
    return kOperations;
}

}  // namespace gantry::secretsmanager
