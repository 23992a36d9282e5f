#include "fleet/fleet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/manual_loop.h"
#include "store/memory_journal.h"

namespace gantry::fleet {
namespace {

using testing::SizeIs;

const ecs::Scope kScope{"000000000000", "us-east-1"};
constexpr std::size_t kAgentsFrameLimit = std::size_t{4} << 20;

/// An agent's end of a stream.
struct Line final : AgentStream {
    void send(std::string text) override { frames.push_back(std::move(text)); }
    void close(int code, std::string) override { closed_with = code; }
    [[nodiscard]] std::size_t unsent_bytes() const override { return 0; }

    [[nodiscard]] std::vector<std::string> payloads() const {
        std::vector<std::string> found;
        for (const std::string& frame : frames) {
            if (frame.starts_with(R"({"type":"PayloadMessage")")) found.push_back(frame);
        }
        return found;
    }

    std::vector<std::string> frames;
    int closed_with = 0;
};

class FleetTest : public testing::Test {
  protected:
    FleetTest() {
        EXPECT_TRUE(core.open());
        fleet.start();
        ecs::ContainerInstanceRow instance{
            .account = kScope.account, .region = kScope.region, .cluster = "default", .id = "i"
        };
        hello = {.scope = kScope, .container_instance = instance.arn(), .cluster = "default"};
        put(tables.container_instances, instance.key(), instance);
    }

    template <class Row>
    void put(const core::Table<Row>& table, const std::string& key, Row row) {
        core::Transaction tx;
        tx.put(table, key, std::move(row));
        core.commit(std::move(tx), "test");
        loop.run_until_idle();
    }
    void put_definition(std::map<std::string, std::string> labels = {}) {
        ecs::TaskDefinitionRow row{.account = kScope.account, .region = kScope.region};
        row.definition.family = "web";
        row.definition.revision = 1;
        row.definition.container_definitions = {{{.name = "app", .image = "app:1"}}};
        row.definition.container_definitions->front().docker_labels = std::move(labels);
        put(tables.task_definitions, ecs::task_definition_key(kScope, "web", 1), row);
    }
    void put_task(const std::string& id) {
        ecs::TaskRow row;
        row.account = kScope.account;
        row.region = kScope.region;
        row.cluster = "default";
        row.id = id;
        row.family = "web";
        row.revision = 1;
        row.instance_id = "i";
        row.created_at = loop.now();
        row.containers = {{.name = "app"}};
        put(tables.tasks, row.key(), row);
    }
    std::shared_ptr<Line> connect() {
        auto line = std::make_shared<Line>();
        EXPECT_TRUE(fleet.open_control(hello, line));
        loop.run_until_idle();
        return line;
    }

    ManualLoop loop;
    std::shared_ptr<store::MemoryDisk> disk = std::make_shared<store::MemoryDisk>();
    store::MemoryJournal journal{loop, disk};
    ecs::Tables tables;
    core::Core core{loop, journal, tables.all()};
    IdSource ids{Random(1)};
    Fleet fleet{core, tables, ids, {}};
    AgentHello hello;
};

TEST_F(FleetTest, AnAgentIsSentWhatItsInstanceHas) {
    put_definition();
    put_task("1");
    const auto line = connect();
    EXPECT_THAT(line->payloads(), SizeIs(1));
    put_task("2");
    EXPECT_THAT(line->payloads(), SizeIs(2));
}

TEST_F(FleetTest, AnAgentSaysItsVersionsAsItConnects) {
    hello.agent_version = "1.105.1";
    hello.docker_version = "DockerVersion: 26.1.5";
    connect();
    const auto row = tables.container_instances.find(ecs::in_cluster_key(kScope, "default", "i"));
    ASSERT_TRUE(row->version_info);
    EXPECT_EQ(row->version_info->agent_version, "1.105.1");
    EXPECT_EQ(row->version_info->docker_version, "DockerVersion: 26.1.5");
    EXPECT_TRUE(row->agent_connected);
}

TEST_F(FleetTest, NoFrameIsMoreThanAnAgentTakes) {
    put_definition({{"quotes", std::string(40'000, '"')}});
    for (int id = 100; id < 140; ++id) put_task(std::to_string(id));
    const auto line = connect();
    std::size_t tasks = 0;
    for (const std::string& frame : line->payloads()) {
        EXPECT_LT(frame.size(), kAgentsFrameLimit);
        for (auto at = frame.find(R"("family":)"); at != std::string::npos; ++tasks) {
            at = frame.find(R"("family":)", at + 1);
        }
    }
    EXPECT_EQ(tasks, 40U);
}

TEST_F(FleetTest, WhoMayNotConnectIsToldBeforeAnythingChanges) {
    const auto line = connect();
    AgentHello other = hello;
    other.scope.account = "111111111111";
    EXPECT_EQ(fleet.admit(other).error().code, "AccessDeniedException");
    other = hello;
    other.container_instance += "x";
    EXPECT_EQ(fleet.admit(other).error().code, "InvalidInstanceException");
    EXPECT_TRUE(fleet.admit(hello));
    EXPECT_EQ(line->closed_with, 0);
    EXPECT_EQ(fleet.connected_agents(), 1U);
}

TEST_F(FleetTest, TasksOfAnAgentThatWasGoneWhenTheyWerePlacedEnd) {
    put_definition();
    const auto line = connect();
    put_task("sent");
    fleet.on_closed(1);
    loop.advance(Seconds{1});
    put_task("unsent");  // within the grace, in which the instance counts as connected
    const auto status = [&](const std::string& id) {
        return tables.tasks.find(ecs::in_cluster_key(kScope, "default", id));
    };
    loop.advance(Seconds{1});
    EXPECT_FALSE(status("unsent")->stopped());
    loop.advance(Seconds{5});
    EXPECT_FALSE(status("sent")->stopped());
    EXPECT_TRUE(status("unsent")->stopped());
    EXPECT_EQ(status("unsent")->stop_code, api::ecs::TaskStopCode::TaskFailedToStart);
}

TEST_F(FleetTest, ANewerStreamReplacesTheOlder) {
    const auto old = connect();
    connect();
    EXPECT_EQ(old->closed_with, 1013);
    EXPECT_EQ(fleet.connected_agents(), 1U);
}

}  // namespace
}  // namespace gantry::fleet
