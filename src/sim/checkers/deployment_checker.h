#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/checkers/ledger.h"
#include "sim/verdict.h"

namespace gantry::sim {

/// Judges every durable step of the service scheduler: each of its transactions is compared with
/// what the rows said before it. Written from ECS's rules (deployment_rules.h), not from the
/// scheduler's code.
///
/// - Its stops leave at least floor ready tasks, its starts at most ceiling present ones.
/// - It starts tasks of the revision that their deployment has, on ACTIVE connected instances that
///   the service's constraints allow, and no second daemon on an instance.
/// - It stops no protected task, but an unhealthy one.
/// - COMPLETED: all present tasks are of the primary deployment, as many as desired, all ready.
/// - A failed start of the primary deployment is counted once; the count is forgotten only where a
///   task of the deployment is ready; the circuit breaker fires when its threshold is reached.
class DeploymentChecker {
  public:
    DeploymentChecker(const Ledger& ledger, Duration settle, Verdict& verdict)
        : ledger_(ledger), settle_(settle), verdict_(verdict) {}

    /// Judges a transaction; call before the ledger takes it in.
    void on_transaction(const Told& told, const ecs::Tables& tables);

    /// The control plane's clock went back: what had settled may not look so for a while.
    void clock_went_back(MonoTime now) { went_back_at_ = now; }
    void set_now(MonoTime now) { mono_ = now; }

  private:
    struct TaskChange {
        Ledger::TaskPtr before, after;
    };
    /// One step of one service.
    struct Step {
        const Told& told;
        Ledger::ServicePtr before, after;  ///< `after` is `before` when the row did not change
        std::vector<TaskChange> tasks;     ///< of the service, that changed
        std::vector<Ledger::TaskPtr> had;  ///< live ones before
    };

    [[nodiscard]] Step step_of(
        const Told& told, const std::string& service, const ecs::Tables& tables
    ) const;
    [[nodiscard]] std::vector<Ledger::TaskPtr> live_after(const Step& step) const;
    [[nodiscard]] bool counts(const Step& step, const ecs::TaskRow& task) const;
    [[nodiscard]] bool drains(const ecs::TaskRow& task) const;
    [[nodiscard]] bool some_ready(const Step& step, const std::string& deployment) const;

    /// What the rows say of how long something lasted may be wrong.
    [[nodiscard]] bool clock_is_unsure() const;

    void check_stops(const Step& step);
    void check_starts(const Step& step);
    void check_start(const Step& step, const ecs::TaskRow& task);
    void check_place(const Step& step, const ecs::TaskRow& task);
    void check_completed(const Step& step);
    void check_failures(const Step& step);
    void check_breaker(const Step& step);
    void broken(const Step& step, const std::string& what);

    const Ledger& ledger_;
    Duration settle_;
    Verdict& verdict_;
    MonoTime mono_{};
    std::optional<MonoTime> went_back_at_;
};

}  // namespace gantry::sim
