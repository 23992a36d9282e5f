#include "services/secretsmanager/api/find.h"

#include <algorithm>

#include "services/secretsmanager/api/errors.h"

namespace gantry::secretsmanager {

Result<Found> find_secret(const Rows& rows, const aws::Scope& scope, std::string_view id) {
    const Reference reference = parse_reference(scope, id);
    if (reference.scope.region != scope.region) return secret_not_found();
    const auto find = [&](std::string_view name) -> Found {
        const std::string key = secret_key(reference.scope, name);
        auto secret = rows.tx.get(rows.tables.secrets, key);
        // Only a policy of its own can let others in.
        const bool is_own = reference.scope.account == scope.account;
        if (secret && !is_own && secret->policy.empty()) secret = nullptr;
        return {reference.scope, key, std::move(secret)};
    };
    if (!reference.arn.empty()) {
        Found whole = find(without_suffix(reference.name));
        if (whole.secret && whole.secret->arn == reference.arn) return whole;
    }
    Found named = find(reference.name);
    if (!named.secret) return secret_not_found();
    return named;
}

Result<Found> find_live_secret(const Rows& rows, const aws::Scope& scope, std::string_view id) {
    auto found = find_secret(rows, scope, id);
    if (found && found->secret->deletion_date) return marked_for_deletion();
    return found;
}

std::vector<VersionPtr> versions_of(const Rows& rows, std::string_view secret_key) {
    std::vector<VersionPtr> versions;
    for (const auto& [key, row] : rows.tables.versions.with_prefix(versions_prefix(secret_key))) {
        if (auto version = rows.tx.get(rows.tables.versions, key)) {
            versions.push_back(std::move(version));
        }
    }
    std::ranges::sort(versions, {}, [](const VersionPtr& version) { return version->number; });
    return versions;
}

VersionPtr find_version(const Rows& rows, std::string_view secret_key, std::string_view id) {
    return rows.tx.get(rows.tables.versions, version_key(secret_key, id));
}

VersionPtr find_stage(const Rows& rows, std::string_view secret_key, std::string_view stage) {
    for (const VersionPtr& version : versions_of(rows, secret_key)) {
        if (has_stage(*version, stage)) return version;
    }
    return nullptr;
}

Result<VersionPtr> pick_version(
    const Rows& rows,
    std::string_view secret_key,
    const std::optional<std::string>& id,
    const std::optional<std::string>& stage
) {
    if (!id) {
        const std::string label = stage.value_or(std::string(kCurrent));
        auto version = find_stage(rows, secret_key, label);
        if (!version) return value_not_found("staging label", label);
        return version;
    }
    auto version = find_version(rows, secret_key, *id);
    if (!version) return value_not_found("VersionId", *id);
    if (stage && !has_stage(*version, *stage)) {
        return invalid_request(
            "You provided a VersionStage that is not associated to the provided VersionId."
        );
    }
    return version;
}

bool has_stage(const VersionRow& version, std::string_view stage) {
    return std::ranges::find(version.stages, stage) != version.stages.end();
}

}  // namespace gantry::secretsmanager
