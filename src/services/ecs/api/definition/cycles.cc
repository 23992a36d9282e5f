#include "services/ecs/api/definition/cycles.h"

namespace gantry::ecs::definition {

bool has_cycle(const Graph& graph) {
    // Take away those who wait for nobody that is left, until none is left or nobody can go.
    Graph left = graph;
    for (bool shrunk = true; shrunk;) {
        shrunk = false;
        for (auto node = left.begin(); node != left.end();) {
            bool waits = false;
            for (const std::string& target : node->second) waits |= left.contains(target);
            if (waits) {
                ++node;
            } else {
                node = left.erase(node);
                shrunk = true;
            }
        }
    }
    return !left.empty();
}

}  // namespace gantry::ecs::definition
