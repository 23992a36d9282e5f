#include "services/secretsmanager/port.h"

#include "services/secretsmanager/api/about.h"
#include "services/secretsmanager/api/values.h"
#include "services/secretsmanager/service.h"

namespace gantry::secretsmanager {

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

}  // namespace gantry::secretsmanager
