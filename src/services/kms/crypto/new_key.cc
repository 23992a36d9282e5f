#include "services/kms/crypto/new_key.h"

#include <fmt/format.h>

#include <chrono>

namespace gantry::kms {
namespace {

/// Of services' own keys. Source: KMS Developer Guide, "AWS managed keys".
constexpr std::int32_t kRotatedEvery = 365;

/// Everybody in the account, through the service; the account may look at it.
/// Source: KMS Developer Guide, "AWS managed keys"; policies as GetKeyPolicy shows them.
std::string service_policy(const aws::Scope& scope, std::string_view service) {
    return fmt::format(
        R"({{
  "Version" : "2012-10-17",
  "Id" : "auto-{0}",
  "Statement" : [ {{
    "Sid" : "Allow access through the service for all principals of the account",
    "Effect" : "Allow",
    "Principal" : {{ "AWS" : "*" }},
    "Action" : [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey" ],
    "Resource" : "*",
    "Condition" : {{
      "StringEquals" : {{ "kms:CallerAccount" : "{2}", "kms:ViaService" : "{0}.{1}.amazonaws.com" }}
    }}
  }}, {{
    "Sid" : "Allow the account to look at it",
    "Effect" : "Allow",
    "Principal" : {{ "AWS" : "{3}" }},
    "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*" ],
    "Resource" : "*"
  }} ]
}})",
        service,
        scope.region,
        scope.account,
        aws::root_arn(scope)
    );
}

std::string service_description(std::string_view service) {
    const std::string_view what = service == "ssm"              ? "SSM parameters"
                                  : service == "secretsmanager" ? "Secrets Manager data"
                                                                : service;
    return fmt::format("Default key that protects my {} when no other key is defined", what);
}

}  // namespace

std::string default_policy(const aws::Scope& scope) {
    return fmt::format(
        R"({{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {{
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {{
      "AWS" : "{}"
    }},
    "Action" : "kms:*",
    "Resource" : "*"
  }} ]
}})",
        aws::root_arn(scope)
    );
}

KeyRow new_key(const RootKey& root, IdSource& ids, const aws::Scope& scope, SysTime now) {
    KeyRow key{.account = scope.account, .region = scope.region, .id = ids.uuid()};
    key.arn = key_arn(scope, key.id);
    key.created = now;
    key.materials.push_back(draw_material(root, ids, key.arn, now, {}));
    return key;
}

KeyPtr ensure_service_key(
    const Tables& tables,
    core::Transaction& tx,
    const RootKey& root,
    IdSource& ids,
    const aws::Scope& scope,
    std::string_view service,
    SysTime now
) {
    const std::string alias = service_alias(service);
    if (auto found = find_key(tables, tx, scope, alias)) return *found;
    KeyRow key = new_key(root, ids, scope, now);
    key.service = service;
    key.description = service_description(service);
    key.policy = service_policy(scope, service);
    key.rotation_period_days = kRotatedEvery;
    key.next_rotation = now + std::chrono::days(kRotatedEvery);
    const std::string name = row_key(scope, key.id);
    tx.put(
        tables.aliases,
        row_key(scope, alias),
        AliasRow{scope.account, scope.region, alias, key.id, now, now}
    );
    tx.put(tables.keys, name, std::move(key));
    return tx.get(tables.keys, name);
}

}  // namespace gantry::kms
