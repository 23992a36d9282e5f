#pragma once

#include <memory>
#include <span>
#include <string>

#include "base/loop.h"
#include "base/random.h"
#include "core/controller.h"
#include "core/core.h"
#include "service/dispatcher.h"
#include "service/registry.h"
#include "services/all.h"

namespace gantry::control {

struct ControlCoreOptions {
    service::Settings settings;
    service::Options services;
    /// How long the journal keeps single transactions; older ones become the starting state.
    Duration journal_retention = hours{24 * 7};
    /// Where operations run that need no row of the core. Null: on its own loop.
    Loop* workers = nullptr;
};

/// The control plane without sockets: the services' state and controllers, and the operations over
/// them. The same in the program, in tests and in the simulator; what differs is the loop, the
/// journal and the ids. Lives on one loop; every member is called there.
class ControlCore {
  public:
    /// The loop and the journal outlive it.
    ControlCore(
        Loop& loop,
        core::Journal& journal,
        IdSource ids,
        ControlCoreOptions options,
        std::span<const service::Service* const> services = all_services()
    );
    ~ControlCore();

    /// Loads the state, starts the services and their controllers.
    Result<void> start();
    /// Stops them; nothing is written afterwards.
    void stop();

    [[nodiscard]] core::Core& core() { return *core_; }
    [[nodiscard]] const core::Core& core() const { return *core_; }
    [[nodiscard]] const service::Registry& services() const { return registry_; }
    [[nodiscard]] service::Dispatcher& dispatcher() { return dispatcher_; }
    [[nodiscard]] IdSource& ids() { return ids_; }
    /// Read on any thread.
    [[nodiscard]] service::KeyRing& keys() { return keys_; }
    [[nodiscard]] service::Settings& settings() { return options_.settings; }
    /// From start() on.
    [[nodiscard]] const core::ControllerRunner& runner() const { return *runner_; }
    /// Keys waiting for a controller: 0 when all is quiet.
    [[nodiscard]] std::size_t pending_plans() const { return runner_->pending(); }

  private:
    void trim_journal();

    Loop& loop_;
    IdSource ids_;
    ControlCoreOptions options_;
    service::KeyRing keys_;
    std::unique_ptr<core::Core> core_;
    service::Registry registry_;
    service::Dispatcher dispatcher_;
    std::unique_ptr<core::ControllerRunner> runner_;
    TimerId trim_timer_ = 0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  ///< until stop()
};

}  // namespace gantry::control
