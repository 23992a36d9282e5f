// What agents are sent of their tasks' credentials, and when.
#include "api/acs/iam_role_credentials_message.h"
#include "services/ecs/fleet/test_fleet.h"

namespace gantry::fleet {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

/// Numbers what it makes, and lets ECS take on every role but "closed".
struct Numbered final : CredentialSource {
    Result<api::acs::IAMRoleCredentials> make(
        const ecs::TaskRow& task, ecs::RoleType type, const std::string& role
    ) override {
        if (role.ends_with("/closed")) return invalid_argument("closed");
        ++made;
        return api::acs::IAMRoleCredentials{
            .credentials_id = task.id + "-" + std::string(reflect::to_text(type)),
            .role_arn = role,
            .session_token = std::to_string(made),
        };
    }
    int made = 0;
};

class FleetCredentialsTest : public FleetTest {
  protected:
    FleetCredentialsTest() {
        fleet.stop();
        granting_.start();
    }
    void put_roles(const std::string& task_role, const std::string& execution_role) {
        ecs::TaskDefinitionRow row{.account = kScope.account, .region = kScope.region};
        row.definition.family = "web";
        row.definition.revision = 1;
        row.definition.container_definitions = {{{.name = "app", .image = "app:1"}}};
        if (!task_role.empty()) row.definition.task_role_arn = task_role;
        if (!execution_role.empty()) row.definition.execution_role_arn = execution_role;
        put(tables.task_definitions, ecs::task_definition_key(kScope, "web", 1), row);
    }
    Agent join(bool lost_all = false) {
        hello.send_credentials = lost_all;
        Agent agent{std::make_shared<Line>()};
        agent.session = granting_.open_control(hello, agent.line).value();
        loop.run_until_idle();
        return agent;
    }
    void tell(const Agent& agent, const std::string& type, const std::string& message) {
        granting_.on_text(agent.session, R"({"type":")" + type + R"(","message":)" + message + "}");
        loop.run_until_idle();
    }
    void take_payload(const Agent& agent) {
        tell(
            agent,
            "AckRequest",
            R"({"messageId":")" + agent.line->payloads().back().message_id.value_or("") + R"("})"
        );
    }
    void take(const Agent& agent, const std::string& id) {
        tell(agent, "IAMRoleCredentialsAckRequest", R"({"credentialsId":")" + id + R"("})");
    }
    void pass(const Agent& agent, Duration time) {
        for (; time > Duration::zero(); time -= Seconds{1}) {
            loop.advance(Seconds{1});
            tell(agent, "HeartbeatAckRequest", "{}");
        }
    }
    static std::vector<api::acs::IAMRoleCredentialsMessage> renewals(const Agent& agent) {
        std::vector<api::acs::IAMRoleCredentialsMessage> all;
        for (const auto& text : agent.line->messages("IAMRoleCredentialsMessage")) {
            all.push_back(*wire::decode_json<api::acs::IAMRoleCredentialsMessage>(text));
        }
        return all;
    }

