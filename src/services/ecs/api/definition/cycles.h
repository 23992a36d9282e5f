#pragma once

#include <map>
#include <set>
#include <string>

namespace gantry::ecs::definition {

/// Who waits for whom, by name.
using Graph = std::map<std::string, std::set<std::string>>;

/// True when somebody waits for itself, directly or through others.
bool has_cycle(const Graph& graph);

}  // namespace gantry::ecs::definition
