// Files of secrets: mounted, kept current, and gone with the task.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/agent_fixture.h"
#include "api/docker/container_create_request.h"

namespace gantry::agent {
namespace {

using memory_files::MemoryFile;
using test::kTaskArn;
using test::make_container;
using test::make_task;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class AgentSecretFilesTest : public test::AgentTest {
  protected:
    AgentSecretFilesTest() {
        control.services["ssm.GetParameters"] = [this](const ServiceCall&) -> Result<std::string> {
            if (value_.empty()) return unavailable("away");
            return R"({"Parameters":[{"Name":"/db","Value":")" + value_ + R"("}]})";
        };
    }

    static api::acs::Task task_with_file(api::acs::GantryFilesOnChange on_change = {}) {
        api::acs::Secret secret;
        secret.name = "/run/secrets/db";
        secret.value_from = "/db";
        secret.provider = api::acs::SecretProvider::Ssm;
        secret.type = api::acs::SecretType::MountPoint;
        secret.container_path = "/run/secrets/db";
        secret.gantry_mode = "0440";
        secret.gantry_owner = "1000:1000";
        auto container = make_container("app");
        container.secrets = {secret};
        container.gantry_files_on_change = std::move(on_change);
        auto task = make_task({container});
        auto& credentials = task.execution_role_credentials.emplace();
        credentials.credentials_id = "execution-id";
        credentials.access_key_id = "ASIAEXECUTION";
        credentials.secret_access_key = "key";
        credentials.session_token = "token";
        return task;
    }
    [[nodiscard]] std::string text_now() const {
        for (const auto& [task, files] : world.secret_files.kept) {
            const auto found = files.find("app/0/db");
            if (found != files.end()) return found->second.text;
        }
        return "none";
    }
    void expect_text(const std::string& text) {
        world.expect_soon([&] { return text_now() == text; }, minutes{3}, text.c_str());
    }

    std::string value_ = "first-value";
};

TEST_F(AgentSecretFilesTest, AreMountedAndAreNoVariables) {
    world.start_connected();
    run_and_expect(task_with_file());
    const auto& request = *world.container("app")->request;
    ASSERT_EQ(world.secret_files.kept.size(), 1U);
    const std::string id = world.secret_files.kept.begin()->first;
    EXPECT_THAT(*request.host_config->binds, Contains("/memory/" + id + "/app/0:/run/secrets:ro"));
    EXPECT_EQ(
        world.secret_files.kept.at(id).at("app/0/db"),
        (MemoryFile{"app/0/db", "first-value", 0440, 1000, 1000})
    );
    EXPECT_THAT(*request.env, Not(Contains(HasSubstr("first-value"))));
    for (const auto& [label, value] : *request.labels) EXPECT_NE(value, "first-value");
}

TEST_F(AgentSecretFilesTest, FollowTheSecretAndTellTheContainer) {
    world.start_connected();
    run_and_expect(task_with_file({.signal = "SIGHUP"}));
    wait(minutes{3});
    EXPECT_THAT(world.container("app")->signals, IsEmpty()) << "nothing has changed";
    value_ = "second-value";
    expect_text("second-value");
    world.expect_soon([&] { return !world.container("app")->signals.empty(); });
    EXPECT_THAT(world.container("app")->signals, ElementsAre("SIGHUP"));
}

TEST_F(AgentSecretFilesTest, FollowTheSecretAndRunTheCommand) {
    using Commands = std::vector<std::vector<std::string>>;
    world.start_connected();
    const test::WarningsKept warnings;
    run_and_expect(task_with_file({.command = {{"exit", "3"}}}));
    const auto commands = [&] { return world.container("app")->commands; };
    wait(minutes{3});
    EXPECT_EQ(commands(), Commands{}) << "nothing has changed";
    value_ = "second-value";
    expect_text("second-value");
    wait(Seconds{1});
    EXPECT_EQ(commands(), (Commands{{"exit", "3"}}));
    EXPECT_THAT(warnings.text(), HasSubstr("secret_files_command_failed"));
    EXPECT_THAT(warnings.text(), HasSubstr("exit code 3"));
    value_ = "third-value";
    expect_text("third-value");
    wait(Seconds{1});
    EXPECT_EQ(commands().size(), 2U);
    EXPECT_THAT(world.container("app")->signals, IsEmpty());
}

TEST_F(AgentSecretFilesTest, ACommandThatDoesNotEndIsGivenUp) {
    world.start_connected();
    const test::WarningsKept warnings;
    run_and_expect(task_with_file({.command = {{"cat"}}}));
    value_ = "second-value";
    expect_text("second-value");
    wait(Seconds{55});
    EXPECT_THAT(warnings.text(), Not(HasSubstr("secret_files_command_failed")));
    wait(Seconds{10});
    EXPECT_THAT(warnings.text(), HasSubstr("not over in a minute"));
}

TEST_F(AgentSecretFilesTest, TellOfThoseThatChangedBeforeOneThatCannotBeWritten) {
    auto task = task_with_file({.signal = "SIGHUP"});
    auto& secrets = *task.containers->front().secrets;
    auto second = secrets.front();
    second.name = "/run/secrets/key";
    second.container_path = "/run/secrets/key";
    secrets.push_back(second);
    world.start_connected();
    run_and_expect(task);
    world.secret_files.unwritable = {"app/0/key"};
    value_ = "second-value";
    expect_text("second-value");
    world.expect_soon([&] { return !world.container("app")->signals.empty(); });
    wait(minutes{5});
    EXPECT_THAT(world.container("app")->signals, ElementsAre("SIGHUP")) << "once";
    world.secret_files.unwritable.clear();
    world.expect_soon([&] { return world.container("app")->signals.size() == 2; }, minutes{5});
}

TEST_F(AgentSecretFilesTest, AreNotWrittenBeforeTheirContainerIsMade) {
    auto task = task_with_file();
    task.containers->push_back(make_container("filler", false));
    test::depend(task.containers->front(), "filler", api::acs::ContainerCondition::Complete);
    world.start_connected();
    control.run_task(task);
    world.expect_soon([&] { return world.runs("filler"); });
    value_ = "second-value";
    wait(minutes{5});
    EXPECT_EQ(text_now(), "none");
}

TEST_F(AgentSecretFilesTest, StayWhileTheSecretCannotBeRead) {
    world.start_connected();
    run_and_expect(task_with_file());
    value_.clear();
    wait(minutes{5});
    EXPECT_EQ(text_now(), "first-value");
    value_ = "back-again";
    expect_text("back-again");
}

TEST_F(AgentSecretFilesTest, OutliveTheAgentAndGoWithTheTask) {
    world.start_connected();
    run_and_expect(task_with_file({.signal = "SIGUSR1"}));
    world.kill_agent();
    value_ = "while-away";
    world.secret_files.kept["stranger"];
    world.start_connected();
    expect_text("while-away");
    EXPECT_FALSE(world.secret_files.kept.contains("stranger"));
    world.expect_soon([&] { return !world.container("app")->signals.empty(); });
    control.stop_task(kTaskArn);
    expect_stopped();
    world.expect_soon([&] { return world.secret_files.kept.empty(); });
}

TEST_F(AgentSecretFilesTest, ThatWentWithTheMachineStopWhatIsStartedInPlace) {
    auto task = task_with_file();
    auto& policy = task.containers->front().restart_policy.emplace();
    policy.enabled = true;
    policy.restart_attempt_period = 60;
    world.start_connected();
    run_and_expect(task);
    wait(minutes{5});
    world.kill_agent();
    machine.crash();
    world.secret_files.kept.clear();
    machine.boot();
    world.start_connected();
    expect_stopped();
    EXPECT_THAT(machine.running(), IsEmpty());
    const auto told = control.container("app");
    ASSERT_TRUE(told);
    EXPECT_THAT(
        told->reason.value_or(""),
        HasSubstr("ResourceInitializationError: the files of its secrets were in memory")
    );
}

TEST_F(AgentSecretFilesTest, StartInPlaceWhereTheyAreThere) {
    runtime::FakeBehaviour ending;
    ending.runs_for = runtime::Latency::exactly(Seconds{70});
    machine.set_behaviour("app:1", ending);
    auto task = task_with_file();
    auto& policy = task.containers->front().restart_policy.emplace();
    policy.enabled = true;
    policy.restart_attempt_period = 60;
    world.start_connected();
    run_and_expect(task);
    wait(minutes{10});
    EXPECT_GE(machine.counters().started, 5u);
    EXPECT_EQ(control.statuses_of(), "RUNNING");
}

TEST_F(AgentSecretFilesTest, StopATaskWhereTheyCannotBeKept) {
    world.secret_files.failure = unavailable("no memory left");
    world.start_connected();
    control.run_task(task_with_file());
    expect_stopped(kTaskArn, minutes{10});
    const auto told = control.container("app");
    ASSERT_TRUE(told);
    EXPECT_THAT(
        told->reason.value_or(""), HasSubstr("ResourceInitializationError: no memory left")
    );
}

}  // namespace
}  // namespace gantry::agent
