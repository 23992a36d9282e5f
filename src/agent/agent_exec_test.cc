// Sessions inside containers (ECS Exec), as the control plane asks for them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/agent_fixture.h"
#include "wire/exec_stream.h"

namespace gantry::agent {
namespace {

using test::kTaskArn;
using test::make_container;
using test::make_task;
using wire::ExecFrame;

class AgentExecTest : public test::AgentTest {
  protected:
    AgentExecTest() {
        world.start_connected();
        run_and_expect(make_task({make_container("app")}));
    }

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

}  // namespace
}  // namespace gantry::agent
