#include "sim/faults.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/log.h"
#include "sim/workload/acts.h"

namespace gantry::sim {
namespace {

class FaultsTest : public testing::Test {
  protected:
    FaultsTest() {
        set_log_sink([](LogLevel, std::string_view line) {
            append_failed |= line.find("journal_append_failed") != line.npos;
        });
        agents_.push_back(
            std::make_unique<AgentNode>(loop_, network_, "agent-1", Random{2}, MachineKind{})
        );
        faults_.start_control();
        loop_.advance(Seconds{1});
    }
    ~FaultsTest() override {
        set_log_sink({});
        append_failed = false;
    }

    static control::ControlCoreOptions options() {
        control::ControlCoreOptions options;
        options.services.of<ecs::Options>().default_clusters = {
            {aws::kDefaultAccount, aws::kDefaultRegion}
        };
        return options;
    }
    void settle() {
        settle_everything(client_);
        client_.resume();
        client_.pause();
        loop_.advance(minutes{1});
    }

    static inline bool append_failed = false;
    ManualLoop loop_;
    Network network_{loop_, Random{1}, {}};
    Memory memory_;
    Client client_{loop_, network_, Random{4}, memory_, {}};
    ControlNode control_{loop_, network_, Random{3}, options()};
    std::vector<std::unique_ptr<AgentNode>> agents_;
    Calm calm_;
    Verdict verdict_;
    World world_{loop_, network_, control_, agents_, calm_, verdict_};
    Faults faults_{world_, Random{5}};
};

/// Seed 1726: nothing was written between the fault and the call that registers what all services
/// are to be rolled to.
TEST_F(FaultsTest, AnAppendThatWasToFailDoesNotFailInTheCalmAfterwards) {
    control_.disk().fail_next_append_before();
    agents_.front()->disk().fail_next_append_after();
    faults_.end();
    settle();
    EXPECT_EQ(memory_.acknowledged.wrong_answers, std::vector<std::string>{});
    EXPECT_EQ(control_.tables().task_definitions.rows().size(), 1U);
    ASSERT_TRUE(agents_.front()->start_agent());
    loop_.advance(Seconds{10});
    EXPECT_FALSE(append_failed);
}

TEST_F(FaultsTest, ACallThatFailsInTheCalmIsToldAsSuch) {
    faults_.end();
    control_.disk().fail_next_append_before();
    settle();
    ASSERT_EQ(memory_.acknowledged.wrong_answers.size(), 1U);
    EXPECT_EQ(
        memory_.acknowledged.wrong_answers.front(),
        "RegisterTaskDefinition fails though nothing is wrong: The change could not be made "
        "durable: the write failed (injected)"
    );
}

}  // namespace
}  // namespace gantry::sim
