#include "services/ecs/pages/row_of_arn.h"

#include <charconv>

#include "services/ecs/model/arn.h"

namespace gantry::ecs {
namespace {

std::string definition_key(const Arn& arn) {
    const auto colon = arn.path.rfind(':');
    std::int64_t revision = 0;
    if (colon != std::string::npos) {
        std::from_chars(arn.path.data() + colon + 1, arn.path.data() + arn.path.size(), revision);
    }
    return task_definition_key(arn.scope, arn.path.substr(0, colon), revision);
}

}  // namespace

std::optional<service::RowAddress> row_of_arn(std::string_view text) {
    const auto arn = Arn::parse(text);
    if (!arn) return std::nullopt;
    using Row = service::RowAddress;
    const std::string key = arn->scope.prefix() + arn->path;
    if (arn->type == "cluster") return Row{"ecs.clusters", key};
    if (arn->type == "service") return Row{"ecs.services", key};
    if (arn->type == "task") return Row{"ecs.tasks", key};
    if (arn->type == "container-instance") return Row{"ecs.container_instances", key};
    if (arn->type == "service-deployment") return Row{"ecs.service_deployments", key};
    if (arn->type == "capacity-provider") return Row{"ecs.capacity_providers", key};
    if (arn->type == "task-definition") return Row{"ecs.task_definitions", definition_key(*arn)};
    return std::nullopt;
}

}  // namespace gantry::ecs
