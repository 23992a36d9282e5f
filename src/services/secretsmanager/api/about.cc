#include "services/secretsmanager/api/about.h"

#include <utility>

#include "services/secretsmanager/api/values.h"
#include "services/secretsmanager/api/versions.h"

namespace gantry::secretsmanager::about {
namespace {

using service::Access;
using service::Resource;
using namespace api::secretsmanager;

constexpr std::string_view kDrawn = "-??????";

void add(Access& access, std::string_view key, std::string value) {
    if (value.empty()) return;
    access.context.push_back({"secretsmanager:" + std::string(key), {std::move(value)}});
}

std::string yes_or_no(bool value) {
    return value ? "true" : "false";
}

/// What is sealed needs a data key, and opening it again what was there before.
/// @param actions "kms:GenerateDataKey", …
void add_key(
    const Call& call,
    const Found& found,
    const std::string& arn,
    const std::string& key_id,
    std::initializer_list<std::string_view> actions,
    Access& access
) {
    kms::Use use = use_of(found, key_id);
    use.caller_account = call.scope.account;
    use.context["SecretARN"] = arn;
    for (const std::string_view action : actions) {
        auto also = kms::key_access(call.services, use, action);
        if (also) access.also.push_back(std::move(*also));
    }
}

/// What is asked for with a token that a version has already is compared with that version, which
/// tells something of it.
void add_compared(
    const Call& call, const Found& found, const std::optional<std::string>& token, Access& access
) {
    if (!found.secret || !token) return;
    const auto version = find_version({call.tables, call.tx}, found.key, *token);
    if (!version) return;
    auto also = access_to_decrypt(call.services, call.scope, found, *version);
    if (also) access.also.push_back(std::move(*also));
}

template <class Input>
bool has_value(const Input& input) {
    return input.secret_string.has_value() || input.secret_binary.has_value();
}

}  // namespace

Resource secret(const Rows& rows, const aws::Scope& scope, const std::string& id) {
    const Reference reference = parse_reference(scope, id);
    const auto found = find_secret(rows, scope, id);
    Resource resource;
    if (found) {
        resource.arn = found->secret->arn;
        resource.context = service::resource_tags("secretsmanager", found->secret->tags);
        if (!found->secret->policy.empty()) resource.policy = {.document = found->secret->policy};
    } else if (reference.arn.empty()) {
        resource.arn = partial_arn(scope, reference.name) + std::string(kDrawn);
    } else {
        resource.arn = reference.arn;
    }
    if (reference.scope.account != scope.account) resource.account = reference.scope.account;
    return resource;
}

void add_secret(const Call& call, const std::string& id, Access& access) {
    access.resources.push_back(secret({call.tables, call.tx}, call.scope, id));
    add(access, "SecretId", access.resources.back().arn);
}

void of_create(const Call& call, const CreateSecretRequest& input, Access& access) {
    const std::string name = input.name.value_or("");
    const Resource made{partial_arn(call.scope, name) + std::string(kDrawn)};
    access.resources.push_back(made);
    add(access, "Name", name);
    add(access, "Description", input.description.value_or(""));
    add(access, "KmsKeyId", input.kms_key_id.value_or(""));
    if (input.tags && !input.tags->empty()) {
        Access tagging{.action = "secretsmanager:TagResource", .resources = {made}};
        service::add_request_tags(*input.tags, access.context);
        service::add_request_tags(*input.tags, tagging.context);
        access.also.push_back(std::move(tagging));
    }
    if (!has_value(input)) return;
    const Found found{call.scope, secret_key(call.scope, name), nullptr};
    const std::string key = input.kms_key_id.value_or("");
    add_key(call, found, made.arn, key, {"kms:GenerateDataKey", "kms:Decrypt"}, access);
    const auto there = find_secret({call.tables, call.tx}, call.scope, name);
    if (there) add_compared(call, *there, input.client_request_token, access);
}

void of_get(const Call& call, const GetSecretValueRequest& input, Access& access) {
    const std::string id = input.secret_id.value_or("");
    add_secret(call, id, access);
    add(access, "VersionId", input.version_id.value_or(""));
    // What is read where neither is named.
    const std::string read = input.version_id ? "" : std::string(kCurrent);
    add(access, "VersionStage", input.version_stage.value_or(read));
    const Rows rows{call.tables, call.tx};
    const auto found = find_secret(rows, call.scope, id);
    if (!found) return;
    const auto version = pick_version(rows, found->key, input.version_id, input.version_stage);
    if (!version) return;
    auto also = access_to_decrypt(call.services, call.scope, *found, **version);
    if (also) access.also.push_back(std::move(*also));
}

void of_batch(const Call&, const BatchGetSecretValueRequest& input, Access& access) {
    if (input.filters && !input.filters->empty()) {
        access.also.push_back({.action = "secretsmanager:ListSecrets"});
    }
}

void of_put(const Call& call, const PutSecretValueRequest& input, Access& access) {
    const std::string id = input.secret_id.value_or("");
    add_secret(call, id, access);
    const auto found = find_secret({call.tables, call.tx}, call.scope, id);
    if (!found) return;
    const auto& secret = *found->secret;
    add_key(
        call, *found, secret.arn, secret.key_id, {"kms:GenerateDataKey", "kms:Decrypt"}, access
    );
    add_compared(call, *found, input.client_request_token, access);
}

void of_update(const Call& call, const UpdateSecretRequest& input, Access& access) {
    const std::string id = input.secret_id.value_or("");
    add_secret(call, id, access);
    add(access, "Description", input.description.value_or(""));
    add(access, "KmsKeyId", input.kms_key_id.value_or(""));
    const auto found = find_secret({call.tables, call.tx}, call.scope, id);
    if (!found) return;
    const std::string& before = found->secret->key_id;
    const std::string key = input.kms_key_id ? kept_key(found->scope, *input.kms_key_id) : before;
    const std::string& arn = found->secret->arn;
    const bool changes = key != before;
    if (changes || has_value(input)) {
        add_key(call, *found, arn, key, {"kms:GenerateDataKey", "kms:Decrypt"}, access);
    }
    if (!changes) return;
    add_key(call, *found, arn, key, {"kms:Encrypt"}, access);
    // Each is opened with the key that it was sealed under.
    for (const VersionPtr& version : versions_of({call.tables, call.tx}, found->key)) {
        if (!is_in_use(*version)) continue;
        auto also = access_to_decrypt(call.services, call.scope, *found, *version);
        if (also) access.also.push_back(std::move(*also));
    }
}

void of_delete(const Call& call, const DeleteSecretRequest& input, Access& access) {
    add_secret(call, input.secret_id.value_or(""), access);
    if (input.recovery_window_in_days) {
        add(access, "RecoveryWindowInDays", std::to_string(*input.recovery_window_in_days));
    }
    add(access,
        "ForceDeleteWithoutRecovery",
        yes_or_no(input.force_delete_without_recovery.value_or(false)));
}

void of_stage(const Call& call, const UpdateSecretVersionStageRequest& input, Access& access) {
    add_secret(call, input.secret_id.value_or(""), access);
    add(access, "VersionStage", input.version_stage.value_or(""));
}

void of_policy(const Call& call, const PutResourcePolicyRequest& input, Access& access) {
    add_secret(call, input.secret_id.value_or(""), access);
    add(access, "BlockPublicPolicy", yes_or_no(input.block_public_policy.value_or(false)));
}

void of_validation(const Call& call, const ValidateResourcePolicyRequest& input, Access& access) {
    if (input.secret_id) add_secret(call, *input.secret_id, access);
    access.also.push_back({
        .action = "secretsmanager:PutResourcePolicy",
        .resources = access.resources,
        .context = access.context,
    });
}

void of_rotation(const Call& call, const RotateSecretRequest& input, Access& access) {
    add_secret(call, input.secret_id.value_or(""), access);
    add(access, "RotationLambdaARN", input.rotation_lambda_arn.value_or(""));
    add(access, "RotateImmediately", yes_or_no(input.rotate_immediately.value_or(true)));
    add(access, "ModifyRotationRules", yes_or_no(input.rotation_rules.has_value()));
}

}  // namespace gantry::secretsmanager::about
