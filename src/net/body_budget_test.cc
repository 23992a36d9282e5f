#include "net/body_budget.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/manual_loop.h"

namespace gantry::net {
namespace {

/// A body, which keeps the room it gets.
class Body final : public BodyWaiter, public std::enable_shared_from_this<Body> {
  public:
    explicit Body(std::shared_ptr<BodyBudget> budget) : budget_(std::move(budget)) {}
    void on_room() override { ++calls; }
    void on_too_slow() override { lease_.reset(); }

    /// @return whether it has that at once
    bool ask(std::size_t bytes) {
        if (!lease_) lease_.emplace(budget_, weak_from_this());
        return lease_->grow(bytes);
    }
    [[nodiscard]] std::size_t bytes() const { return lease_ ? lease_->bytes() : 0; }
    [[nodiscard]] bool ended() const { return !lease_; }
    void complete() { lease_->complete(); }
    void give_back() { lease_.reset(); }

    int calls = 0;

  private:
    std::shared_ptr<BodyBudget> budget_;
    std::optional<BodyLease> lease_;
};

class BodyBudgetTest : public testing::Test {
  protected:
    std::shared_ptr<Body> body() { return std::make_shared<Body>(budget); }
    /// A second passes, and the budget is looked at.
    void look() {
        loop.advance(BodyBudget::kLookInterval);
        budget->look(loop.mono());
        loop.run_until_idle();
    }

    static constexpr std::size_t kLargest = 40;
    ManualLoop loop;
    std::shared_ptr<BodyBudget> budget = std::make_shared<BodyBudget>(loop, 140, kLargest);
    std::shared_ptr<Body> first = body();
    std::shared_ptr<Body> second = body();
    std::shared_ptr<Body> third = body();
    std::shared_ptr<Body> fourth = body();
};

TEST_F(BodyBudgetTest, WhoFindsNoRoomGetsItInOrder) {
    EXPECT_TRUE(first->ask(100));
    first->complete();
    EXPECT_TRUE(second->ask(40)) << "what is kept for one";
    second->complete();
    EXPECT_FALSE(third->ask(40));
    EXPECT_FALSE(fourth->ask(10)) << "a small one does not overtake";
    first->give_back();
    EXPECT_EQ(third->calls, 0) << "not within somebody else's call";
    loop.run_until_idle();
    EXPECT_EQ(third->bytes(), 40U);
    EXPECT_EQ(fourth->bytes(), 10U);
    EXPECT_EQ(third->calls + fourth->calls, 2);
    EXPECT_EQ(budget->in_use(), 90U);
}

TEST_F(BodyBudgetTest, WhoLeftTheLineIsPassedOver) {
    EXPECT_TRUE(first->ask(140));
    first->complete();
    EXPECT_FALSE(second->ask(40));
    EXPECT_FALSE(third->ask(40));
    second->give_back();
    first->give_back();
    loop.run_until_idle();
    EXPECT_EQ(third->bytes(), 40U);
    EXPECT_EQ(budget->in_use(), 40U);
}

TEST_F(BodyBudgetTest, ABodyLargerThanTheBudgetGetsItsTurnAlone) {
    EXPECT_TRUE(first->ask(10));
    EXPECT_FALSE(second->ask(1'000));
    first->give_back();
    loop.run_until_idle();
    EXPECT_EQ(second->bytes(), 1'000U);
    EXPECT_FALSE(third->ask(1));
}

/// Each of them has half of what it needs, and together they have all that there is.
TEST_F(BodyBudgetTest, OneOfManyHalfThereCanAlwaysGoOn) {
    std::vector<std::shared_ptr<Body>> bodies;
    for (int i = 0; i < 5; ++i) {
        bodies.push_back(body());
        EXPECT_TRUE(bodies.back()->ask(20));
    }
    for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(bodies[i]->ask(10), i == 0) << i;
    EXPECT_TRUE(bodies[0]->ask(10)) << "it goes before those who wait for it";
    for (const auto& one : bodies) {
        loop.run_until_idle();
        if (one->bytes() == 30U) EXPECT_TRUE(one->ask(10));
        EXPECT_EQ(one->bytes(), kLargest);
        EXPECT_LE(budget->in_use(), 140U);
        one->complete();
        loop.run_until_idle();
        one->give_back();
    }
    EXPECT_EQ(budget->in_use(), 0U);
}

TEST_F(BodyBudgetTest, WhoHoldsMuchAndSendsNothingEndsForWhoWaits) {
    EXPECT_TRUE(first->ask(50));
    EXPECT_TRUE(second->ask(50));
    EXPECT_TRUE(third->ask(40)) << "the first for whom there was no other room";
    for (int i = 0; i < 100; ++i) look();
    EXPECT_FALSE(first->ended()) << "nobody waits";
    EXPECT_FALSE(fourth->ask(40));
    look();
    EXPECT_FALSE(first->ended() || second->ended() || third->ended());
    look();
    EXPECT_TRUE(third->ended()) << "in everybody's way";
    EXPECT_TRUE(first->ended());
    EXPECT_FALSE(second->ended()) << "there is room enough";
    EXPECT_EQ(fourth->bytes(), 40U);
}

TEST_F(BodyBudgetTest, WhoSendsIsLeftAlone) {
    budget = std::make_shared<BodyBudget>(loop, 1U << 20U, 1U << 20U);
    first = body();
    second = body();
    third = body();
    EXPECT_TRUE(first->ask(10));
    EXPECT_FALSE(second->ask(1U << 20U));
    for (int i = 0; i < 10; ++i) {
        look();
        EXPECT_TRUE(first->ask(BodyBudget::kLeastPace));
    }
    EXPECT_FALSE(first->ended());
    look();
    EXPECT_FALSE(first->ended());
    look();
    EXPECT_TRUE(first->ended());
    EXPECT_EQ(second->bytes(), 1U << 20U);
    EXPECT_FALSE(third->ask(10));
    look();
    EXPECT_FALSE(second->ended()) << "it could not send before";
}

TEST_F(BodyBudgetTest, NobodyIsCalledOnceItIsClosed) {
    EXPECT_TRUE(first->ask(140));
    EXPECT_FALSE(second->ask(50));
    budget->close();
    first->give_back();
    loop.run_until_idle();
    EXPECT_EQ(second->calls, 0);
    EXPECT_EQ(budget->in_use(), 0U);
}

}  // namespace
}  // namespace gantry::net
