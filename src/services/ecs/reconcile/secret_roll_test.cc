#include "services/ecs/reconcile/secret_roll.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gantry::ecs {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr SysTime kStart{Duration{1'800'000'000'000}};
constexpr SecretRollRules kRollRules{.quiet = Duration{10'000}, .longest = Duration{30'000}};

/// A service, what is there of its secrets, and a clock.
class SecretRollTest : public testing::Test {
  protected:
    SecretRollTest() {
        row_.name = "web";
        row_.desired_count = 1;
        deploy("ecs-svc/1");
    }

    void deploy(std::string id) {
        row_.deployments.insert(
            row_.deployments.begin(), DeploymentRow{.id = std::move(id), .created_at = now_}
        );
    }
    /// Decides, carries out, and decides again: nothing is left to be done then.
    std::vector<std::string> turn() {
        const SecretRollPlan plan = plan_secret_roll({row_, there_}, now_, kRollRules);
        row_.secrets_in_use = plan.noted;
        again_ = plan.look_again_at;
        if (!plan.changed.empty()) {
            deploy("ecs-svc/" + std::to_string(row_.deployments.size() + 1));
            row_.secrets_in_use->deployment_id = row_.primary()->id;
        }
        const SecretRollPlan second = plan_secret_roll({row_, there_}, now_, kRollRules);
        EXPECT_THAT(second.changed, IsEmpty());
        EXPECT_EQ(second.noted, row_.secrets_in_use);
        EXPECT_EQ(second.look_again_at, again_);
        return plan.changed;
    }
    void set(const std::string& version, std::size_t index = 0) { there_[index].version = version; }

    ServiceRow row_;
    std::vector<SecretVersion> there_{{"/a", "1"}, {"/b", "1"}};
    SysTime now_ = kStart;
    std::optional<SysTime> again_;
};

TEST_F(SecretRollTest, ADeploymentIsNotedWithWhatIsThere) {
    EXPECT_THAT(turn(), IsEmpty());
    EXPECT_EQ(row_.secrets_in_use->deployment_id, "ecs-svc/1");
    EXPECT_EQ(row_.secrets_in_use->versions, there_);
    EXPECT_FALSE(again_);
}

TEST_F(SecretRollTest, AChangeRollsOnceItHasBeenQuiet) {
    turn();
    set("2");
    EXPECT_THAT(turn(), IsEmpty());
    EXPECT_EQ(again_, now_ + kRollRules.quiet);
    now_ += Duration{9'999};
    EXPECT_THAT(turn(), IsEmpty());
    now_ += Duration{1};
    EXPECT_THAT(turn(), ElementsAre("/a"));
    EXPECT_EQ(row_.secrets_in_use->versions, there_);
    now_ += hours{1};
    EXPECT_THAT(turn(), IsEmpty());
}

TEST_F(SecretRollTest, ABurstIsOneRoll) {
    turn();
    set("2");
    turn();
    now_ += Duration{9'000};
    set("2", 1);
    EXPECT_THAT(turn(), IsEmpty());
    now_ += Duration{9'000};
    EXPECT_THAT(turn(), IsEmpty());
    now_ += Duration{1'000};
    EXPECT_THAT(turn(), ElementsAre("/a", "/b"));
}

TEST_F(SecretRollTest, ChangesWithoutEndDoNotKeepTheRollAway) {
    turn();
    for (int second = 0; second < 30; second += 5) {
        set(std::to_string(2 + second));
        EXPECT_THAT(turn(), IsEmpty());
        now_ += Duration{5'000};
    }
    set("last");
    EXPECT_THAT(turn(), ElementsAre("/a"));
}

TEST_F(SecretRollTest, AChangeThatIsTakenBackIsNone) {
    turn();
    set("2");
    turn();
    set("1");
    EXPECT_THAT(turn(), IsEmpty());
    EXPECT_FALSE(again_);
    now_ += hours{1};
    EXPECT_THAT(turn(), IsEmpty());
}

TEST_F(SecretRollTest, ADeploymentThatBeganAfterTheChangeHasIt) {
    turn();
    set("2");
    turn();
    now_ += Duration{1'000};
    deploy("ecs-svc/2");
    EXPECT_THAT(turn(), IsEmpty());
    now_ += hours{1};
    EXPECT_THAT(turn(), IsEmpty());
    EXPECT_EQ(row_.secrets_in_use->deployment_id, "ecs-svc/2");
}

TEST_F(SecretRollTest, WhatWasRolledBackIsNotRolledForTheSameAgain) {
    turn();
    set("2");
    turn();
    now_ += kRollRules.quiet;
    EXPECT_THAT(turn(), ElementsAre("/a"));
    std::swap(row_.deployments[0], row_.deployments[1]);
    now_ += hours{1};
    EXPECT_THAT(turn(), IsEmpty());
    set("3");
    turn();
    now_ += kRollRules.quiet;
    EXPECT_THAT(turn(), ElementsAre("/a")) << "a new value is a new chance";
}

TEST_F(SecretRollTest, ARollbackDoesNotForgetAChangeThatWaits) {
    turn();
    now_ += Duration{1'000};
    deploy("ecs-svc/2");
    turn();
    set("2");
    turn();
    std::swap(row_.deployments[0], row_.deployments[1]);
    now_ += kRollRules.quiet;
    EXPECT_THAT(turn(), ElementsAre("/a"));
}

TEST_F(SecretRollTest, WhatIsGoneOrComesForTheFirstTimeRollsNothing) {
    set("", 1);
    turn();
    set("");
    set("1", 1);
    EXPECT_THAT(turn(), IsEmpty());
    EXPECT_FALSE(again_);
    set("1");
    EXPECT_THAT(turn(), IsEmpty()) << "it is as it was";
    EXPECT_FALSE(again_);
    set("2", 1);
    turn();
    EXPECT_TRUE(again_);
}

TEST_F(SecretRollTest, WithoutTasksItTakesNoteOnly) {
    turn();
    row_.desired_count = 0;
    set("2");
    EXPECT_THAT(turn(), IsEmpty());
    row_.desired_count = 1;
    EXPECT_THAT(turn(), IsEmpty());
    EXPECT_FALSE(again_);
    row_.desired_count = 0;
    row_.scheduling = api::ecs::SchedulingStrategy::Daemon;
    set("3");
    turn();
    EXPECT_TRUE(again_) << "of a DAEMON service no count says what it wants";
}

TEST_F(SecretRollTest, WhoDoesNotAskIsNotNoted) {
    turn();
    there_.clear();
    EXPECT_THAT(turn(), IsEmpty());
    EXPECT_FALSE(row_.secrets_in_use);
    there_ = {{"/a", "5"}};
    EXPECT_THAT(turn(), IsEmpty());
    EXPECT_EQ(row_.secrets_in_use->versions, there_);
}

TEST_F(SecretRollTest, AServiceThatGoesIsLeftAlone) {
    turn();
    set("2");
    row_.status = ServiceStatus::Draining;
    now_ += hours{1};
    EXPECT_THAT(turn(), IsEmpty());
    EXPECT_FALSE(again_);
}

}  // namespace
}  // namespace gantry::ecs
