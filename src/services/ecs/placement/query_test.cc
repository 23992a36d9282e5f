#include "services/ecs/placement/query.h"

#include <gtest/gtest.h>

#include "services/ecs/placement/placer.h"

namespace gantry::ecs::placement {
namespace {

InstanceView sample() {
    SysTime registered;
    parse_iso8601("2026-03-01T12:00:00Z", registered);
    return InstanceView{
        .id = "aa",
        .agent_connected = true,
        .ec2_instance_id = "i-abcd1234",
        .agent_version = "1.51.0",
        .registered_at = registered,
        .attributes =
            {{"ecs.instance-type", "t2.small"},
             {"ecs.availability-zone", "us-east-1a"},
             {"stack", "prod"},
             {"rack", "12"},
             {"ssd", ""},
             {"owner", "web team"}},
        .running_tasks = 3,
        .tasks_by_group = {{"service:production", 2}, {"family:job", 1}, {"family:gone", 0}},
    };
}

bool holds(std::string_view expression) {
    const Result<Query> query = Query::parse(expression);
    EXPECT_TRUE(query) << expression << ": " << query.error().message;
    return query && matches(sample(), *query);
}

struct Case {
    std::string_view expression;
    bool expected;
};

TEST(Query, Answers) {
    constexpr Case kCases[] = {
        {"attribute:ecs.instance-type == t2.small", true},
        {"attribute:ecs.instance-type==t2.small", true},
        {"attribute:ecs.instance-type equals t3.small", false},
        {"attribute:ecs.instance-type != t3.small", true},
        {"attribute:ecs.instance-type =~ t2.*", true},
        {"attribute:ecs.instance-type =~ t2", false},
        {"attribute:ecs.instance-type !~ g[23].*", true},
        {"attribute:ecs.instance-type matches \"(t2|t3)\\.(small|large)\"", true},
        {"(attribute:ecs.instance-type =~ (t2|t3).*)", true},
        {"attribute:ecs.availability-zone in [us-east-1a, us-east-1b]", true},
        {"attribute:ecs.availability-zone in [us-east-1c]", false},
        {"attribute:ecs.availability-zone !in [us-east-1c,us-east-1d]", true},
        {"attribute:ecs.availability-zone not_in ['us-east-1a']", false},
        {"attribute:stack exists", true},
        {"attribute:stack !exists", false},
        {"attribute:other exists", false},
        {"attribute:other not_exists", true},
        {"attribute:ssd exists", true},
        {"attribute:owner == \"web team\"", true},
        {"attribute:other == x", false},
        {"attribute:other != x", true},
        {"attribute:rack > 9", true},
        {"attribute:rack <= 12", true},
        {"attribute:rack less_than 12", false},
        {"agentVersion >= 1.9.0", true},
        {"agentVersion < 1.100.0", true},
        {"agentVersion greater_than_equal 1.51.0", true},
        {"agentConnected == true", true},
        {"agentConnected==false", false},
        {"ec2InstanceId in ['i-abcd1234', 'i-wxyx7890']", true},
        {"registeredAt >= 2026-02-28", true},
        {"registeredAt > 2026-03-01T12:00:01Z", false},
        {"runningTasksCount == 3", true},
        {"runningTasksCount > 10", false},
        {"task:group == service:production", true},
        {"not(task:group == database)", true},
        {"task:group == family:gone", false},
        {"task:group != family:job", false},
        {"task:group =~ service:.*", true},
        {"task:group exists", true},
        {"attribute:stack == prod and attribute:rack == 12", true},
        {"attribute:stack == prod && attribute:rack == 13", false},
        {"attribute:stack == test or attribute:rack == 12", true},
        {"attribute:stack == test || attribute:rack == 13", false},
        {"!(attribute:stack == test)", true},
        {"not not attribute:stack == prod", true},
        // and binds closer than or
        {"attribute:stack == prod or attribute:rack == 1 and attribute:rack == 2", true},
        {"(attribute:stack == prod or attribute:rack == 1) and attribute:rack == 2", false},
    };
    for (const Case& each : kCases)
        EXPECT_EQ(holds(each.expression), each.expected) << each.expression;
}

TEST(Query, RefusesWhatItCannotRead) {
    for (const std::string_view bad :
         {"",
          "   ",
          "stack == prod",
          "attribute: == x",
          "attribute:stack",
          "attribute:stack = prod",
          "attribute:stack == ",
          "attribute:stack == prod and",
          "attribute:stack == prod attribute:rack == 1",
          "(attribute:stack == prod",
          "attribute:stack == prod)",
          "attribute:stack in prod",
          "attribute:stack in [prod",
          "attribute:stack in []",
          "attribute:stack == \"prod",
          "attribute:stack =~ [a",
          "attribute:stack =~ *",
          "task:group > a",
          "not"}) {
        EXPECT_FALSE(Query::parse(bad)) << bad;
    }
    EXPECT_FALSE(Query::parse(std::string(3000, ' ')));
    std::string deep(200, '(');
    EXPECT_FALSE(Query::parse(deep + "attribute:a exists" + std::string(200, ')')));
}

TEST(Query, SaysWhereItStumbled) {
    const auto query = Query::parse("attribute:a == b or colour == red");
    ASSERT_FALSE(query);
    EXPECT_EQ(query.error().message, "unknown subject 'colour' at character 27");
}

TEST(Query, KnowsWhetherTasksMatter) {
    EXPECT_FALSE(Query::parse("attribute:a exists")->depends_on_tasks());
    EXPECT_TRUE(Query::parse("attribute:a exists or runningTasksCount < 3")->depends_on_tasks());
    EXPECT_TRUE(Query::parse("not(task:group == x)")->depends_on_tasks());
}

}  // namespace
}  // namespace gantry::ecs::placement
