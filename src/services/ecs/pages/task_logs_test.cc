#include "services/ecs/pages/task_logs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gantry::ecs {
namespace {

using testing::HasSubstr;

using Lines = std::vector<std::string>;

TEST(TaskLogs, OneContainersLinesStandAlone) {
    const TaskLogs logs{.stopped = true, .containers = {{"web", "5e0b", Lines{"a", "b"}}}};
    EXPECT_EQ(logs.text(), "a\nb\n");
    EXPECT_EQ(logs.json(), R"({"containers":[{"name":"web","lines":["a","b"]}]})");
}

TEST(TaskLogs, SeveralAreToldApart) {
    TaskLogs logs{
        .stopped = true, .containers = {{"web", "5e0b", Lines{"a"}}, {"db", "77aa", Lines{"x"}}}
    };
    EXPECT_EQ(logs.text(), "web  a\ndb  x\n");
    ASSERT_TRUE(logs.keep_only("db"));
    EXPECT_EQ(logs.text(), "x\n");
}

TEST(TaskLogs, ARunningTasksAreAtDocker) {
    const TaskLogs logs{.stopped = false, .containers = {{"web", "5e0b7f1c2a90ffff", {}}}};
    EXPECT_EQ(logs.text(), "The task still runs; see: docker logs 5e0b7f1c2a90\n");
    EXPECT_EQ(logs.json(), R"({"containers":[]})");
}

TEST(TaskLogs, SaysWhenNothingWasKept) {
    const TaskLogs logs{.stopped = true, .containers = {{"web", "5e0b", {}}, {"db", "", {}}}};
    EXPECT_EQ(
        logs.text(), "web  No lines were kept; see: docker logs 5e0b\ndb  It was never made.\n"
    );
}

TEST(TaskLogs, AnUnknownContainerIsToldTheNames) {
    TaskLogs logs{.stopped = true, .containers = {{"web", "1", {}}, {"db", "2", {}}}};
    const auto kept = logs.keep_only("cache");
    ASSERT_FALSE(kept);
    EXPECT_THAT(kept.error().message, HasSubstr("no container 'cache'; there are: web, db."));
}

}  // namespace
}  // namespace gantry::ecs
