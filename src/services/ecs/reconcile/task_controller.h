#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/controller.h"
#include "services/ecs/model/interface_source.h"
#include "services/ecs/model/tables.h"

namespace gantry::ecs {

/// Keeps tasks in step with what they depend on, and forgets what is over:
/// - live tasks of a container instance that was deregistered or is gone end at once, for no agent
///   will report them any more; their addresses come back, and their volumes end, when its agent
///   tells their ends all the same, or after ten minutes;
/// - a task's connectivity follows its instance's agent;
/// - a Spot task that was told of its interruption is asked to stop when its time is over;
/// - STOPPED tasks stay describable for a while and then go, with their log tails; so do
///   INACTIVE container instances, and client tokens after a day.
///
/// Keys: "interrupt/<task row key>", "instance/<row key>", "stopped/<cluster row key>" (a sweep
/// over the cluster's STOPPED tasks) and "tokens". Sweeps look at many rows, so they wake
/// themselves up rather than at every change, look at a bounded number in one turn, and go on where
/// the last one ended. Owned by the control plane; core thread only.
class TaskController final : public core::Controller {
  public:
    /// @param retention how long STOPPED tasks and INACTIVE instances stay; ECS promises tasks an
    ///        hour.
    /// @param interfaces  where interfaces of tasks go whose machine is gone; null: nowhere
    TaskController(const Tables& tables, Duration retention, InterfaceSource* interfaces);

    [[nodiscard]] std::string_view name() const override { return "task-controller"; }
    void on_change(const core::Change& change, const Wake& wake) override;
    void all_keys(const Wake& wake) override;
    core::Plan plan(const std::string& key, SysTime now) override;

  private:
    /// A pass over many rows, of which each turn looks at some.
    struct Sweep {
        std::string after;            ///< the row that was looked at last; empty: none in this pass
        std::optional<SysTime> next;  ///< when the first row that stays is due
    };

    core::Plan plan_instance(const std::string& instance_key, SysTime now) const;
    void end_attachments(const std::string& instance_key, core::Plan& plan) const;
    [[nodiscard]] core::Plan interrupt_task(const std::string& task_key, SysTime now) const;
    core::Plan sweep_stopped(const std::string& cluster, SysTime now);
    core::Plan sweep_tokens(SysTime now);
    Sweep& go_on(const std::string& key);
    void end_pass(const std::string& key, Duration kept, SysTime now, core::Plan& plan);
    void wake_sweep(std::string key, SysTime due, const Wake& wake);
    void on_task(const TaskRow* before, const TaskRow* after, const Wake& wake);
    /// When a sweep looks again: at `due`, but not more often than a sixtieth of `kept`.
    static Duration pause_until(SysTime due, SysTime now, Duration kept);

    const Tables& tables_;
    Duration retention_;
    InterfaceSource* const interfaces_;
    std::map<std::string, Sweep> sweeps_;  ///< by key: those that will run anyway
};

}  // namespace gantry::ecs
