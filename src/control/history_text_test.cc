#include "control/history_text.h"

#include <gtest/gtest.h>

namespace gantry::control {
namespace {

core::JournalRecord record(std::int64_t ms, std::string cause, std::optional<std::string> row) {
    return {
        .sequence = 1,
        .time = from_epoch_ms(ms),
        .cause = std::move(cause),
        .changes =
            {{"ecs.tasks", "other", R"({"status":"X"})"}, {"ecs.tasks", "a", std::move(row)}},
    };
}

TEST(HistoryText, SaysWhenWhyAndWhat) {
    HistoryText history("ecs.tasks", "a");
    history.add(record(0, "RunTask 1", R"({"status":"PENDING","version":1})"));
    history.add(record(1'500, "agent", R"({"status":"RUNNING","version":2,"startedAt":1.5})"));
    history.add(record(2'000, "agent", R"({"status":"RUNNING","version":3})"));
    history.add(record(3'000, "retention", std::nullopt));
    EXPECT_EQ(
        history.text(),
        "1970-01-01T00:00:00.000Z  RunTask 1\n"
        "1970-01-01T00:00:01.500Z  agent\n"
        "    startedAt: none → 1970-01-01T00:00:01.500Z\n"
        "    status: \"PENDING\" → \"RUNNING\"\n"
        "1970-01-01T00:00:02.000Z  agent\n"
        "    startedAt: 1970-01-01T00:00:01.500Z → none\n"
        "1970-01-01T00:00:03.000Z  retention\n"
        "    removed\n"
    );
}

TEST(HistoryText, LongValuesOnlyChange) {
    HistoryText history("ecs.tasks", "a");
    history.add(record(0, "one", R"({"list":[]})"));
    history.add(record(0, "two", R"({"list":[")" + std::string(100, 'x') + R"("]})"));
    EXPECT_NE(history.text().find("    list changed\n"), std::string::npos);
}

TEST(HistoryText, ARowThatIsNoObjectIsSaidToBe) {
    HistoryText history("ecs.tasks", "a");
    history.add(record(0, "one", "[1"));
    EXPECT_NE(history.text().find("cannot be read"), std::string::npos);
}

}  // namespace
}  // namespace gantry::control
