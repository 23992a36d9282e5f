#include "services/ecs/api/definition/cycles.h"
#include "services/ecs/api/definition/validate.h"

namespace gantry::ecs::definition {
namespace {

using api::ecs::ContainerCondition;

Result<void> check_depends_on(const Subject& subject, const Container& container) {
    for (const auto& dependency : each(container.depends_on)) {
        const std::string& name = text_of(dependency.container_name);
        const Container* target = subject.find_container(name);
        if (target == nullptr) {  // TD-050
            return refuse("Cannot depend on container {} because it does not exist", name);
        }
        const bool must_end = dependency.condition == ContainerCondition::Success ||
                              dependency.condition == ContainerCondition::Complete;
        if (must_end && target->essential.value_or(true)) {  // TD-051
            return refuse(
                "A dependency container with SUCCESS or COMPLETE condition cannot be an essential "
                "container"
            );
        }
        if (dependency.condition == ContainerCondition::Healthy && !target->health_check) {
            return refuse(  // TD-052
                "A dependency container with HEALTHY condition must have health check configured"
            );
        }
    }
    return {};
}

/// Links and volumesFrom order containers too, so all three must fit together.
Result<void> check_cycle(const Subject& subject) {  // TD-053
    Graph graph;
    for (const Container& container : subject.containers) {
        std::set<std::string>& targets = graph[text_of(container.name)];
        for (const auto& dependency : each(container.depends_on)) {
            targets.insert(text_of(dependency.container_name));
        }
        for (const std::string& link : each(container.links)) {
            targets.insert(link.substr(0, link.find(':')));
        }
        for (const auto& volumes : each(container.volumes_from)) {
            targets.insert(text_of(volumes.source_container));
        }
    }
    if (has_cycle(graph)) return refuse("Container dependencies should not have a cycle");
    return {};
}

}  // namespace

Result<void> check_dependencies(const Subject& subject) {
    if (auto good = run_checks(subject, {check_depends_on}); !good) return good;
    return run_checks(subject, {check_cycle});
}

}  // namespace gantry::ecs::definition
