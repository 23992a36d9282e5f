#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "services/logs/insights/run.h"

/// The commands of a query as stages; each gives what comes of it to `next`, which outlives it, as
/// does the command.
namespace gantry::logs::insights {

std::unique_ptr<Stage> collect_stage(std::vector<Row>& rows, Budget& budget);
/// Counts what passes.
std::unique_ptr<Stage> count_stage(std::uint64_t& count, Stage& next);
std::unique_ptr<Stage> columns_stage(
    const std::vector<Column>& columns, Budget& budget, Stage& next
);
std::unique_ptr<Stage> filter_stage(const Filter& filter, Stage& next);
std::unique_ptr<Stage> parse_stage(const Parse& parse, Budget& budget, Stage& next);
std::unique_ptr<Stage> limit_stage(std::size_t count, Stage& next);
std::unique_ptr<Stage> dedup_stage(const Dedup& dedup, Budget& budget, Stage& next);
std::unique_ptr<Stage> stats_stage(const Stats& stats, Budget& budget, Stage& next);
/// @param keys none: the newest first
/// @param most as many are wanted of it
std::unique_ptr<Stage> sort_stage(
    std::vector<Sort::Key> keys, std::size_t most, Budget& budget, Stage& next
);

}  // namespace gantry::logs::insights
