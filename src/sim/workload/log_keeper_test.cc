#include "sim/workload/log_keeper.h"

#include <gtest/gtest.h>

namespace gantry::sim {
namespace {

class LogKeeperTest : public testing::Test {
  protected:
    void expect(const std::string& what, const std::vector<ReadEvent>& events) {
        KeptStream stream = stream_;
        const std::string wrong = judge_events(stream, events);
        EXPECT_EQ(wrong.empty(), what.empty()) << wrong;
        EXPECT_NE(wrong.find(what), std::string::npos) << wrong;
    }
    static ReadEvent event(std::int64_t time, int batch, int index, int of = 2) {
        return {time, log_message(batch, index, of)};
    }

    KeptStream stream_{{1, {.events = 2, .sure = true}}, {2, {.events = 2}}};
};

TEST_F(LogKeeperTest, WhatIsThereMayBe) {
    expect("", {event(1, 1, 0), event(2, 1, 1)});
    expect("", {event(1, 1, 0), event(1, 2, 0), event(2, 1, 1), event(2, 2, 1)});
}

TEST_F(LogKeeperTest, WhatIsWrongIsNoticed) {
    expect("batch 1 is lost", {});
    expect("1 of 2 events of batch 1", {event(1, 1, 0)});
    expect("1 of 2 events of batch 2", {event(1, 1, 0), event(2, 1, 1), event(3, 2, 0)});
    expect("there twice", {event(1, 1, 0), event(2, 1, 1), event(2, 1, 1)});
    expect("in its turn", {event(1, 1, 1), event(2, 1, 0)});
    expect("order of time", {event(2, 1, 0), event(1, 1, 1)});
    expect("was not put there", {event(1, 1, 0), event(2, 1, 1), event(2, 3, 0)});
    expect("was not put there", {{1, "something"}});
}

TEST_F(LogKeeperTest, WhatWasReadIsKnown) {
    KeptStream without = stream_;
    EXPECT_EQ(judge_events(without, {event(1, 1, 0), event(2, 1, 1)}), "");
    EXPECT_EQ(without.size(), 1U);
    const std::vector<ReadEvent> both = {
        event(1, 1, 0), event(2, 1, 1), event(3, 2, 0), event(3, 2, 1)
    };
    EXPECT_NE(judge_events(without, both), "") << "what was not there does not come";
    EXPECT_EQ(judge_events(stream_, both), "");
    EXPECT_TRUE(stream_.at(2).sure);
    EXPECT_NE(judge_events(stream_, {event(1, 1, 0), event(2, 1, 1)}), "");
}

}  // namespace
}  // namespace gantry::sim
