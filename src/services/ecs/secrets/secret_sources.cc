#include "services/ecs/secrets/secret_sources.h"

#include <optional>
#include <string_view>
#include <vector>

#include "services/secretsmanager/port.h"
#include "services/ssm/port.h"

namespace gantry::ecs {
namespace {

constexpr std::size_t kServiceField = 2;
constexpr std::size_t kRegionField = 3;
constexpr std::size_t kPlainFields = 7;   ///< arn:aws:secretsmanager:region:account:secret:name
constexpr std::size_t kPickyFields = 10;  ///< and :json-key:stage:version

std::vector<std::string> fields_of(std::string_view text) {
    std::vector<std::string> fields;
    while (true) {
        const std::size_t end = text.find(':');
        fields.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) return fields;
        text.remove_prefix(end + 1);
    }
}

/// Where and what is asked for.
struct Source {
    aws::Scope scope;
    std::string parameter;  ///< empty: a secret
    secretsmanager::ValueRequest secret;
};

Source read_source(const aws::Scope& scope, const std::string& value_from) {
    const auto fields = fields_of(value_from);
    const bool is_arn = fields.size() > kRegionField && fields[0] == "arn";
    Source source{.scope = scope};
    if (is_arn && !fields[kRegionField].empty()) source.scope.region = fields[kRegionField];
    const bool is_secret = is_arn && fields[kServiceField] == "secretsmanager" &&
                           (fields.size() == kPlainFields || fields.size() == kPickyFields);
    if (!is_secret) {
        source.parameter = value_from;
        return source;
    }
    for (std::size_t i = 0; i < kPlainFields; ++i) {
        source.secret.id += (i == 0 ? "" : ":") + fields[i];
    }
    if (fields.size() == kPlainFields) return source;
    const std::string& stage = fields[kPlainFields + 1];
    const std::string& version = fields[kPlainFields + 2];
    if (!stage.empty()) source.secret.stage = stage;
    if (!version.empty()) source.secret.version = version;
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
