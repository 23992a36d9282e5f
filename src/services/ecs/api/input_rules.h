#pragma once

#include "service/service.h"

namespace gantry::ecs {

/// How ECS reads and refuses input: what is empty counts as absent (not_given.h); its own words for
/// missing members, unknown words and broken bounds, as ClientException (operations on task
/// definitions) or InvalidParameterException (all others).
service::InputRules input_rules();

}  // namespace gantry::ecs
