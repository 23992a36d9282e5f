#pragma once

#include <vector>

#include "core/table.h"
#include "service/call.h"

namespace gantry::sts {

/// STS keeps nothing: what it gives out is in the tokens.
struct Tables {
    [[nodiscard]] static std::vector<core::TableBase*> all() { return {}; }
};

using Call = service::CallOn<Tables>;

}  // namespace gantry::sts
