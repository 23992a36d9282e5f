#include "services/ssm/model/tables.h"

#include "service/json_rows.h"
#include "services/ssm/model/names.h"

namespace gantry::ssm {

using service::json_rows;

namespace {

std::optional<std::string> by_tier(const std::string& key, const ParameterRow& parameter) {
    return std::string(scope_of_key(key)) + std::string(reflect::to_text(parameter.tier));
}

}  // namespace

Tables::Tables()
    : parameters("ssm.parameters", json_rows<ParameterRow>()),
      versions("ssm.parameter_versions", json_rows<VersionRow>()),
      settings("ssm.service_settings", json_rows<SettingRow>()),
      parameters_by_tier(parameters.add_index(by_tier)) {}

std::vector<core::TableBase*> Tables::all() {
    return {&parameters, &versions, &settings};
}

}  // namespace gantry::ssm
