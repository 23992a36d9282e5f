#pragma once

#include <vector>

#include "core/table.h"
#include "services/ssm/model/managed_rows.h"
#include "services/ssm/model/rows.h"

namespace gantry::ssm {

/// All tables of SSM. Read by handlers, changed only by core::Core. Core thread only.
struct Tables {
    Tables();

    core::Table<ParameterRow> parameters;
    core::Table<VersionRow> versions;
    core::Table<SettingRow> settings;
    core::Table<ActivationRow> activations;
    core::Table<ManagedInstanceRow> managed_instances;

    /// Keys of parameters by `account/region/<tier>`.
    const core::Table<ParameterRow>::Index& parameters_by_tier;
    /// Keys of either by their id alone: machines know no more.
    const core::Table<ActivationRow>::Index& activations_by_id;
    const core::Table<ManagedInstanceRow>::Index& managed_instances_by_id;
    /// Keys of machines by their public key.
    const core::Table<ManagedInstanceRow>::Index& managed_instances_by_key;

    [[nodiscard]] std::vector<core::TableBase*> all();
};

}  // namespace gantry::ssm
