#pragma once

#include <map>
#include <string>
#include <string_view>

#include "service/access_tags.h"
#include "service/authorizer.h"
#include "services/kms/api/call.h"
#include "services/kms/crypto/key_cipher.h"
#include "services/kms/model/names.h"

/// What policies are asked about. A key's own policy has to allow what is done with it; the one it
/// has by default hands that on to the account's policies.
/// Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Key
/// Management Service"; KMS Developer Guide, "Key policies in AWS KMS".
namespace gantry::kms {

/// A key as it is named; with its policy, tags and aliases where it is there.
service::Resource key_resource(
    const Tables& tables,
    const core::Transaction& tx,
    const aws::Scope& scope,
    std::string_view name
);

/// kms:EncryptionContext:<key>, kms:EncryptionContextKeys.
void add_context_keys(const EncryptionContext& context, service::Access& access);

/// kms:KeySpec, kms:KeyUsage, kms:KeyOrigin.
void add_key_kind(std::vector<service::ConditionValue>& context);

namespace about {

/// What is known of every call that is about a key.
void add_caller(const Call& call, service::Access& access);
/// The same where the key is named by an alias.
void add_named(const Call& call, const std::string& name, service::Access& access);

/// The key in KeyId.
inline constexpr auto kOfKey = [](const Call& call, const auto& input, service::Access& access) {
    add_named(call, input.key_id.value_or(""), access);
};
/// The same with an encryption context.
inline constexpr auto kOfKeyInContext =
    [](const Call& call, const auto& input, service::Access& access) {
        kOfKey(call, input, access);
        add_context_keys(input.encryption_context.value_or(EncryptionContext{}), access);
    };
/// The key that a ciphertext names; the one in KeyId for bytes that are none.
void add_key_of(
    const Call& call,
    const std::string& ciphertext,
    const std::optional<std::string>& key_id,
    service::Access& access
);
inline constexpr auto kOfCiphertext =
    [](const Call& call, const auto& input, service::Access& access) {
        const auto bytes = input.ciphertext_blob.value_or(reflect::Blob{}).bytes;
        add_key_of(call, bytes, input.key_id, access);
        add_context_keys(input.encryption_context.value_or(EncryptionContext{}), access);
    };
/// kms:ReEncryptFrom on the one key, kms:ReEncryptTo on the other. There is no action ReEncrypt.
void add_same_key(service::Access& from, service::Access& to);
inline constexpr auto kOfReEncryption =
    [](const Call& call, const auto& input, service::Access& access) {
        const auto bytes = input.ciphertext_blob.value_or(reflect::Blob{}).bytes;
        access.action = "kms:ReEncryptFrom";
        add_key_of(call, bytes, input.source_key_id, access);
        add_context_keys(input.source_encryption_context.value_or(EncryptionContext{}), access);
        service::Access to{.action = "kms:ReEncryptTo"};
        add_named(call, input.destination_key_id.value_or(""), to);
        add_context_keys(input.destination_encryption_context.value_or(EncryptionContext{}), to);
        add_same_key(access, to);
        access.also.push_back(std::move(to));
    };

/// kms:BypassPolicyLockoutSafetyCheck.
template <class Input>
void add_bypass(const Input& input, service::Access& access) {
    const bool asked = input.bypass_policy_lockout_safety_check.value_or(false);
    access.context.push_back({"kms:BypassPolicyLockoutSafetyCheck", {asked ? "true" : "false"}});
}
inline constexpr auto kOfKeyPolicy = [](const Call& call, const auto& input, service::Access& access
                                     ) {
    kOfKey(call, input, access);
    add_bypass(input, access);
};
inline constexpr auto kOfRotation = [](const Call& call, const auto& input, service::Access& access
                                    ) {
    kOfKey(call, input, access);
    if (!input.rotation_period_in_days) return;
    access.context.push_back(
        {"kms:RotationPeriodInDays", {std::to_string(*input.rotation_period_in_days)}}
    );
};

/// Tags as the rest of AWS names their members.
template <class Tags>
void add_request_tags(const Tags& tags, service::Access& access) {
    struct Plain {
        std::optional<std::string> key;
        std::optional<std::string> value;
    };
    std::vector<Plain> plain;
    for (const auto& tag : tags) plain.push_back({tag.tag_key, tag.tag_value});
    service::add_request_tags(plain, access.context);
}
inline constexpr auto kOfNewKey = [](const Call& call, const auto& input, service::Access& access) {
    add_caller(call, access);
    add_key_kind(access.context);
    access.context.push_back({"kms:MultiRegion", {"false"}});
    add_bypass(input, access);
    if (!input.tags || input.tags->empty()) return;
    add_request_tags(*input.tags, access);
    service::Access tag{.action = "kms:TagResource", .context = access.context};
    access.also.push_back(std::move(tag));
};
inline constexpr auto kOfTagsOfKey = [](const Call& call, const auto& input, service::Access& access
                                     ) {
    kOfKey(call, input, access);
    if constexpr (requires { input.tag_keys; }) {
        access.context.push_back(
            {"aws:TagKeys", input.tag_keys.value_or(std::vector<std::string>{})}
        );
    } else if (input.tags) {
        add_request_tags(*input.tags, access);
    }
};
inline constexpr auto kOfDeletion = [](const Call& call, const auto& input, service::Access& access
                                    ) {
    kOfKey(call, input, access);
    if (!input.pending_window_in_days) return;
    access.context.push_back(
        {"kms:ScheduleKeyDeletionPendingWindowInDays",
         {std::to_string(*input.pending_window_in_days)}}
    );
};
/// An alias, and the keys that it means or meant.
void add_alias(
    const Call& call,
    const std::string& alias,
    const std::optional<std::string>& target,
    service::Access& access
);
inline constexpr auto kOfAlias = [](const Call& call, const auto& input, service::Access& access) {
    if constexpr (requires { input.target_key_id; }) {
        add_alias(call, input.alias_name.value_or(""), input.target_key_id, access);
    } else {
        add_alias(call, input.alias_name.value_or(""), std::nullopt, access);
    }
};
inline constexpr auto kOfCaller = [](const Call& call, const auto&, service::Access& access) {
    add_caller(call, access);
};

}  // namespace about

}  // namespace gantry::kms
