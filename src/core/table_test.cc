#include "core/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/manual_loop.h"
#include "core/core.h"
#include "core/scripted_journal.h"
#include "core/test_rows.h"

namespace gantry::core {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Has no equality: only the same object is the same row.
struct OpaqueRow {
    std::string text;
};

/// Tables change through a core only; what is durable does not matter here.
class TableTest : public testing::Test {
  protected:
    void SetUp() override {
        set_log_sink([](LogLevel, std::string_view) {});
        ASSERT_TRUE(core_.open());
    }
    void TearDown() override { set_log_sink(nullptr); }

    void put(const std::string& key, int value) {
        Transaction t;
        t.put(table_, key, {value});
        core_.commit(std::move(t), "test");
    }
    void erase(const std::string& key) {
        Transaction t;
        t.erase(table_, key);
        core_.commit(std::move(t), "test");
    }
    std::vector<std::string> keys_with(std::string_view prefix) {
        std::vector<std::string> keys;
        for (const auto& [key, row] : table_.with_prefix(prefix)) keys.push_back(key);
        return keys;
    }

    ManualLoop loop_;
    ScriptedJournal journal_;
    NumberTable table_{"number", kNumberCodec};
    /// Rows by whether they are odd; zero is in neither.
    const NumberTable::Index& parity_ = table_.add_index(
        [](const std::string&, const NumberRow& row) -> std::optional<std::string> {
            if (row.value == 0) return std::nullopt;
            return row.value % 2 == 0 ? "even" : "odd";
        }
    );
    Core core_{loop_, journal_, {&table_}};
};

TEST_F(TableTest, IndexesFollowTheRows) {
    put("a", 1);
    put("b", 2);
    put("c", 3);
    put("zero", 0);
    EXPECT_THAT(parity_.keys("odd"), ElementsAre("a", "c"));
    EXPECT_THAT(parity_.keys("even"), ElementsAre("b"));
    put("a", 4);
    put("zero", 5);
    EXPECT_THAT(parity_.keys("odd"), ElementsAre("c", "zero"));
    EXPECT_THAT(parity_.keys("even"), ElementsAre("a", "b"));
    put("c", 0);
    erase("zero");
    EXPECT_THAT(parity_.keys("odd"), IsEmpty());
    EXPECT_EQ(table_.size(), 3U);
}

TEST_F(TableTest, IndexesStartOverWithAReload) {
    put("a", 1);
    loop_.run_until_idle();
    journal_.state.rows = {{"number", {{"b", "1"}}}};
    journal_.state.last_sequence = 1;
    journal_.finish(unavailable("lost"));
    EXPECT_THAT(parity_.keys("odd"), ElementsAre("b"));
}

TEST_F(TableTest, APrefixIsAnOwnersRange) {
    for (const char* key : {"a/1", "a/2", "a", "ab/1", "a0", "b/1"}) put(key, 1);
    EXPECT_THAT(keys_with("a/"), ElementsAre("a/1", "a/2"));
    EXPECT_THAT(keys_with("b/"), ElementsAre("b/1"));
    EXPECT_THAT(keys_with("c/"), IsEmpty());
    EXPECT_EQ(keys_with("").size(), 6U);
}

TEST_F(TableTest, APointerKeepsARowThatIsReplaced) {
    put("a", 1);
    const auto row = table_.find("a");
    put("a", 2);
    EXPECT_EQ(row->value, 1);
    EXPECT_EQ(table_.find("a")->value, 2);
}

TEST(TableSame, NeedsEqualityForTwoObjectsToBeOneRow) {
    const NumberTable numbers("number", kNumberCodec);
    const AnyRow one = std::make_shared<const NumberRow>(1);
    EXPECT_TRUE(numbers.same(one, one));
    EXPECT_TRUE(numbers.same(one, std::make_shared<const NumberRow>(1)));
    EXPECT_FALSE(numbers.same(one, std::make_shared<const NumberRow>(2)));
    EXPECT_FALSE(numbers.same(one, nullptr));
    EXPECT_TRUE(numbers.same(nullptr, nullptr));

    const Table<OpaqueRow> opaque("opaque", {.encode = nullptr, .decode = nullptr});
    const AnyRow text = std::make_shared<const OpaqueRow>("x");
    EXPECT_TRUE(opaque.same(text, text));
    EXPECT_FALSE(opaque.same(text, std::make_shared<const OpaqueRow>("x")));
}

}  // namespace
}  // namespace gantry::core
