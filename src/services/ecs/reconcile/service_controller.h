#pragma once

#include <map>
#include <string>

#include "base/random.h"
#include "core/controller.h"
#include "services/ecs/model/tables.h"
#include "services/ecs/reconcile/service_planner.h"
#include "services/ecs/reconcile/service_turn.h"

namespace gantry::ecs {

/// Keeps services as their rows want them: starts and stops tasks, rolls deployments, writes the
/// event list. Keys are service keys. What to do is decided by plan_service, where by
/// placement::place; one turn is one transaction (see service_turn.h).
///
/// A service is looked at when its row changes, when a task of it changes in a way that matters,
/// when an instance with tasks of it changes, at the times its plan names (while a deployment is in
/// progress now and then in any case), and, while it has tasks
/// that found no place, when room may have come up in its cluster: a few such services at a time,
/// in turn; the others follow as these get their tasks, or within half a minute.
/// Lives on the core's loop.
class ServiceController final : public core::Controller {
  public:
    /// All references outlive the controller. The last two as of service_turn.
    ServiceController(
        const Tables& tables,
        IdSource& ids,
        SchedulerRules rules = {},
        RoleCheck check_roles = {},
        InterfaceSource* interfaces = nullptr
    );

    [[nodiscard]] std::string_view name() const override { return "service-controller"; }
    void on_change(const core::Change& change, const Wake& wake) override;
    void all_keys(const Wake& wake) override;
    core::Plan plan(const std::string& key, SysTime now) override;

  private:
    void on_service(const ServiceRow* before, const ServiceRow* after, const Wake& wake);
    void on_task(const TaskRow* before, const TaskRow* after, const Wake& wake);
    void on_instance(
        const ContainerInstanceRow* before, const ContainerInstanceRow* after, const Wake& wake
    );
    void wake_services_on(const std::string& instance_key, const Wake& wake) const;
    void wake_bound_to_tasks(const std::string& cluster_key, const Wake& wake) const;
    void wake_waiting(const std::string& cluster_key, const Wake& wake);

    const Tables& tables_;
    IdSource& ids_;
    SchedulerRules rules_;
    RoleCheck check_roles_;
    InterfaceSource* const interfaces_;
    std::map<std::string, std::string> last_woken_;  ///< by cluster, of those that wait for room
};

}  // namespace gantry::ecs
