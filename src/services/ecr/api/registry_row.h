#pragma once

#include "services/ecr/api/call.h"

namespace gantry::ecr {

/// What the caller's registry has one of; the defaults where nothing was put yet.
RegistryRow registry_row(const Call& call);
void put_registry_row(Call& call, RegistryRow row);

}  // namespace gantry::ecr
