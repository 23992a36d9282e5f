#pragma once

#include <vector>

#include "api/ecs/attribute.h"
#include "services/ecs/api/definition/subject.h"

namespace gantry::ecs::definition {

/// What a container instance must be able to do to run tasks of this definition, as the attributes
/// its agent registers with; sorted by name. Placement matches them.
/// Source: the agent's capabilities and the requiresAttributes that Amazon ECS shows.
std::vector<api::ecs::Attribute> required_attributes_of(const Subject& subject);

}  // namespace gantry::ecs::definition
