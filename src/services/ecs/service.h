#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "service/service.h"
#include "services/ecs/api/exec_support.h"
#include "services/ecs/fleet/fleet.h"
#include "services/ecs/model/tables.h"
#include "services/ecs/network/ec2_interfaces.h"
#include "services/ecs/network/machine_networks.h"
#include "services/ecs/pages/exec_hub.h"
#include "services/ecs/pages/row_counts.h"
#include "services/ecs/pages/session_logs.h"
#include "services/ecs/pages/session_objects.h"
#include "services/ecs/reconcile/secret_roll.h"
#include "services/ecs/reconcile/service_planner.h"
#include "services/ecs/roles/task_sessions.h"
#include "services/ecs/storage/machine_disks.h"

namespace gantry::ecs {

/// What whoever starts a control plane may want of ECS.
struct Options {
    fleet::FleetOptions fleet;
    SchedulerRules scheduler;
    SecretRollRules secret_rolls;
    Duration stopped_task_retention = hours{1};
    /// Scopes in which the cluster "default" is there from the start.
    std::vector<Scope> default_clusters;
};

/// Amazon ECS within one control plane: its rows, its controllers, and the sessions with agents.
class Instance final : public service::InstanceOn<Tables>, public ExecBackend {
  public:
    explicit Instance(const service::Surroundings& surroundings);
    ~Instance() override;

    [[nodiscard]] std::vector<core::Controller*> controllers() override;
    void start() override;
    void stop() override;
    [[nodiscard]] bool has_ended(const aws::Session& session, SysTime now) const override;
    [[nodiscard]] std::vector<service::Page> pages() override;
    [[nodiscard]] std::string health() const override;
    void write_metrics(service::MetricsText& page) const override;
    [[nodiscard]] bool claims(std::string_view path) const override {
        return path == "/ws" || judges_callers_of(path);
    }
    [[nodiscard]] bool judges_callers_of(std::string_view path) const override {
        return path.starts_with(kDataChannelPath);
    }
    void open(service::Upgrade upgrade) override;
    [[nodiscard]] bool reaches_agent(const std::string& instance_key) const override;
    Result<exec::SessionBook::Ticket> promise_session(exec::Session session) override;

    /// From start() on.
    [[nodiscard]] fleet::Fleet& fleet() { return *fleet_; }

  private:
    void make_default_cluster(const Scope& scope);
    void start_counting();
    Result<std::shared_ptr<s3::ObjectInTheMaking>> begin_session_object(
        const exec::Session& session, s3::NewObject object
    );

    service::Surroundings around_;
    Options options_;
    TaskSessions sessions_{around_};
    Ec2Interfaces interfaces_{around_.services, around_.ids};
    MachineNetworks networks_{rows(), around_.services};
    MachineDisks disks_{rows(), around_.services};
    std::optional<fleet::Fleet> fleet_;
    SessionLogs session_logs_{
        around_.loop,
        [this](const logs::Place& place, std::vector<logs::Line> lines, auto done) {
            logs::append_lines(
                around_.services,
                *around_.core,
                around_.ids,
                place,
                std::move(lines),
                std::move(done)
            );
        }
    };
    SessionObjects session_objects_{[this](const exec::Session& session, s3::NewObject object) {
        return begin_session_object(session, std::move(object));
    }};
    std::optional<ExecHub> exec_;  ///< from start() on
    RowCounts counts_{rows()};
    std::vector<std::unique_ptr<core::Controller>> controllers_;
    std::shared_ptr<bool> alive_ =
        std::make_shared<bool>(true);  ///< until stop(); on its loop only
    const std::weak_ptr<bool> watch_{alive_};
};

/// The service as services/all.h lists it.
const service::Service& service();

}  // namespace gantry::ecs
