#pragma once

#include "api/ecs/task_definition.h"
#include "services/ecs/api/definition/subject.h"

namespace gantry::ecs::definition {

/// The document of a valid registration: what was sent, with the defaults that Amazon ECS shows
/// filled in and sizes as whole numbers of CPU units and MiB, and with what is derived from it. Not
/// yet set: ARN, revision, who registered it and when.
/// Source: API Reference, TaskDefinition; the answers of RegisterTaskDefinition.
api::ecs::TaskDefinition complete_definition(const Subject& subject);

}  // namespace gantry::ecs::definition
