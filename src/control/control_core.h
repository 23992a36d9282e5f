#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/loop.h"
#include "base/random.h"
#include "control/identity.h"
#include "core/controller.h"
#include "core/core.h"
#include "fleet/fleet.h"
#include "services/ecs/api/call.h"
#include "services/ecs/model/tables.h"
#include "services/ecs/reconcile/service_planner.h"

namespace gantry::control {

struct ControlCoreOptions {
    ecs::ServiceSettings settings;
    fleet::FleetOptions fleet;
    ecs::SchedulerRules scheduler;
    Duration stopped_task_retention = hours{1};
    /// How long the journal keeps single transactions; older ones become the starting state.
    Duration journal_retention = hours{24 * 7};
};

/// The control plane without sockets: state, controllers, fleet and the operations over them. The
/// same in the program, in tests and in the simulator; what differs is the loop, the journal and
/// the ids. Lives on one loop; every member is called there.
class ControlCore {
  public:
    /// The loop and the journal outlive it.
    ControlCore(Loop& loop, core::Journal& journal, IdSource ids, ControlCoreOptions options);
    ~ControlCore();

    /// Loads the state, starts controllers and fleet.
    Result<void> start();
    /// Stops them; nothing is written afterwards.
    void stop();

    /// Makes sure the cluster "default" exists in the given account and Region (dev, tests).
    void ensure_default_cluster(const ecs::Scope& scope);

    using Answer = std::function<void(Result<std::string>)>;
    /// Runs one operation and answers its JSON once everything it saw or changed is durable.
    void call(
        const Caller& caller,
        const std::string& operation,
        const std::string& request_id,
        const std::string& body,
        Answer answer
    );

    [[nodiscard]] core::Core& core() { return core_; }
    [[nodiscard]] const ecs::Tables& tables() const { return tables_; }
    [[nodiscard]] fleet::Fleet& fleet() { return fleet_; }
    [[nodiscard]] IdSource& ids() { return ids_; }
    [[nodiscard]] ecs::ServiceSettings& settings() { return options_.settings; }
    /// Keys waiting for a controller: 0 when all is quiet.
    [[nodiscard]] std::size_t pending_plans() const { return runner_->pending(); }

  private:
    struct Request {
        Caller caller;
        std::string operation;
        std::string id;
        std::string body;
        Answer answer;
    };

    void attempt(const std::shared_ptr<Request>& request, int attempts);
    void trim_journal();

    Loop& loop_;
    IdSource ids_;
    ControlCoreOptions options_;
    ecs::Tables tables_;
    core::Core core_;
    fleet::Fleet fleet_;
    std::vector<std::unique_ptr<core::Controller>> controllers_;
    std::unique_ptr<core::ControllerRunner> runner_;
    TimerId trim_timer_ = 0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  ///< until stop()
};

}  // namespace gantry::control
