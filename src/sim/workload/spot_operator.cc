#include "sim/workload/spot_operator.h"

#include <string>
#include <utility>
#include <vector>

#include "services/ecs/reconcile/interruption.h"

namespace gantry::sim {

namespace {

constexpr double kChance = 0.1;
constexpr std::uint64_t kLongestNoticeS = 60;

}  // namespace

void interrupt_some_task(ControlNode& control, Random& random) {
    if (!control.up() || !control.core().core().writable() || !random.chance(kChance)) return;
    const ecs::Tables& tables = control.tables();
    std::vector<std::string> spot;
    for (const auto& [key, task] : tables.tasks.rows()) {
        if (task->capacity_provider == "FARGATE_SPOT" && !task->stopped()) spot.push_back(key);
    }
    if (spot.empty()) return;
    const std::string& key = spot[random.below(spot.size())];
    const Duration notice = Seconds{random.below(kLongestNoticeS + 1)};
    auto told = ecs::give_spot_notice(*tables.tasks.find(key), notice, control.now());
    if (!told) return;
    core::Transaction tx;
    tx.put(tables.tasks, key, *std::move(told));
    control.core().core().commit(std::move(tx), "interrupt " + key);
}

}  // namespace gantry::sim
