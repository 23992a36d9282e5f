#include "services/ssm/model/tables.h"

#include "service/json_rows.h"
#include "services/ssm/model/names.h"

namespace gantry::ssm {

using service::json_rows;

namespace {

std::optional<std::string> by_tier(const std::string& key, const ParameterRow& parameter) {
    return std::string(scope_of_key(key)) + std::string(reflect::to_text(parameter.tier));
}

template <class Row, auto Member>
std::optional<std::string> by_member(const std::string&, const Row& row) {
    return row.*Member;
}

}  // namespace

Tables::Tables()
    : parameters("ssm.parameters", json_rows<ParameterRow>()),
      versions("ssm.parameter_versions", json_rows<VersionRow>()),
      settings("ssm.service_settings", json_rows<SettingRow>()),
      activations("ssm.activations", json_rows<ActivationRow>()),
      managed_instances("ssm.managed_instances", json_rows<ManagedInstanceRow>()),
      parameters_by_tier(parameters.add_index(by_tier)),
      activations_by_id(activations.add_index(by_member<ActivationRow, &ActivationRow::id>)),
      managed_instances_by_id(
          managed_instances.add_index(by_member<ManagedInstanceRow, &ManagedInstanceRow::id>)
      ),
      managed_instances_by_key(
          managed_instances
              .add_index(by_member<ManagedInstanceRow, &ManagedInstanceRow::public_key>)
      ) {}

std::vector<core::TableBase*> Tables::all() {
    return {&parameters, &versions, &settings, &activations, &managed_instances};
}

}  // namespace gantry::ssm
