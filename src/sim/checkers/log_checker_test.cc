#include "sim/checkers/log_checker.h"

#include <gtest/gtest.h>

#include "base/manual_loop.h"
#include "core/core.h"
#include "services/logs/model/names.h"
#include "store/memory_journal.h"

namespace gantry::sim {
namespace {

class LogCheckerTest : public testing::Test {
  protected:
    LogCheckerTest() {
        EXPECT_TRUE(core_.open());
        core::Transaction tx;
        tx.put(tables_.streams, logs::member_key(kScope, "g", "known"), {"known", "1", {}});
        core_.commit(std::move(tx), "test");
        loop_.run_until_idle();
    }
    std::vector<std::string> judge(Duration later, const LogChecker::Streams& held) {
        checker_.check(held, loop_.mono() + later, loop_.now());
        return verdict_.violations();
    }

    inline static const aws::Scope kScope{aws::kDefaultAccount, aws::kDefaultRegion};
    ManualLoop loop_;
    store::MemoryJournal journal_{loop_, std::make_shared<store::MemoryDisk>()};
    logs::Tables tables_;
    core::Core core_{loop_, journal_, tables_.all()};
    Verdict verdict_;
    LogChecker checker_{verdict_};
};

TEST_F(LogCheckerTest, WhatNoRowKnowsGoesAfterAStart) {
    checker_.on_start({{"g", {"1", "2"}}, {"h", {"3"}}}, tables_, loop_.mono());
    EXPECT_TRUE(judge(Seconds{1}, {{"g", {"1", "2"}}}).empty()) << "it has some time";
    EXPECT_EQ(judge(Seconds{6}, {{"g", {"1", "2"}}}).size(), 1U);
}

TEST_F(LogCheckerTest, WhatIsKnownOrCameLaterStays) {
    checker_.on_start({{"g", {"1", "2"}}, {"h", {"3"}}}, tables_, loop_.mono());
    EXPECT_TRUE(judge(Seconds{6}, {{"g", {"1", "4"}}}).empty());
}

}  // namespace
}  // namespace gantry::sim
