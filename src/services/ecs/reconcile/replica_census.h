#pragma once

#include <cstdint>
#include <vector>

#include "services/ecs/reconcile/service_planning.h"

namespace gantry::ecs::planning {

/// The tasks of a REPLICA service, sorted by what a plan may do with them. Points into the view.
struct ReplicaCensus {
    using Tasks = std::vector<const ServiceTask*>;

    /// @param fallback  fallback_of(p); may be null.
    ReplicaCensus(const Planning& p, const DeploymentRow* fallback, std::int64_t floor);

    // Of the primary deployment.
    Tasks good;       ///< to stay
    Tasks unhealthy;  ///< to be replaced
    // Of the fallback, which stands in while the primary's are not ready.
    Tasks kept;            ///< not UNHEALTHY, not on a DRAINING instance
    Tasks kept_unhealthy;  ///< to be replaced while they are needed
    // Of either.
    Tasks draining;  ///< on DRAINING instances, not UNHEALTHY
    Tasks old;       ///< of every other deployment: nobody wants them

    std::int64_t present = 0;  ///< wanted to run
    std::int64_t leaving = 0;  ///< we are stopping them; they hold their slots until they are gone
    std::int64_t ready = 0;    ///< of all deployments
    std::int64_t good_ready = 0;
    std::int64_t kept_coming = 0;  ///< of `kept`: not ready yet
    bool stopping = false;         ///< some task is on its way out, whoever stopped it

    /// Tasks of the fallback that the floor needs besides those that are ready and stay.
    std::int64_t needed = 0;

  private:
    void sort(const ServiceTask& task, const Planning& p, const DeploymentRow* fallback);

    std::int64_t going_ = 0;  ///< ready, but on DRAINING instances, for the fallback to replace
};

}  // namespace gantry::ecs::planning
