#pragma once

#include <string>
#include <vector>

#include "services/secretsmanager/api/call.h"
#include "services/secretsmanager/api/find.h"
#include "services/secretsmanager/api/values.h"

/// Versions and their staging labels, as they change.
/// Source: Secrets Manager User Guide, "What's in a Secrets Manager secret?", Version; API
/// Reference, PutSecretValue.
namespace gantry::secretsmanager {

/// Moves a staging label to a version, or away from all where `to` is empty. With AWSCURRENT goes
/// AWSPREVIOUS, to the version that had it.
void move_stage(
    Call& call, const std::string& secret_key, const std::string& stage, const std::string& to
);

/// What a new version is to be.
struct NewVersion {
    std::string id;
    std::vector<std::string> stages;  ///< AWSCURRENT is added to the first
    std::string key_id;               ///< as of SecretRow
    Value value;
};

/// Whether a version is sealed anew when the secret gets another key.
bool is_in_use(const VersionRow& version);

/// Stages a new version. Of more than kMaxVersions those go, oldest first, that have no staging
/// label and are older than a day; of more than kMostVersions younger ones, too.
/// @param secret the row as it will be; its next_version is counted up. It is not staged.
/// Errors: EncryptionFailure; LimitExceededException where nothing can go, or the version would
/// have more than twenty labels.
Result<void> add_version(Call& call, const Found& found, SecretRow& secret, const NewVersion& made);

/// Whether a version has this value: a request came twice.
/// Errors: DecryptionFailure.
Result<bool> has_value(Call& call, const Found& found, const VersionRow& row, const Value& value);

}  // namespace gantry::secretsmanager
