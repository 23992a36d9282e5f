#pragma once

#include <vector>

#include "core/migration.h"

namespace gantry::ecs {

/// What ECS's rows went through. Format 3: table names begin with "ecs.".
std::vector<core::Migration> migrations();

}  // namespace gantry::ecs
