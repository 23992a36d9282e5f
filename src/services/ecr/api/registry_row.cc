#include "services/ecr/api/registry_row.h"

#include "services/ecr/model/names.h"

namespace gantry::ecr {

RegistryRow registry_row(const Call& call) {
    const auto row = call.tx.get(call.tables.registries, registry_key(call.scope));
    return row ? *row : RegistryRow{};
}

void put_registry_row(Call& call, RegistryRow row) {
    call.tx.put(call.tables.registries, registry_key(call.scope), std::move(row));
}

}  // namespace gantry::ecr
