#include "services/secretsmanager/port.h"

#include "services/secretsmanager/api/about.h"
#include "services/secretsmanager/api/values.h"
#include "services/secretsmanager/service.h"

namespace gantry::secretsmanager {
namespace {

/// What is left of a key without everything at its end that may have been drawn: a secret "a" and
/// another "a-bcdefg" may be meant by the same ARN.
std::string common_name(std::string_view key) {
    while (true) {
        const std::string_view shorter = without_suffix(key);
        if (shorter.size() == key.size()) return std::string(key);
        key = shorter;
    }
}

}  // namespace

service::Access access_to_read(
    const service::Registry& services, const aws::Scope& scope, const ValueRequest& request
) {
    const core::Transaction none;
    const Rows rows{services.get<Instance>().rows(), none};
    service::Access access{.action = "secretsmanager:GetSecretValue"};
    access.resources.push_back(about::secret(rows, scope, request.id));
    access.context.push_back({"secretsmanager:SecretId", {access.resources.back().arn}});
    const auto found = find_secret(rows, scope, request.id);
    if (!found) return access;
    const auto version = pick_version(rows, found->key, request.version, request.stage);
    if (!version) return access;
    auto also = access_to_decrypt(services, scope, *found, **version);
    if (also) access.also.push_back(std::move(*also));
    return access;
}

Result<SecretValue> read_secret(
    const service::Registry& services, const aws::Scope& scope, const ValueRequest& request
) {
    const core::Transaction none;
    const Rows rows{services.get<Instance>().rows(), none};
    const auto found = find_live_secret(rows, scope, request.id);
    if (!found) return found.error();
    const auto version = pick_version(rows, found->key, request.version, request.stage);
    if (!version) return version.error();
    auto value = open_value(services, none, scope, *found, **version);
    if (!value) return value.error();
    return SecretValue{
        .name = found->secret->name,
        .arn = found->secret->arn,
        .version = (*version)->id,
        .value = *std::move(value),
        .binary = (*version)->binary,
    };
}

std::optional<std::string> version_id(
    const service::Registry& services, const aws::Scope& scope, const ValueRequest& request
) {
    const core::Transaction none;
    const Rows rows{services.get<Instance>().rows(), none};
    const auto found = find_live_secret(rows, scope, request.id);
    if (!found) return std::nullopt;
    const auto version = pick_version(rows, found->key, request.version, request.stage);
    if (!version) return std::nullopt;
    return (*version)->id;
}

std::string secret_of_id(const aws::Scope& scope, std::string_view id) {
    const Reference reference = parse_reference(scope, id);
    return common_name(secret_key(reference.scope, reference.name));
}

std::optional<std::string> changed_secret(
    const service::Registry& services, const core::Change& change
) {
    const Tables& rows = services.get<Instance>().rows();
    if (change.is_of(rows.secrets)) {
        const auto* before = change.before_as(rows.secrets);
        const auto* after = change.after_as(rows.secrets);
        const bool same = before != nullptr && after != nullptr && before->arn == after->arn &&
                          before->policy == after->policy &&
                          before->deletion_date == after->deletion_date;
        return same ? std::nullopt : std::optional(common_name(change.key));
    }
    if (!change.is_of(rows.versions)) return std::nullopt;
    const auto* before = change.before_as(rows.versions);
    const auto* after = change.after_as(rows.versions);
    if (before != nullptr && after != nullptr && before->stages == after->stages) {
        return std::nullopt;
    }
    return common_name(std::string_view(change.key).substr(0, change.key.rfind(':')));
}

}  // namespace gantry::secretsmanager
