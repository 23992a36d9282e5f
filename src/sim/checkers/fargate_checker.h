#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/calm.h"
#include "sim/checkers/container_checker.h"
#include "sim/checkers/ledger.h"
#include "sim/verdict.h"

namespace gantry::sim {

/// One provider's part of a capacity provider strategy.
struct Share {
    std::string provider;
    std::int64_t base = 0;
    std::int64_t weight = 0;
};

/// Whether that many tasks of each provider are what a strategy makes of them all: its base first,
/// and of what is beyond within one task of its weight's part. Written from Amazon's words.
bool is_shared_out(
    const std::vector<Share>& strategy, const std::map<std::string, std::int64_t>& tasks
);

/// Promises of FARGATE:
///
/// - Its tasks are on machines of the pool, and no others are, in rows and on machines.
/// - A Spot task that was told of its interruption is asked to stop when the time of its notice is
///   over, and says why in Amazon's words.
/// - At rest the running tasks of a service are shared out as its strategy says.
class FargateChecker {
  public:
    FargateChecker(const Ledger& ledger, const Calm& calm, Verdict& verdict)
        : ledger_(ledger), calm_(calm), verdict_(verdict) {}

    /// Before the ledger takes the transaction in. @param mono the world's time
    void on_transaction(const Told& told, const ecs::Tables& tables, MonoTime mono);
    /// Once a second. @param pool names of its machines @param control_now by the control plane's
    /// clock @param now by the world's
    void check(
        const std::vector<RunningContainer>& running,
        const std::set<std::string>& pool,
        MonoTime mono,
        SysTime control_now,
        SysTime now
    );
    void check_at_rest(const ecs::Tables& tables, SysTime now);

  private:
    void check_place(const Told& told, const ecs::TaskRow& task);
    void check_words(const Told& told, const ecs::TaskRow& task);
    void check_machines(
        const std::vector<RunningContainer>& running, const std::set<std::string>& pool, SysTime now
    );

    const Ledger& ledger_;
    const Calm& calm_;
    Verdict& verdict_;
    std::map<std::string, MonoTime> due_;  ///< of tasks, by key, that were told
    Duration ahead_{};  ///< the control plane's clock, when it was looked at last
};

}  // namespace gantry::sim
