#pragma once

#include "core/controller.h"
#include "services/ecs/model/tables.h"

namespace gantry::ecs {

/// Finishes what DeleteTaskDefinitions began: a revision in DELETE_IN_PROGRESS stays until no task
/// that lives and no deployment of a service uses it, then its row goes. The family's counter
/// stays. Keys: task definition keys. Source: API Reference, DeleteTaskDefinitions.
class TaskDefinitionGc final : public core::Controller {
  public:
    /// @param tables outlive the controller
    explicit TaskDefinitionGc(const Tables& tables) : tables_(tables) {}

    [[nodiscard]] std::string_view name() const override { return "task-definition-gc"; }
    void on_change(const core::Change& change, const Wake& wake) override;
    void all_keys(const Wake& wake) override;
    core::Plan plan(const std::string& key, SysTime now) override;

  private:
    [[nodiscard]] bool is_used(const TaskDefinitionRow& row, const std::string& key) const;

    const Tables& tables_;
};

}  // namespace gantry::ecs
