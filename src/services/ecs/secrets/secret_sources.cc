#include "services/ecs/secrets/secret_sources.h"

#include "services/secretsmanager/port.h"
#include "services/ssm/port.h"
#include "wire/value_source.h"

namespace gantry::ecs {
namespace {

/// Where and what is asked for.
struct Source {
    aws::Scope scope;
    std::string parameter;  ///< empty: a secret
    secretsmanager::ValueRequest secret;
};

/// What no agent can read stands for nothing: it is taken for a parameter that there is not.
Source read_source(const aws::Scope& scope, const std::string& value_from) {
    const auto secret = wire::read_secret_source(value_from, scope.region);
    if (!secret) {
        const auto parameter = wire::read_parameter_source(value_from, scope.region);
        return {.scope = {scope.account, parameter.region}, .parameter = parameter.name};
    }
    Source source{.scope = {scope.account, secret->region}};
    source.secret.id = secret->id;
    if (!secret->stage.empty()) source.secret.stage = secret->stage;
    if (!secret->version_id.empty()) source.secret.version = secret->version_id;
    return source;
}

}  // namespace

std::string version_in_force(
    const service::Registry& services, const aws::Scope& scope, const std::string& value_from
) {
    const Source source = read_source(scope, value_from);
    const auto version = source.parameter.empty()
                             ? secretsmanager::version_id(services, source.scope, source.secret)
                             : ssm::version_mark(services, source.scope, source.parameter);
    return version.value_or("");
}

std::string source_of(const aws::Scope& scope, const std::string& value_from) {
    const Source source = read_source(scope, value_from);
    if (!source.parameter.empty()) {
        return "ssm/" + ssm::parameter_of_name(source.scope, source.parameter);
    }
    return "secretsmanager/" + secretsmanager::secret_of_id(source.scope, source.secret.id);
}

std::string changed_source(const service::Registry& services, const core::Change& change) {
    if (const auto parameter = ssm::changed_parameter(services, change)) {
        return "ssm/" + *parameter;
    }
    if (const auto secret = secretsmanager::changed_secret(services, change)) {
        return "secretsmanager/" + *secret;
    }
    return {};
}

}  // namespace gantry::ecs
