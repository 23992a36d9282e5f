#include "services/ecs/model/fargate.h"

namespace gantry::ecs {

namespace {

constexpr std::int64_t kDefaultGib = 20;

}  // namespace

std::optional<std::string> platform_number(const std::optional<std::string>& version) {
    if (!version || version->empty() || *version == "LATEST") return std::string(kLatestPlatform);
    if (*version == kLatestPlatform || *version == kOlderPlatform) return version;
    return std::nullopt;
}

std::int64_t ephemeral_gib_of(
    const api::ecs::TaskDefinition& definition,
    const api::ecs::TaskOverride& overrides,
    std::string_view platform_version
) {
    if (platform_version == kOlderPlatform) return 0;
    const auto& storage =
        overrides.ephemeral_storage ? overrides.ephemeral_storage : definition.ephemeral_storage;
    return storage ? storage->size_in_gib.value_or(kDefaultGib) : kDefaultGib;
}

}  // namespace gantry::ecs
