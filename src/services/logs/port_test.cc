#include "services/logs/port.h"

#include <optional>

#include "services/logs/api/test_support.h"

namespace gantry::logs {
namespace {

class LogsPortTest : public LogsTest {
  protected:
    /// What `done` was told; nothing when it was not called.
    std::optional<Result<void>> append(const std::string& group, const std::string& text) {
        std::optional<Result<void>> told;
        append_lines(
            world_.registry(),
            world_.core(),
            world_.ids,
            {scope_, group, "session"},
            {{now_ms(), text}},
            [&told](const Result<void>& how) { told = how; }
        );
        world_.loop.run_until_idle();
        return told;
    }
};

TEST_F(LogsPortTest, MakesTheStreamOfTheFirstLine) {
    must("CreateLogGroup", R"({"logGroupName":"g"})");
    const auto first = append("g", "one");
    ASSERT_TRUE(first && *first);
    const auto second = append("g", "two");
    ASSERT_TRUE(second && *second);
    const std::string shown =
        ask("GetLogEvents",
            R"({"logGroupName":"g","logStreamName":"session","startFromHead":true})");
    EXPECT_EQ(all_of(shown, "message"), "one,two");
}

TEST_F(LogsPortTest, NeedsTheGroup) {
    const auto told = append("g", "one");
    ASSERT_TRUE(told && !*told);
    EXPECT_EQ(told->error().code, "ResourceNotFoundException");
}

TEST_F(LogsPortTest, TellsThatTheStreamCouldNotBeMade) {
    must("CreateLogGroup", R"({"logGroupName":"g"})");
    world_.disk->fail_next_append_before();
    const auto told = append("g", "one");
    ASSERT_TRUE(told);
    EXPECT_FALSE(*told);
}

}  // namespace
}  // namespace gantry::logs
