// Two processes that want to be one instance: copies of one data directory, or one started anew.
#include "services/ecs/fleet/test_fleet.h"

namespace gantry::fleet {
namespace {

using testing::SizeIs;

class FleetRivalTest : public FleetTest {
  protected:
    FleetRivalTest() {
        hello.process = "first";
        older = open_control();
        hello.process = "second";
    }
    std::string refused() {
        const auto admitted = fleet.admit(hello);
        loop.run_until_idle();
        return admitted ? "" : admitted.error().code;
    }
    void answer_newest_heartbeat() {
        const std::string newest = older.line->messages("HeartbeatMessage").back();
        say(older, "HeartbeatAckRequest", newest);  // it names the message as the heartbeat does
    }

    Agent older;
};

TEST_F(FleetRivalTest, TheSecondIsRefusedWhileTheFirstAnswers) {
    EXPECT_EQ(refused(), "ServerException");
    EXPECT_THAT(older.line->messages("HeartbeatMessage"), SizeIs(1));
    EXPECT_EQ(refused(), "ServerException") << "it is asked once";
    EXPECT_THAT(older.line->messages("HeartbeatMessage"), SizeIs(1));
    answer_newest_heartbeat();
    EXPECT_EQ(refused(), "InstanceInUseException");
    EXPECT_EQ(older.line->closed_with, 0);
    EXPECT_EQ(fleet.connected_agents(), 1U);
}

TEST_F(FleetRivalTest, WhatElseTheFirstSaysIsNoAnswer) {
    EXPECT_EQ(refused(), "ServerException");
    say(older, "HeartbeatAckRequest", R"({"messageId":"earlier"})");
    EXPECT_EQ(refused(), "ServerException");
}

TEST_F(FleetRivalTest, OneStartedAnewTakesThePlaceOfOneThatDoesNotAnswer) {
    EXPECT_EQ(refused(), "ServerException");
    loop.advance(Duration{2'900});
    EXPECT_EQ(refused(), "ServerException");
    loop.advance(Duration{200});
    EXPECT_EQ(refused(), "");
    EXPECT_EQ(older.line->closed_with, 1013);
    open_control();
    EXPECT_TRUE(instance()->agent_connected);
}

TEST_F(FleetRivalTest, OneStartedAnewIsInAtOnceWhenTheOldConnectionIsGone) {
    fleet.on_closed(older.session);
    EXPECT_EQ(refused(), "");
}

TEST_F(FleetRivalTest, TheSameProcessAndOnesThatDoNotSayReplaceAsEver) {
    hello.process = "first";
    EXPECT_EQ(refused(), "");
    hello.process = "";
    EXPECT_EQ(refused(), "");
    open_control();
    EXPECT_EQ(older.line->closed_with, 1013);
}

TEST_F(FleetRivalTest, EachNewcomerIsAskedAboutAnew) {
    EXPECT_EQ(refused(), "ServerException");
    answer_newest_heartbeat();
    hello.process = "third";
    EXPECT_EQ(refused(), "ServerException");
    loop.advance(Duration{3'100});
    EXPECT_EQ(refused(), "");
}

}  // namespace
}  // namespace gantry::fleet
