#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/secretsmanager/api/find.h"

/// Secrets as the API shows them.
namespace gantry::secretsmanager {

/// Versions with staging labels, by id.
std::map<std::string, std::vector<std::string>> stages_by_id(
    const Rows& rows, std::string_view secret_key
);

/// What DescribeSecret and ListSecrets have in common. What has no value is left out.
template <class Shown>
Shown show_secret(const SecretRow& secret) {
    Shown shown;
    shown.arn = secret.arn;
    shown.name = secret.name;
    if (!secret.description.empty()) shown.description = secret.description;
    if (!secret.key_id.empty()) shown.kms_key_id = secret.key_id;
    shown.created_date = secret.created;
    shown.last_changed_date = secret.changed;
    shown.last_accessed_date = secret.accessed;
    shown.deleted_date = secret.deletion_date;
    shown.tags = secret.tags;
    if (secret.rotation) {
        shown.rotation_enabled = secret.rotation->enabled;
        if (!secret.rotation->lambda_arn.empty()) {
            shown.rotation_lambda_arn = secret.rotation->lambda_arn;
        }
        shown.rotation_rules = secret.rotation->rules;
    }
    return shown;
}

}  // namespace gantry::secretsmanager
