#pragma once

#include <vector>

#include "core/table.h"
#include "services/ssm/model/rows.h"

namespace gantry::ssm {

/// All tables of SSM. Read by handlers, changed only by core::Core. Core thread only.
struct Tables {
    Tables();

    core::Table<ParameterRow> parameters;
    core::Table<VersionRow> versions;
    core::Table<SettingRow> settings;

    /// Keys of parameters by `account/region/<tier>`.
    const core::Table<ParameterRow>::Index& parameters_by_tier;

    [[nodiscard]] std::vector<core::TableBase*> all();
};

}  // namespace gantry::ssm
