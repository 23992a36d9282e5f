// Sessions inside containers (ECS Exec), as the control plane asks for them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/agent_fixture.h"
#include "agent/exec/toolbox.h"
#include "api/docker/host_config.h"
#include "wire/exec_stream.h"

namespace gantry::agent {
namespace {

using test::kTaskArn;
using test::make_container;
using test::make_task;
using testing::ElementsAre;
using testing::HasSubstr;
using wire::ExecFrame;

class ExecTalk : public test::AgentTest {
  protected:
    static wire::ExecRequest request(std::vector<std::string> command) {
        return {
            .message_id = "m",
            .session_id = "ecs-execute-command-1",
            .task_arn = kTaskArn,
            .container = "app",
            .command = std::move(command),
            .user = "0",
        };
    }
    void ask(const wire::ExecRequest& what) {
        control.send(StreamKind::Control, wire::kExecMessage, what);
        wait(Duration{50});
    }
    void tell(const ExecFrame& frame) {
        control.send_text(StreamKind::Exec, wire::encode_exec_frame(frame));
        wait(Duration{50});
    }
    [[nodiscard]] std::vector<ExecFrame> heard() const {
        std::vector<ExecFrame> frames;
        for (const std::string& bytes : control.exec_bytes) {
            frames.push_back(*wire::decode_exec_frame(bytes));
        }
        return frames;
    }
    [[nodiscard]] std::string output() const {
        std::string text;
        for (const ExecFrame& frame : heard()) {
            if (frame.type == ExecFrame::Type::Output) text += frame.bytes;
        }
        return text;
    }
};

class AgentExecTest : public ExecTalk {
  protected:
    AgentExecTest() {
        world.start_connected();
        run_and_expect(make_task({make_container("app")}));
    }
};

TEST_F(AgentExecTest, RunsACommandAndTellsItsExitCode) {
    ask(request({"echo", "hello", "you"}));
    const auto frames = heard();
    ASSERT_EQ(frames.size(), 3U);
    EXPECT_EQ(frames[0].type, ExecFrame::Type::Started);
    EXPECT_EQ(frames[1].bytes, "hello you\n");
    EXPECT_EQ(frames[2], (ExecFrame{.type = ExecFrame::Type::Exited, .exit_code = 0}));
    EXPECT_FALSE(control.connected(StreamKind::Exec)) << "the session's stream is closed";
    EXPECT_TRUE(world.runs("app"));
}

TEST_F(AgentExecTest, HandsOnInputAndSizes) {
    ask(request({"sh"}));
    tell({.type = ExecFrame::Type::Input, .bytes = "ls\n"});
    tell({.type = ExecFrame::Type::Resize, .rows = 24, .columns = 80});
    EXPECT_EQ(output(), "ls\n[24x80]");
    tell({.type = ExecFrame::Type::InputEnd});
    EXPECT_EQ(heard().back().type, ExecFrame::Type::Exited);
}

TEST_F(AgentExecTest, SendsNoMoreThanThereIsRoomFor) {
    ask(request({"cat"}));
    const std::string piece(wire::kMaxExecPayload, 'x');
    const std::size_t pieces = wire::kExecWindow / wire::kMaxExecPayload;
    for (std::size_t i = 0; i < pieces; ++i) tell({.type = ExecFrame::Type::Input, .bytes = piece});
    EXPECT_EQ(output().size(), wire::kExecWindow);
    std::uint32_t room = 0;
    for (const ExecFrame& frame : heard()) {
        if (frame.type == ExecFrame::Type::InputRoom) room += frame.number;
    }
    EXPECT_EQ(room, wire::kExecWindow) << "what was taken makes room";
    tell({.type = ExecFrame::Type::Input, .bytes = "more"});
    EXPECT_EQ(output().size(), wire::kExecWindow);
    tell({.type = ExecFrame::Type::OutputRoom, .number = 1'000});
    EXPECT_EQ(output().size(), wire::kExecWindow + 4);
}

TEST_F(AgentExecTest, WhoSendsMoreThanThereIsRoomForIsCutOff) {
    ask(request({"sh"}));
    machine.daemon().set_state(runtime::FakeDaemon::State::Hung);
    for (int i = 0; i < 9; ++i) {
        control.send_text(
            StreamKind::Exec,
            wire::encode_exec_frame(
                {.type = ExecFrame::Type::Input, .bytes = std::string(wire::kMaxExecPayload, 'x')}
            )
        );
    }
    wait(Duration{1});
    EXPECT_FALSE(control.connected(StreamKind::Exec));
}

TEST_F(AgentExecTest, ASessionEndsWithItsContainer) {
    ask(request({"sh"}));
    machine.kill("id-not-known");
    const auto* container = world.container("app");
    ASSERT_NE(container, nullptr);
    machine.kill(container->status.id);
    wait(Duration{100});
    EXPECT_EQ(heard().back(), (ExecFrame{.type = ExecFrame::Type::Exited, .exit_code = 137}));
}

TEST_F(AgentExecTest, AContainerThatDoesNotRunIsToldSo) {
    auto what = request({"sh"});
    what.container = "other";
    ask(what);
    ASSERT_EQ(heard().size(), 1U);
    EXPECT_EQ(heard()[0].bytes, "The container is not running.");
    what = request({"sh"});
    what.session_id = "ecs-execute-command-2";
    what.runtime_id = "another";
    ask(what);
    EXPECT_EQ(heard().back().type, ExecFrame::Type::Failed);
}

TEST_F(AgentExecTest, TheRuntimesWordsAreTold) {
    machine.daemon().fail_next(runtime::FakeOperation::Exec, unavailable("Docker is away"));
    ask(request({"sh"}));
    EXPECT_EQ(
        heard().back(), (ExecFrame{.type = ExecFrame::Type::Failed, .bytes = "Docker is away"})
    );
}

TEST_F(AgentExecTest, ConnectsToPorts) {
    auto what = request({});
    what.port = 80;
    ask(what);
    tell({.type = ExecFrame::Type::Input, .bytes = "GET /"});
    EXPECT_EQ(output(), "GET /");
}

TEST_F(AgentExecTest, ARepeatedRequestIsNoNews) {
    ask(request({"sh"}));
    ask(request({"sh"}));
    EXPECT_EQ(heard().size(), 1U);
}

TEST_F(AgentExecTest, WithoutAToolboxItIsSaidWhatHelps) {
    ask(request({"bash"}));
    ASSERT_EQ(heard().size(), 3U);
    EXPECT_EQ(heard()[1].type, ExecFrame::Type::ErrorOutput);
    EXPECT_THAT(heard()[1].bytes, HasSubstr("\"bash\": executable file not found"));
    EXPECT_THAT(heard()[1].bytes, HasSubstr("--toolbox IMAGE"));
    EXPECT_EQ(heard()[2], (ExecFrame{.type = ExecFrame::Type::Exited, .exit_code = 127}));
    EXPECT_EQ(machine.running().size(), 1U);
}

// ---- The toolbox

class AgentToolboxTest : public ExecTalk {
  protected:
    AgentToolboxTest() {
        world.config.toolbox_image = "tools";
        machine.set_behaviour("bare", {.programs = false});
        world.start_connected();
    }
    void run_bare(const std::function<void(api::acs::Task&)>& change = {}) {
        auto task = make_task({make_container("app")});
        task.containers->front().image = "bare";
        if (change) change(task);
        run_and_expect(task);
    }
    [[nodiscard]] const runtime::FakeContainer* toolbox() const {
        return machine.find("gantry-toolbox-ecs-execute-command-1");
    }
};

TEST_F(AgentToolboxTest, CommandsRunBesideAContainerThatDoesNotHaveThem) {
    run_bare();
    const std::string target = world.container("app")->status.id;
    const auto reports = control.reports.size();
    ask(request({"cat"}));
    wait(Seconds{5});
    const auto* its = toolbox();
    ASSERT_NE(its, nullptr);
    EXPECT_EQ(its->status.phase, runtime::ContainerPhase::Running);
    EXPECT_EQ(its->status.labels.size(), 1U) << "nobody takes it for a task's";
    const auto& host = *its->request->host_config;
    EXPECT_EQ(host.pid_mode, "container:" + target);
    EXPECT_EQ(host.network_mode, "container:" + target);
    EXPECT_FALSE(host.ipc_mode) << "the runtime lets nobody in";
    EXPECT_THAT(*host.volumes_from, ElementsAre(target));
    EXPECT_THAT(*host.cap_add, ElementsAre("SYS_PTRACE"));
    EXPECT_EQ(heard()[0].type, ExecFrame::Type::Started);
    EXPECT_THAT(heard()[1].bytes, HasSubstr("files are below /proc/1/root."));
    tell({.type = ExecFrame::Type::Input, .bytes = "text"});
    EXPECT_EQ(output(), "text");
    tell({.type = ExecFrame::Type::InputEnd});
    wait(Seconds{5});
    EXPECT_EQ(heard().back(), (ExecFrame{.type = ExecFrame::Type::Exited, .exit_code = 0}));
    EXPECT_EQ(toolbox(), nullptr);
    EXPECT_TRUE(world.runs("app"));
    EXPECT_EQ(control.reports.size(), reports) << "nothing is told of it";
}

TEST_F(AgentToolboxTest, WhatCameBeforeItIsGivenToIt) {
    run_bare();
    control.send(StreamKind::Control, wire::kExecMessage, request({"sh"}));
    for (int i = 0; i < 20; ++i) {
        wait(Duration{1});
        if (!control.connected(StreamKind::Exec)) continue;
        control.send_text(
            StreamKind::Exec,
            wire::encode_exec_frame({.type = ExecFrame::Type::Input, .bytes = "in"})
        );
        break;
    }
    tell({.type = ExecFrame::Type::InputEnd});
    wait(Seconds{5});
    EXPECT_EQ(output(), "in");
    EXPECT_EQ(heard().back().type, ExecFrame::Type::Exited);
}

TEST_F(AgentToolboxTest, JoinsWhatTheTaskShares) {
    run_bare([](api::acs::Task& task) {
        task.pid_mode = "host";
        task.ipc_mode = "host";
    });
    ask(request({"sh"}));
    wait(Seconds{5});
    ASSERT_NE(toolbox(), nullptr);
    const auto& host = *toolbox()->request->host_config;
    EXPECT_TRUE(host.ipc_mode);
    EXPECT_FALSE(host.cap_add) << "it would be the machine's root";
    EXPECT_THAT(heard()[1].bytes, HasSubstr("/proc/PID/root"));
}

TEST_F(AgentToolboxTest, WhatOnlyTheContainerItselfWillDoForFails) {
    run_bare();
    auto what = request({"tar"});
    what.in_container = true;
    ask(what);
    wait(Seconds{5});
    EXPECT_EQ(heard().back(), (ExecFrame{.type = ExecFrame::Type::Exited, .exit_code = 127}));
    EXPECT_EQ(machine.counters().created, 1U);
}

TEST_F(AgentToolboxTest, WhatIsInNeitherFails) {
    run_bare();
    ask(request({"bash"}));
    wait(Seconds{5});
    EXPECT_THAT(heard()[heard().size() - 2].bytes, HasSubstr("does not have it either"));
    EXPECT_EQ(heard().back(), (ExecFrame{.type = ExecFrame::Type::Exited, .exit_code = 127}));
    EXPECT_EQ(toolbox(), nullptr);
}

TEST_F(AgentToolboxTest, AnImageThatIsNotThereIsNamed) {
    runtime::FakeBehaviour none;
    none.create_error = not_found("No such image: tools");
    machine.set_behaviour("tools", none);
    run_bare();
    ask(request({"sh"}));
    wait(Seconds{5});
    EXPECT_THAT(heard()[1].bytes, HasSubstr("docker pull tools"));
    EXPECT_EQ(heard().back().type, ExecFrame::Type::Exited);
}

TEST_F(AgentToolboxTest, ItGoesWithItsClient) {
    run_bare();
    ask(request({"sh"}));
    wait(Seconds{5});
    ASSERT_NE(toolbox(), nullptr);
    control.close_streams(1000);
    wait(Seconds{5});
    EXPECT_EQ(toolbox(), nullptr);
}

TEST_F(AgentToolboxTest, ItEndsWithTheContainerItIsBeside) {
    run_bare();
    ask(request({"sh"}));
    wait(Seconds{5});
    ASSERT_NE(toolbox(), nullptr);
    machine.kill(world.container("app")->status.id);
    wait(Seconds{5});
    EXPECT_EQ(heard().back(), (ExecFrame{.type = ExecFrame::Type::Exited, .exit_code = 137}));
    EXPECT_EQ(toolbox(), nullptr);
}

TEST_F(AgentToolboxTest, WhatACrashLeftBehindIsSwept) {
    run_bare();
    runtime::FakeSpec left;
    left.image = "tools";
    left.labels = {{kToolboxLabel, test::kInstanceArn}};
    ASSERT_TRUE(machine.create("gantry-toolbox-left", left));
    left.labels = {{kToolboxLabel, "another instance"}};
    ASSERT_TRUE(machine.create("gantry-toolbox-other", left));
    world.kill_agent();
    world.start_connected();
    wait(Seconds{5});
    EXPECT_EQ(machine.find("gantry-toolbox-left"), nullptr);
    EXPECT_NE(machine.find("gantry-toolbox-other"), nullptr);
    EXPECT_TRUE(world.runs("app"));
}

}  // namespace
}  // namespace gantry::agent
