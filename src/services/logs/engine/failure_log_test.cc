#include "services/logs/engine/failure_log.h"

#include <gtest/gtest.h>

#include "base/log.h"
#include "base/manual_loop.h"

namespace gantry::logs {
namespace {

std::string& failure_lines() {
    static std::string lines;
    return lines;
}

/// What is said while `act` runs, each line without its time.
template <class Act>
std::string said(const Act& act) {
    failure_lines().clear();
    set_log_sink([](LogLevel, std::string_view line) {
        failure_lines() += line.substr(line.find("logs_store_failed"));
        if (!line.ends_with('\n')) failure_lines() += '\n';
    });
    act();
    set_log_sink(nullptr);
    return failure_lines();
}

TEST(FailureLogTest, TheSameOnceAMinute) {
    ManualLoop clock;
    FailureLog log(clock);
    const auto fail = [&log](const char* why) { return said([&] { log.add("append", why); }); };
    EXPECT_EQ(fail("full"), "logs_store_failed what=append why=full unsaid=0\n");
    EXPECT_EQ(fail("full"), "");
    EXPECT_EQ(
        said([&] { log.add("scan", "full"); }), "logs_store_failed what=scan why=full unsaid=0\n"
    );
    EXPECT_EQ(fail("damaged"), "logs_store_failed what=append why=damaged unsaid=1\n");
    clock.advance(Duration(59'999));
    EXPECT_EQ(fail("damaged"), "");
    clock.advance(Duration(1));
    EXPECT_EQ(fail("damaged"), "logs_store_failed what=append why=damaged unsaid=1\n");
}

}  // namespace
}  // namespace gantry::logs
