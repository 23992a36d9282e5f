#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/random.h"
#include "core/controller.h"
#include "service/registry.h"
#include "services/ecs/model/tables.h"
#include "services/ecs/reconcile/secret_roll.h"

namespace gantry::ecs {

/// Gives services a new deployment when secrets that their containers ask rolls for have changed
/// (model/roll_on_change.h); plan_secret_roll decides. Keys are service keys. Comes before the
/// ServiceController in the list of controllers, so that a deployment is noted with what is there
/// before its first task is made.
///
/// A service is looked at when its deployments change, when a parameter or secret that it uses
/// does, and when its plan says. Lives on the core's loop.
class SecretRoller final : public core::Controller {
  public:
    /// All references outlive the controller.
    SecretRoller(
        const Tables& tables,
        const service::Registry& services,
        IdSource& ids,
        SecretRollRules rules = {}
    );

    [[nodiscard]] std::string_view name() const override { return "secret-roller"; }
    void on_change(const core::Change& change, const Wake& wake) override;
    void all_keys(const Wake& wake) override;
    core::Plan plan(const std::string& key, SysTime now) override;

  private:
    [[nodiscard]] std::vector<std::string> uses_of(const ServiceRow& row) const;
    void remember(const std::string& key, std::set<std::string> sources);

    const Tables& tables_;
    const service::Registry& services_;
    IdSource& ids_;
    SecretRollRules rules_;
    /// Who uses what, as far as plans have seen it: sources by service key, and the other way
    /// round. Every service is planned once after a start or a reload.
    std::map<std::string, std::set<std::string>> sources_;
    std::map<std::string, std::set<std::string>> users_;
};

}  // namespace gantry::ecs
