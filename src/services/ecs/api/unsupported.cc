#include "services/ecs/api/unsupported.h"

#include <fmt/format.h>

#include "services/ecs/api/errors.h"

namespace gantry::ecs {

Result<void> refuse_unlaunchable(const api::ecs::TaskDefinition& definition) {
    // A definition has the members of the request it was made by, under the same names.
    static const service::Refusals kRefusals(
        unsupported_members(),
        "RegisterTaskDefinition",
        Treatment::RefusedAtLaunch,
        reflect::type_of<api::ecs::TaskDefinition>()
    );
    const UnsupportedMember* refused = kRefusals.first_present(&definition);
    if (refused == nullptr) return {};
    return unsupported_feature(
        fmt::format("Gantry does not run tasks with {} yet; see docs/coverage.md", refused->member)
    );
}

}  // namespace gantry::ecs
