#include "services/ecs/model/health_probe.h"

namespace gantry::ecs {

bool has_probe(const std::optional<api::ecs::HealthCheck>& check) {
    if (!check || !check->command || check->command->size() < 2) return false;
    const std::string& kind = check->command->front();
    return kind == "CMD" || kind == "CMD-SHELL";
}

}  // namespace gantry::ecs
