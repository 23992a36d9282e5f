// A control plane whose data is older than what its agents were told.
#include "services/ecs/fleet/test_fleet.h"

namespace gantry::fleet {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class FleetRestoredTest : public FleetTest {
  protected:
    FleetRestoredTest() { hello.process = "agent"; }

    /// The state that goes with the newest frame of a line.
    static std::string told(const Line& line) {
        return parse_envelope(line.frames.back())->gantry_state.value_or("");
    }
    [[nodiscard]] std::string word(core::Sequence sequence, SysTime time) const {
        return std::to_string(sequence) + "@" + std::to_string(epoch_ms(time));
    }
    std::string refused(Fleet& by) {
        const auto admitted = by.admit(hello);
        loop.run_until_idle();
        return admitted ? "" : admitted.error().code;
    }
};

TEST_F(FleetRestoredTest, AgentsAreToldTheNewestDurableState) {
    const Agent agent = open_control();
    const auto connected = told(*agent.line);
    EXPECT_EQ(connected, word(core.durable(), core.durable_time())) << "the record of connecting";
    put_definition();
    put_task("t");
    EXPECT_EQ(told(*agent.line), word(core.durable(), core.durable_time()));
    EXPECT_NE(told(*agent.line), connected);
}

TEST_F(FleetRestoredTest, OtherAgentsAreSentWhatTheirProtocolHas) {
    hello.process.clear();
    const Agent agent = open_control();
    for (const std::string& frame : agent.line->frames) {
        EXPECT_THAT(frame, Not(HasSubstr("gantryState")));
    }
    hello.told_state.clear();
    EXPECT_EQ(refused(fleet), "");
}

TEST_F(FleetRestoredTest, WhatWasToldHereIsKnownForGoodAlsoByTheNextProcess) {
    const Agent agent = open_control();
    hello.told_state = told(*agent.line);
    put_definition();
    EXPECT_EQ(refused(fleet), "");
    loop.advance(hours{1});
    put_task("t");
    EXPECT_EQ(refused(fleet), "");
    Fleet next{core, tables, ids, {}};
    next.start();
    EXPECT_EQ(refused(next), "");
}

TEST_F(FleetRestoredTest, AnAgentThatWasToldMoreIsKeptOutUntilTheLossIsAccepted) {
    hello.told_state = word(core.durable() + 1, loop.now());
    EXPECT_EQ(refused(fleet), "StateLostException");
    EXPECT_EQ(fleet.agents_that_know_more().size(), 1U);
    const Agent kept_out{std::make_shared<Line>()};
    EXPECT_FALSE(fleet.open_control(hello, kept_out.line));
    EXPECT_FALSE(fleet.open_telemetry(hello, kept_out.line));
    EXPECT_THAT(kept_out.line->frames, IsEmpty()) << "no work, and no list of what should run";
    EXPECT_FALSE(instance()->agent_connected) << "so nothing is placed there";

    Fleet accepting{core, tables, ids, {.accept_loss = true}};
    accepting.start();
    EXPECT_EQ(refused(accepting), "");
    EXPECT_THAT(accepting.agents_that_know_more(), IsEmpty());
}

/// The restored state goes on, and has as many records again after a while.
TEST_F(FleetRestoredTest, ANumberThatMeansAnotherRecordHereIsNoPartOfThisPast) {
    hello.told_state = word(core.durable() + 1, loop.now());
    loop.advance(Seconds{1});
    put_definition();
    EXPECT_EQ(refused(fleet), "StateLostException");
    put_task("t");
    put_task("u");
    EXPECT_EQ(refused(fleet), "StateLostException");
    EXPECT_EQ(refused(fleet), "StateLostException") << "as it was found before";
}

TEST_F(FleetRestoredTest, WhatCannotBeComparedIsNoEvidence) {
    put_definition();
    put_task("t");
    loop.advance(hours{1});
    journal.trim(loop.now(), [](const auto&) {});
    put_task("u");
    put_task("v");
    for (const std::string& told :
         {word(2, SysTime{}),
          std::string("nonsense"),
          std::string("7"),
          std::string("7@"),
          std::string("0@0"),
          std::string("@1"),
          std::string(50, '9') + "@1",
          std::string("9@1x")}) {
        hello.told_state = told;
        EXPECT_EQ(refused(fleet), "") << told;
    }
}

TEST_F(FleetRestoredTest, HealthNoLongerNamesAnAgentThatIsLetIn) {
    hello.told_state = word(core.durable() + 1, loop.now());
    EXPECT_EQ(refused(fleet), "StateLostException");
    hello.told_state = word(core.durable(), core.durable_time());
    EXPECT_EQ(refused(fleet), "");
    EXPECT_THAT(fleet.agents_that_know_more(), IsEmpty());
}

}  // namespace
}  // namespace gantry::fleet
