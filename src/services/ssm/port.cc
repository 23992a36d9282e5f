#include "services/ssm/port.h"

#include "service/access_tags.h"
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
        service::Resource resource{parse_reference(scope, name).arn()};
        if (const auto row = find_parameter(rows, scope, name)) {
            resource.context = service::resource_tags("ssm", row->tags);
        }
        access.resources.push_back(std::move(resource));
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

}  // namespace gantry::ssm
