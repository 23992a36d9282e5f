#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "services/ecs/reconcile/service_planning.h"

namespace gantry::ecs::planning {

/// Which task goes first when some must go: one that is not ready; then the one whose end leaves
/// the best state for the service's placement strategies (spread: from the value with most tasks;
/// binpack: from the instance with most to spare), without any from the zone with most tasks of the
/// service, then from the instance with most; then the newest.
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
        std::vector<std::int64_t*> crowds;  ///< the larger the first goes first
    };
    [[nodiscard]] std::vector<std::int64_t*> crowds_of(const ServiceTask& task);
    static bool goes_before(const Candidate& a, const Candidate& b);

    /// Tasks by what they are spread by; by strategy and value.
    std::map<std::pair<std::size_t, std::string>, std::int64_t> groups_;
    /// What is left of instances that are filled up, by strategy and amount: its own key.
    std::map<std::pair<std::size_t, std::int64_t>, std::int64_t> free_;
    std::vector<Candidate> candidates_;
};

}  // namespace gantry::ecs::planning
