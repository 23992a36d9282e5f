#include "net/body_budget.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/manual_loop.h"

namespace gantry::net {
namespace {

/// Keeps the room it gets.
class Waiter final : public BodyWaiter {
  public:
    void on_room(BodyLease lease) override { lease_.emplace(std::move(lease)); }
    [[nodiscard]] bool has_room() const { return lease_.has_value(); }
    void give_back() { lease_.reset(); }

  private:
    std::optional<BodyLease> lease_;
};

class BodyBudgetTest : public testing::Test {
  protected:
    bool ask(const std::shared_ptr<Waiter>& who, std::size_t bytes) {
        auto lease = budget->ask(who, bytes);
        if (lease) who->on_room(std::move(*lease));
        return who->has_room();
    }

    ManualLoop loop;
    std::shared_ptr<BodyBudget> budget = std::make_shared<BodyBudget>(loop, 100);
    std::shared_ptr<Waiter> first = std::make_shared<Waiter>();
    std::shared_ptr<Waiter> second = std::make_shared<Waiter>();
    std::shared_ptr<Waiter> third = std::make_shared<Waiter>();
};

TEST_F(BodyBudgetTest, WhoFindsNoRoomGetsItInOrder) {
    EXPECT_TRUE(ask(first, 80));
    EXPECT_FALSE(ask(second, 60));
    EXPECT_FALSE(ask(third, 10)) << "a small one does not overtake";
    first->give_back();
    loop.run_until_idle();
    EXPECT_TRUE(second->has_room());
    EXPECT_TRUE(third->has_room());
    EXPECT_EQ(budget->in_use(), 70U);
}

TEST_F(BodyBudgetTest, WhoLeftTheLineIsPassedOver) {
    EXPECT_TRUE(ask(first, 100));
    EXPECT_FALSE(ask(second, 50));
    EXPECT_FALSE(ask(third, 50));
    second.reset();
    first->give_back();
    loop.run_until_idle();
    EXPECT_TRUE(third->has_room());
    EXPECT_EQ(budget->in_use(), 50U);
}

TEST_F(BodyBudgetTest, ABodyLargerThanTheBudgetGetsItsTurnAlone) {
    EXPECT_TRUE(ask(first, 10));
    EXPECT_FALSE(ask(second, 1'000));
    first->give_back();
    loop.run_until_idle();
    EXPECT_TRUE(second->has_room());
    EXPECT_FALSE(ask(third, 1));
}

TEST_F(BodyBudgetTest, NobodyIsCalledOnceItIsClosed) {
    EXPECT_TRUE(ask(first, 100));
    EXPECT_FALSE(ask(second, 50));
    budget->close();
    first->give_back();
    loop.run_until_idle();
    EXPECT_FALSE(second->has_room());
    EXPECT_EQ(budget->in_use(), 0U);
}

}  // namespace
}  // namespace gantry::net
