#include "base/log.h"

#include <gtest/gtest.h>

#include <string>

#include "base/manual_loop.h"

namespace gantry {
namespace {

std::string last_line;  // NOLINT: a sink captures nothing

class LogTest : public testing::Test {
  protected:
    LogTest() {
        set_log_sink([](LogLevel, std::string_view line) { last_line = line; });
    }
    ~LogTest() override { set_log_sink(nullptr); }
};

TEST_F(LogTest, ALineIsAnEventAndFields) {
    log_info("fault", {{"what", "two words"}, {"agent", "agent-1"}});
    EXPECT_EQ(
        last_line.substr(last_line.find(' ')), " info fault what=\"two words\" agent=agent-1"
    );
}

TEST_F(LogTest, ASimulationsLogTellsVirtualTime) {
    ManualLoop world(from_epoch_ms(0));
    {
        const LogClock clock(world);
        world.advance(Duration{1'500});
        log_info("tick");
        EXPECT_EQ(last_line, "1970-01-01T00:00:01.500Z info tick");
    }
    log_info("tick");
    EXPECT_NE(last_line, "1970-01-01T00:00:01.500Z info tick");
}

}  // namespace
}  // namespace gantry
