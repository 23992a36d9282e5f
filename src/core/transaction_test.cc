#include "core/transaction.h"

#include <gtest/gtest.h>

#include "core/test_rows.h"

namespace gantry::core {
namespace {

class TransactionTest : public testing::Test {
  protected:
    NumberTable a_{"a", kNumberCodec};
    NumberTable b_{"b", kNumberCodec};
};

TEST_F(TransactionTest, SeesItsOwnChanges) {
    Transaction t;
    EXPECT_EQ(t.get(a_, "x"), nullptr);
    t.put(a_, "x", {1});
    EXPECT_EQ(t.get(a_, "x")->value, 1);
    EXPECT_EQ(t.get(b_, "x"), nullptr);
    t.erase(a_, "x");
    EXPECT_EQ(t.get(a_, "x"), nullptr);
}

TEST_F(TransactionTest, KeepsOneChangeARowInOrderOfFirstTouch) {
    Transaction t;
    t.put(a_, "x", {1});
    t.put(b_, "y", {2});
    t.put(a_, "x", {3});
    ASSERT_EQ(t.changes().size(), 2U);
    EXPECT_EQ(t.changes()[0].key, "x");
    EXPECT_EQ(static_cast<const NumberRow*>(t.changes()[0].row.get())->value, 3);
    EXPECT_EQ(t.changes()[1].table, &b_);
}

TEST_F(TransactionTest, UpdateWorksOnACopyAndNeedsARow) {
    Transaction t;
    const auto increment = [](NumberRow& row) { ++row.value; };
    EXPECT_FALSE(t.update(a_, "x", increment));
    EXPECT_TRUE(t.empty());
    t.put(a_, "x", {1});
    const auto before = t.get(a_, "x");
    EXPECT_TRUE(t.update(a_, "x", increment));
    EXPECT_EQ(before->value, 1);
    EXPECT_EQ(t.get(a_, "x")->value, 2);
}

TEST_F(TransactionTest, MergeLetsTheOtherWin) {
    Transaction t;
    t.put(a_, "x", {1});
    t.put(a_, "y", {1});
    Transaction other;
    other.put(a_, "z", {2});
    other.erase(a_, "x");
    t.merge(std::move(other));
    EXPECT_EQ(t.changes().size(), 3U);
    EXPECT_EQ(t.get(a_, "x"), nullptr);
    EXPECT_EQ(t.get(a_, "y")->value, 1);
    EXPECT_EQ(t.get(a_, "z")->value, 2);
}

}  // namespace
}  // namespace gantry::core
