#include "services/ssm/port.h"

#include <fmt/format.h>

#include "services/ssm/api/about.h"
#include "services/ssm/api/find.h"
#include "services/ssm/api/values.h"
#include "services/ssm/service.h"

namespace gantry::ssm {

service::Access access_to_read(
    const service::Registry& services,
    const aws::Scope& scope,
    const std::vector<std::string>& names
) {
    const core::Transaction none;
    const Rows rows{services.get<Instance>().rows(), none};
    service::Access access{.action = "ssm:GetParameters"};
    for (const std::string& name : names) {
        access.resources.push_back(about::parameter(rows, scope, name));
        const auto found = find_version(rows, scope, name);
        if (!found) continue;
        auto also = access_to_decrypt(services, scope, *found->version);
        if (also) access.also.push_back(std::move(*also));
    }
    return access;
}

Result<ParameterValue> read_parameter(
    const service::Registry& services, const aws::Scope& scope, std::string_view name
) {
    const core::Transaction none;
    const auto found = find_version({services.get<Instance>().rows(), none}, scope, name);
    if (!found) return found.error();
    auto value = value_of(services, none, *found->version, true);
    if (!value) return value.error();
    return ParameterValue{
        .name = found->version->name,
        .arn = found->version->arn,
        .version = found->version->version,
        .value = *std::move(value),
    };
}

std::optional<std::string> version_mark(
    const service::Registry& services, const aws::Scope& scope, std::string_view name
) {
    const core::Transaction none;
    const auto found = find_version({services.get<Instance>().rows(), none}, scope, name);
    if (!found) return std::nullopt;
    // Numbers begin anew with a parameter that is made anew.
    const VersionRow& version = *found->version;
    return fmt::format("{}@{}", version.version, version.modified.time_since_epoch().count());
}

std::string parameter_of_name(const aws::Scope& scope, std::string_view name) {
    return parse_reference(scope, name).key();
}

std::optional<std::string> changed_parameter(
    const service::Registry& services, const core::Change& change
) {
    const Tables& rows = services.get<Instance>().rows();
    if (change.is_of(rows.parameters)) return change.key;
    if (!change.is_of(rows.versions)) return std::nullopt;
    return change.key.substr(0, change.key.rfind(':'));  // labels are the versions'
}

}  // namespace gantry::ssm
