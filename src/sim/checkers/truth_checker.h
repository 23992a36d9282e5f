#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sim/calm.h"
#include "sim/checkers/container_checker.h"
#include "sim/checkers/ledger.h"
#include "sim/verdict.h"

namespace gantry::sim {

/// Judges once a virtual second, wherever nothing has gone wrong for a while, that rows tell the
/// truth about machines within the time that an event takes, and that work goes on:
///
/// - A task that counts as RUNNING has its essential containers running on its instance's machine.
/// - A container that runs belongs to a task that is not over.
/// - A task does not stay PENDING, nor on its way to STOPPED, beyond a bound.
class TruthChecker {
  public:
    TruthChecker(const Ledger& ledger, const Calm& calm, Verdict& verdict)
        : ledger_(ledger), calm_(calm), verdict_(verdict) {}

    /// @param machine_of the machine of a container instance (by its ARN); empty when unknown
    void check(
        const std::vector<RunningContainer>& running,
        const std::function<std::string(const std::string&)>& machine_of,
        MonoTime mono,
        SysTime now
    );

  private:
    /// Containers, by the task as the ledger has it and by name.
    using Names = std::set<std::pair<const ecs::TaskRow*, std::string_view>>;

    /// Since when what is judged has been so, without a break.
    struct Lasting {
        std::optional<MonoTime> idle;
        std::optional<MonoTime> pending;
        std::optional<MonoTime> stopping;
    };

    void check_task(
        const ecs::TaskRow& task,
        Lasting& since,
        const Names& running,
        Duration calm,
        MonoTime mono,
        SysTime now
    );

    const Ledger& ledger_;
    const Calm& calm_;
    Verdict& verdict_;
    std::map<std::string, Lasting> tasks_;     ///< by key; those that have not stopped
    std::map<std::string, MonoTime> orphans_;  ///< by task and container
};

}  // namespace gantry::sim
