#include "sim/simulation.h"

#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "base/log.h"
#include "sim/sabotages.h"

namespace gantry::sim {
namespace {

/// Runs are many lines long.
class SimulationTest : public testing::Test {
  protected:
    SimulationTest() {
        set_log_sink([](LogLevel, std::string_view) {});
        options_.stormy = minutes{1};
        options_.quiet = minutes{2};
    }
    ~SimulationTest() override { set_log_sink({}); }

    SimulationOptions options_;
};

TEST_F(SimulationTest, TheSameSeedTellsTheSameStory) {
    const SimulationReport report = run_simulation_twice(options_);
    EXPECT_EQ(report.violations, std::vector<std::string>{});
    EXPECT_GT(report.faults, 5U);
    EXPECT_GT(report.calls, 20U);
    EXPECT_GT(report.transactions, 100U);
}

TEST_F(SimulationTest, AnotherSeedTellsAnother) {
    options_.stormy = std::chrono::seconds{5};
    const SimulationReport one = run_simulation(options_);
    options_.seed = 2;
    EXPECT_NE(run_simulation(options_).journal_hash, one.journal_hash);
}

TEST_F(SimulationTest, ABrokenPromiseIsNoticed) {
    options_.sabotage = Sabotage::IgnoreConstraint;
    options_.stormy = minutes{4};
    std::size_t noticed = 0;
    for (options_.seed = 1; options_.seed <= 5 && noticed == 0; ++options_.seed) {
        noticed = run_simulation(options_).violations.size();
    }
    EXPECT_GT(noticed, 0U);
}

TEST(Sabotages, HaveDistinctNamesAndTexts) {
    std::set<std::string_view> names;
    for (const SabotageEntry& entry : sabotages()) {
        EXPECT_TRUE(names.insert(entry.name).second) << entry.name;
        EXPECT_EQ(find_sabotage(entry.name), &entry);
        EXPECT_FALSE(entry.breaks.empty());
        EXPECT_GT(entry.seeds, 0U);
    }
    EXPECT_EQ(find_sabotage("nothing"), nullptr);
}

}  // namespace
}  // namespace gantry::sim
