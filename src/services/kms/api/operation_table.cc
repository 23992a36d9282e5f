#include "services/kms/api/operation_table.h"

#include <algorithm>
#include <array>

#include "services/kms/api/access.h"
#include "services/kms/api/aliases.h"
#include "services/kms/api/ciphers.h"
#include "services/kms/api/key_policies.h"
#include "services/kms/api/keys.h"
#include "services/kms/api/rotation.h"
#include "services/kms/api/tags.h"

namespace gantry::kms {
namespace {

using service::operation;

constexpr std::array kOperations{
    operation<"CancelKeyDeletion", &cancel_key_deletion, about::kOfKey>(),
    operation<"CreateAlias", &create_alias, about::kOfAlias>(),
    operation<"CreateKey", &create_key, about::kOfNewKey>(),
    operation<"Decrypt", &decrypt, about::kOfCiphertext>(),
    operation<"DeleteAlias", &delete_alias, about::kOfAlias>(),
    operation<"DescribeKey", &describe_key, about::kOfKey>(),
    operation<"DisableKey", &disable_key, about::kOfKey>(),
    operation<"DisableKeyRotation", &disable_key_rotation, about::kOfKey>(),
    operation<"EnableKey", &enable_key, about::kOfKey>(),
    operation<"EnableKeyRotation", &enable_key_rotation, about::kOfRotation>(),
    operation<"Encrypt", &encrypt, about::kOfKeyInContext>(),
    operation<"GenerateDataKey", &generate_data_key, about::kOfKeyInContext>(),
    operation<
        "GenerateDataKeyWithoutPlaintext",
        &generate_data_key_without_plaintext,
        about::kOfKeyInContext>(),
    operation<"GenerateRandom", &generate_random, about::kOfCaller>(),
    operation<"GetKeyPolicy", &get_key_policy, about::kOfKey>(),
    operation<"GetKeyRotationStatus", &get_key_rotation_status, about::kOfKey>(),
    operation<"ListAliases", &list_aliases, about::kOfCaller>(),
    operation<"ListKeyPolicies", &list_key_policies, about::kOfKey>(),
    operation<"ListKeyRotations", &list_key_rotations, about::kOfKey>(),
    operation<"ListKeys", &list_keys, about::kOfCaller>(),
    operation<"ListResourceTags", &list_resource_tags, about::kOfKey>(),
    operation<"PutKeyPolicy", &put_key_policy, about::kOfKeyPolicy>(),
    operation<"ReEncrypt", &re_encrypt, about::kOfReEncryption>(),
    operation<"RotateKeyOnDemand", &rotate_key_on_demand, about::kOfKey>(),
    operation<"ScheduleKeyDeletion", &schedule_key_deletion, about::kOfDeletion>(),
    operation<"TagResource", &tag_resource, about::kOfTagsOfKey>(),
    operation<"UntagResource", &untag_resource, about::kOfTagsOfKey>(),
    operation<"UpdateAlias", &update_alias, about::kOfAlias>(),
    operation<"UpdateKeyDescription", &update_key_description, about::kOfKey>(),
};

static_assert(std::ranges::is_sorted(kOperations, {}, &service::Operation::name));

}  // namespace

std::span<const service::Operation> operations() {
    return kOperations;
}

}  // namespace gantry::kms
