#include "agent/engine/task_spec.h"

#include <gtest/gtest.h>

#include "agent/engine/test_tasks.h"

namespace gantry::agent {
namespace {

using api::acs::ContainerCondition;
using test::make_container;
using test::make_task;

constexpr Seconds kStop{30};

TEST(TaskSpec, ReadsWhatTheEngineNeeds) {
    auto db = make_container("db");
    db.start_timeout = 120;
    test::add_health_check(db);
    auto app = make_container("app");
    app.stop_timeout = 5;
    app.links = {"db:database"};
    auto& from = app.volumes_from.emplace().emplace_back();
    from.source_container = "db";
    test::depend(app, "db", ContainerCondition::Healthy);
    auto& policy = app.restart_policy.emplace();
    policy.enabled = true;
    policy.ignored_exit_codes = {0};
    policy.restart_attempt_period = 60;
    const auto spec = read_task_spec(make_task({db, app}), kStop);
    ASSERT_TRUE(spec) << spec.error().message;
    EXPECT_EQ(spec->find("db")->start_timeout, Seconds{120});
    EXPECT_EQ(spec->find("db")->stop_timeout, kStop);
    const ContainerSpec& read = *spec->find("app");
    EXPECT_EQ(read.stop_timeout, Seconds{5});
    const std::vector<Dependency> expected = {
        {"db", Condition::Healthy}, {"db", Condition::Start}, {"db", Condition::Created}
    };
    EXPECT_EQ(read.depends_on, expected);
    ASSERT_TRUE(read.restart);
    EXPECT_EQ(read.restart->attempt_period, Seconds{60});
    EXPECT_FALSE(spec->needs_volumes);
}

TEST(TaskSpec, ReadsPortRanges) {
    auto app = make_container("app");
    auto& mapping = app.port_mappings.emplace().emplace_back();
    mapping.container_port_range = "8000-8009";
    mapping.protocol = api::acs::TransportProtocol::Udp;
    const auto spec = read_task_spec(make_task({app}), kStop);
    ASSERT_TRUE(spec);
    EXPECT_EQ(spec->containers[0].ports[0].first, 8000);
    EXPECT_EQ(spec->containers[0].ports[0].last, 8009);
    EXPECT_EQ(spec->containers[0].ports[0].protocol, "udp");
}

struct Refusal {
    const char* what;
    void (*spoil)(api::acs::Task&);
    const char* code;
};

class RefusedTasks : public testing::TestWithParam<Refusal> {};

TEST_P(RefusedTasks, NameTheError) {
    api::acs::Task task = make_task({make_container("a"), make_container("b")});
    GetParam().spoil(task);
    const auto spec = read_task_spec(task, kStop);
    ASSERT_FALSE(spec);
    EXPECT_EQ(spec.error().code, GetParam().code) << spec.error().message;
    EXPECT_FALSE(spec.error().message.empty());
}

const Refusal kRefusals[] = {
    {"no containers", [](auto& t) { t.containers.reset(); }, "TaskStateError"},
    {"no image", [](auto& t) { (*t.containers)[0].image.reset(); }, "TaskStateError"},
    {"same name", [](auto& t) { (*t.containers)[0].name = "b"; }, "TaskStateError"},
    {"unknown dependency",
     [](auto& t) { test::depend((*t.containers)[0], "c", ContainerCondition::Start); },
     "TaskDependencyError"},
    {"itself",
     [](auto& t) { test::depend((*t.containers)[0], "a", ContainerCondition::Start); },
     "TaskDependencyError"},
    {"circle",
     [](auto& t) {
         test::depend((*t.containers)[0], "b", ContainerCondition::Start);
         (*t.containers)[1].links = {"a"};
     },
     "TaskDependencyError"},
    {"health without check",
     [](auto& t) { test::depend((*t.containers)[0], "b", ContainerCondition::Healthy); },
     "TaskDependencyError"},
    {"port", [](auto& t) { (*t.containers)[0].port_mappings.emplace(1); }, "HostConfigError"},
    {"awsvpc", [](auto& t) { t.network_mode = "awsvpc"; }, "ContainerNetworkingError"},
    {"credential specs",
     [](auto& t) { (*t.containers)[0].credential_specs = {"s"}; },
     "ResourceInitializationError"},
    {"fsx",
     [](auto& t) {
         t.volumes.emplace(1);
         t.volumes->front().type = api::acs::VolumeType::FsxWindowsFileServer;
     },
     "ResourceInitializationError"},
};
INSTANTIATE_TEST_SUITE_P(All, RefusedTasks, testing::ValuesIn(kRefusals));

TEST(TaskSpec, BareSpecKeepsWhatNamesItCan) {
    auto unnamed = make_container("");
    const TaskSpec spec =
        bare_task_spec(make_task({make_container("a"), unnamed, make_container("a")}));
    ASSERT_EQ(spec.containers.size(), 1u);
    EXPECT_EQ(spec.containers[0].name, "a");
}

}  // namespace
}  // namespace gantry::agent
