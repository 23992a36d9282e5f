#pragma once

#include <vector>

#include "core/table.h"
#include "services/secretsmanager/model/rows.h"

namespace gantry::secretsmanager {

/// All tables of Secrets Manager. Read by handlers, changed only by core::Core. Core thread only.
struct Tables {
    Tables();

    core::Table<SecretRow> secrets;
    core::Table<VersionRow> versions;

    [[nodiscard]] std::vector<core::TableBase*> all();
};

}  // namespace gantry::secretsmanager