    Numbered source_;
    Fleet granting_{core, tables, ids, {}, &source_};
};

TEST_F(FleetCredentialsTest, APayloadBringsThoseOfBothRoles) {
    put_roles("web", "pull");
    const Agent agent = join();
    put_task("1");
    const auto task = agent.line->payloads().back().tasks->front();
    ASSERT_TRUE(task.role_credentials && task.execution_role_credentials);
    EXPECT_EQ(task.role_credentials->role_arn, "arn:aws:iam::000000000000:role/web");
    EXPECT_EQ(task.execution_role_credentials->role_arn, "arn:aws:iam::000000000000:role/pull");
    EXPECT_NE(
        task.role_credentials->credentials_id, task.execution_role_credentials->credentials_id
    );
}

TEST_F(FleetCredentialsTest, ATaskWithoutARoleHasNone) {
    put_roles("", "");
    const Agent agent = join(true);
    put_task("1");
    const auto task = agent.line->payloads().back().tasks->front();
    EXPECT_FALSE(task.role_credentials || task.execution_role_credentials);
    take_payload(agent);
    pass(agent, minutes{1});
    EXPECT_EQ(source_.made, 0);
}

TEST_F(FleetCredentialsTest, AreMadeAnewAfterHalfTheirLife) {
    put_roles("web", "");
    const Agent agent = join();
    put_task("1");
    take_payload(agent);
    take(agent, "1-TaskApplication");
    pass(agent, kCredentialsLast / 2 - Seconds{1});
    EXPECT_THAT(renewals(agent), IsEmpty());
    pass(agent, Seconds{2});
    ASSERT_THAT(renewals(agent), SizeIs(1));
    const auto renewal = renewals(agent).front();
    EXPECT_EQ(renewal.task_arn, task("1")->arn());
    EXPECT_EQ(renewal.role_type, api::acs::RoleType::TaskApplication);
    EXPECT_EQ(renewal.role_credentials->credentials_id, "1-TaskApplication");
    EXPECT_EQ(renewal.role_credentials->session_token, "2");
}

TEST_F(FleetCredentialsTest, AMachineThatSleptMakesThemAnewAtOnce) {
    put_roles("web", "");
    const Agent agent = join();
    put_task("1");
    take_payload(agent);
    take(agent, "1-TaskApplication");
    loop.set_wall(loop.now() + kCredentialsLast / 2 + minutes{1});
    pass(agent, Seconds{10});
    EXPECT_THAT(renewals(agent), SizeIs(1)) << "they expire by the wall clock";
    take(agent, "1-TaskApplication");
    loop.set_wall(loop.now() - hours{1});
    pass(agent, minutes{1});
    EXPECT_THAT(renewals(agent), SizeIs(1));
}

TEST_F(FleetCredentialsTest, AreSentAgainUntilTheyAreTaken) {
    put_roles("web", "");
    const Agent agent = join();
    put_task("1");
    take_payload(agent);
    pass(agent, Seconds{16});
    EXPECT_THAT(renewals(agent), SizeIs(1)) << "the payload's were not acknowledged";
    pass(agent, Seconds{16});
    EXPECT_THAT(renewals(agent), SizeIs(2));
    take(agent, "1-TaskApplication");
    pass(agent, minutes{5});
    EXPECT_THAT(renewals(agent), SizeIs(2));
}

TEST_F(FleetCredentialsTest, AnAgentThatLostThemIsSentAllOfLiveTasks) {
    put_roles("web", "pull");
    const Agent first = join();
    put_task("1");
    put_task("2");
    put_task("3");
    take_payload(first);
    for (const char* id : {"1", "2", "3"}) {
        edit_task(id, [](ecs::TaskRow& row) { row.acknowledged = true; });
        take(first, std::string(id) + "-TaskApplication");
        take(first, std::string(id) + "-TaskExecution");
    }
    edit_task("3", [](ecs::TaskRow& row) { row.status = ecs::TaskStatus::Stopped; });
    EXPECT_THAT(renewals(join()), IsEmpty()) << "one that came back has them";
    EXPECT_THAT(renewals(join(true)), SizeIs(4));
}

TEST_F(FleetCredentialsTest, AnAgentThatOnlyMissedThemIsSentThemWhenItIsBack) {
    put_roles("web", "");
    const Agent agent = join();
    put_task("1");
    take_payload(agent);
    granting_.on_closed(agent.session);
    loop.advance(minutes{1});
    EXPECT_THAT(renewals(join()), SizeIs(1));
}

TEST_F(FleetCredentialsTest, AfterARestartOfTheControlPlaneAllAreMadeAnew) {
    put_roles("web", "");
    put_task("1");
    edit_task("1", [](ecs::TaskRow& row) { row.acknowledged = true; });
    EXPECT_THAT(renewals(join()), SizeIs(1)) << "nobody knows how old the agent's are";
}

TEST_F(FleetCredentialsTest, NothingIsSentForStoppedTasks) {
    put_roles("web", "");
    const Agent agent = join();
    put_task("1");
    take_payload(agent);
    edit_task("1", [](ecs::TaskRow& row) { row.status = ecs::TaskStatus::Stopped; });
    const int made = source_.made;
    pass(agent, hours{4});
    EXPECT_EQ(source_.made, made);
}

TEST_F(FleetCredentialsTest, ARoleThatIsClosedIsTriedAgainLater) {
    put_roles("closed", "pull");
    const Agent agent = join();
    put_task("1");
    const auto sent = agent.line->payloads().back().tasks->front();
    EXPECT_FALSE(sent.role_credentials);
    EXPECT_TRUE(sent.execution_role_credentials);
    take_payload(agent);
    take(agent, "1-TaskExecution");
    pass(agent, minutes{4});
    EXPECT_EQ(source_.made, 1);
    put_roles("open", "pull");
    pass(agent, minutes{2});
    EXPECT_GE(renewals(agent).size(), 2U) << "one of each role";
}

TEST_F(FleetCredentialsTest, AClosedRoleDoesNotHoldUpTheOther) {
    put_roles("closed", "pull");
    const Agent agent = join();
    put_task("1");
    take_payload(agent);
    pass(agent, Seconds{16});
    EXPECT_THAT(renewals(agent), SizeIs(1)) << "those of the open role were not acknowledged";
}

TEST_F(FleetCredentialsTest, ThousandsAreSpreadOverTurns) {
    put_roles("web", "");
    for (int i = 0; i < 1'000; ++i) {
        put_task(std::to_string(i));
        edit_task(std::to_string(i), [](ecs::TaskRow& row) { row.acknowledged = true; });
    }
    Agent agent{std::make_shared<Line>()};
    hello.send_credentials = true;
    agent.session = granting_.open_control(hello, agent.line).value();
    int before = source_.made;
    while (source_.made < 1'000 && loop.step()) {
        EXPECT_LE(source_.made - before, 100);
        before = source_.made;
    }
    EXPECT_EQ(source_.made, 1'000);
}

}  // namespace
}  // namespace gantry::fleet
