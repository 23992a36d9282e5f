#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/ecs/reconcile/service_planning.h"

namespace gantry::ecs::planning {

/// Which task goes first when some must go: one that is not ready, then one in the zone with most
/// tasks of the service, then on the instance with most, then the newest.
/// Source: ECS Developer Guide, service scheduler concepts (termination order).
class StopOrder {
  public:
    /// @param candidates  tasks of p.view, none of them stopping.
    StopOrder(const Planning& p, std::vector<const ServiceTask*> candidates);

    /// The next one, taken as gone from here on; null when there is none left.
    const ServiceTask* next();

  private:
    struct Candidate {
        const ServiceTask* task;
        bool ready;
        std::int64_t* zone_tasks;
        std::int64_t* instance_tasks;
    };
    static bool goes_before(const Candidate& a, const Candidate& b);

    std::map<std::string, std::int64_t> zones_;
    std::map<std::string, std::int64_t> instances_;
    std::vector<Candidate> candidates_;
};

}  // namespace gantry::ecs::planning
