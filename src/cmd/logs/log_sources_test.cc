#include "cmd/logs/log_sources.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cmd/logs/log_test_support.h"

namespace gantry::cmd {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> streams_of(const LogSources& found) {
    std::vector<std::string> streams;
    for (const LogSource& source : found.sources) streams.push_back(source.stream);
    return streams;
}

TEST(LogFinderTest, AServiceHasTheStreamsOfAllItsTasksContainers) {
    FakeAws aws;
    aws.define("d:1", "[" + FakeAws::awslogs("app") + R"(,{"name":"side"}])");
    aws.start('1', "d:1", {"app", "side"});
    aws.start('2', "d:1", {"app", "side"});
    aws.stop('2');
    const auto found = LogFinder(aws).find({"web", "c", ""});
    ASSERT_TRUE(found);
    EXPECT_THAT(
        streams_of(*found),
        ElementsAre("p/app/" + FakeAws::id_of('1'), "p/app/" + FakeAws::id_of('2'))
    );
    EXPECT_EQ(found->sources[0].label, "11111111/app");
    EXPECT_EQ(found->sources[0].region, "eu-west-1");
    EXPECT_FALSE(found->sources[0].stopped);
    EXPECT_TRUE(found->sources[1].stopped);
    ASSERT_THAT(found->others, SizeIs(2));
    EXPECT_FALSE(found->others[0].stopped);
    EXPECT_EQ(found->others[1].runtime_id, "run-2-side");
    EXPECT_THAT(found->containers, ElementsAre("app", "side"));
    EXPECT_FALSE(found->one_task);
    EXPECT_EQ(aws.calls["DescribeTaskDefinition"], 1);
}

TEST(LogFinderTest, AnEmptyPrefixIsNone) {
    FakeAws aws;
    aws.define("d:1", "[" + FakeAws::awslogs("app", "") + "]");
    aws.start('1', "d:1", {"app"});
    EXPECT_THAT(streams_of(*LogFinder(aws).find({"web", "c", ""})), ElementsAre("run-1-app"));
    aws.tasks.begin()->second.containers->front().runtime_id.reset();
    EXPECT_THAT(streams_of(*LogFinder(aws).find({"web", "c", ""})), IsEmpty());
}

TEST(LogFinderTest, AnArnsRegionWins) {
    FakeAws aws;
    aws.define("d:1", "[" + FakeAws::awslogs("app") + "]");
    aws.start('1', "d:1", {"app"});
    const auto task = LogFinder(aws).find({FakeAws::arn_of('1'), "elsewhere", ""});
    ASSERT_TRUE(task);
    EXPECT_TRUE(task->one_task);
    EXPECT_FALSE(task->has_ended);
    EXPECT_EQ(task->region, "eu-central-1");
    ASSERT_TRUE(LogFinder(aws).find({"arn:aws:ecs:eu-central-1:000000000000:service/c/web", "", ""})
    );
    for (const char* operation : {"ListTasks", "DescribeTasks", "DescribeTaskDefinition"}) {
        EXPECT_THAT(aws.regions[operation], ElementsAre("eu-central-1")) << operation;
    }
    ASSERT_TRUE(LogFinder(aws).find({FakeAws::id_of('1'), "c", ""}));
    EXPECT_THAT(aws.regions["DescribeTasks"], ElementsAre("", "eu-central-1"));
}

TEST(LogFinderTest, WhatIsNeitherServiceNorTaskIsRefused) {
    FakeAws aws;
    const auto none = LogFinder(aws).find({"wep", "c", ""});
    EXPECT_EQ(none.error().kind, ErrorKind::NotFound);
    EXPECT_THAT(none.error().message, HasSubstr("no service 'wep' in cluster 'c'"));
    const auto cluster =
        LogFinder(aws).find({"arn:aws:ecs:eu-central-1:000000000000:cluster/c", "", ""});
    EXPECT_EQ(cluster.error().kind, ErrorKind::InvalidArgument);
    const auto task = LogFinder(aws).find({FakeAws::arn_of('9'), "", ""});
    EXPECT_EQ(task.error().kind, ErrorKind::NotFound);
    EXPECT_THAT(task.error().message, HasSubstr("there is no task"));
}

TEST(LogFinderTest, AServicesOnlyTaskMayBeForgottenBetweenTwoCalls) {
    FakeAws aws;
    aws.define("d:1", "[" + FakeAws::awslogs("app") + "]");
    aws.start('1', "d:1", {"app"});
    aws.swept.insert(FakeAws::arn_of('1'));
    const auto found = LogFinder(aws).find({"web", "c", ""});
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_THAT(found->tasks, IsEmpty());
}

TEST(LogFinderTest, TasksOfADeletedDefinitionAreLeftOut) {
    FakeAws aws;
    aws.define("d:2", "[" + FakeAws::awslogs("app") + "]");
    aws.start('1', "d:1", {"app"});
    aws.start('2', "d:2", {"app"});
    LogFinder finder(aws);
    const auto found = finder.find({"web", "c", ""});
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_THAT(streams_of(*found), ElementsAre("p/app/" + FakeAws::id_of('2')));
    EXPECT_EQ(found->undescribed.at("d:1"), "Unable to describe task definition.");
    ASSERT_TRUE(finder.find({"web", "c", ""}));
    EXPECT_EQ(aws.calls["DescribeTaskDefinition"], 2);  // it is not asked for again
}

TEST(LogFinderTest, OneContainerAloneIsFoundAndAllAreNamed) {
    FakeAws aws;
    aws.define("d:1", "[" + FakeAws::awslogs("app") + "," + FakeAws::awslogs("db") + "]");
    aws.start('1', "d:1", {"app", "db"});
    const auto found = LogFinder(aws).find({"web", "c", "db"});
    EXPECT_THAT(streams_of(*found), ElementsAre("p/db/" + FakeAws::id_of('1')));
    EXPECT_THAT(found->containers, ElementsAre("app", "db"));
}

}  // namespace
}  // namespace gantry::cmd
