#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "drivers/runtime/fake/fake_machine.h"
#include "sim/checkers/ledger.h"
#include "sim/runtime_probe.h"
#include "sim/verdict.h"

namespace gantry::sim {

/// A container that really runs in the simulated world, for one look at all: the texts are those of
/// the world and of its machines, and are not to be kept.
struct RunningContainer {
    const std::string& machine;
    const std::string& task_arn;
    const std::string& name;         ///< container name of the task definition
    Ledger::TaskPtr task = nullptr;  ///< null: nothing was told of it
};

/// Promises about what machines do, judged as it happens on them:
///
/// - A container starts once, and again only where its restart policy allows it: after it ran for
///   the policy's period since its last start.
/// - What starts is what the task's definition says: image, command, environment, secrets.
/// - What is stopped is asked first, and has as long as its definition says before it is killed.
/// - Nothing is created or started for a task once its agent had noted durably that it is to stop.
class ContainerChecker {
  public:
    ContainerChecker(const Ledger& ledger, Verdict& verdict) : ledger_(ledger), verdict_(verdict) {}

    void on_start(
        const std::string& machine, const runtime::FakeContainer& container, MonoTime mono
    );
    /// The runtime is asked to stop one.
    void on_stop(const runtime::FakeContainer& container, Seconds grace);
    /// The runtime is asked to create or start a container of a task.
    /// @param on_disk what a crash of the agent's machine would leave of the task
    void on_asked(const std::string& what, const std::string& task_arn, OnDisk on_disk);

    /// For texts. @param now by the world's clock
    void set_now(SysTime now) { now_ = now; }

  private:
    void check_definition(
        const ecs::TaskRow& task,
        const std::string& name,
        const runtime::FakeContainer& container,
        MonoTime mono
    );

    const Ledger& ledger_;
    Verdict& verdict_;
    SysTime now_;
    std::map<std::pair<std::string, std::string>, MonoTime> last_start_;  ///< by task, container
};

/// No container of a task runs twice.
void check_runs_once(const std::vector<RunningContainer>& running, SysTime now, Verdict& verdict);

/// Labels by which agents mark containers, as long as these are there; empty where one has none.
const std::string& task_arn_of(const runtime::FakeContainer& container);
const std::string& container_name_of(const runtime::FakeContainer& container);

}  // namespace gantry::sim
