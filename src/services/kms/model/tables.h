#pragma once

#include <vector>

#include "core/table.h"
#include "services/kms/model/rows.h"

namespace gantry::kms {

/// All tables of KMS. Changed only by core::Core. Core thread only.
struct Tables {
    Tables();

    core::Table<KeyRow> keys;
    core::Table<AliasRow> aliases;

    /// Keys of aliases by the key of the key that they mean.
    const core::Table<AliasRow>::Index& aliases_by_key;

    [[nodiscard]] std::vector<core::TableBase*> all() { return {&keys, &aliases}; }
};

}  // namespace gantry::kms
