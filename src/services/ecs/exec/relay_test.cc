#include "services/ecs/exec/relay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "services/ecs/exec/relay_fixture.h"

namespace gantry::ecs::exec {
namespace {

using Frame = wire::ExecFrame;
using Type = wire::ExecFrame::Type;

/// A relay with a client that loses nothing.
class RelayTest : public testing::Test {
  protected:
    explicit RelayTest(ClientWishes wishes = {}) { begin(wishes); }

    void begin(const ClientWishes& wishes) {
        client_ = std::make_unique<DataChannel>(DataChannel::Side::Client, ids_);
        relay_ = std::make_unique<Relay>("session", wishes, ids_, moment(now_));
        seen_ = {};
        exchange();
    }

    /// Carries frames until nothing moves.
    void exchange() {
        for (bool moved = true; moved;) {
            moved = false;
            out_.add(relay_->take());
            for (const auto& frame : std::exchange(out_.to_client, {})) {
                client_->receive(frame, moment(now_));
                moved = true;
            }
            while (auto message = client_->next()) {
                if (message->type == PayloadType::HandshakeRequest) {
                    client_->send(PayloadType::HandshakeResponse, kPluginAnswer, moment(now_));
                }
                seen_.push_back(*std::move(message));
            }
            for (const auto& frame : client_->take_frames()) {
                relay_->on_client_frame(frame, moment(now_));
                moved = true;
            }
        }
    }
    void from_agent(const Frame& frame) {
        relay_->on_agent_frame(wire::encode_exec_frame(frame), moment(now_));
        exchange();
    }
    void type(PayloadType payload_type, std::string payload) {
        client_->send(payload_type, std::move(payload), moment(now_));
        exchange();
    }
    void pass(Duration time) {
        now_ += time.count();
        relay_->tick(moment(now_));
        exchange();
    }
    [[nodiscard]] std::string shown(PayloadType payload_type = PayloadType::Output) const {
        std::string text;
        for (const auto& message : seen_) {
            if (message.type == payload_type) text += message.payload;
        }
        return text;
    }

    std::int64_t now_ = 1'000;
    IdSource ids_{Random(1)};
    std::unique_ptr<DataChannel> client_;
    std::unique_ptr<Relay> relay_;
    RelayOutput out_;
    std::vector<DataChannel::Received> seen_;
};

TEST_F(RelayTest, ShakesHandsBeforeTheAgentIsCalled) {
    ASSERT_EQ(seen_.size(), 2U);
    EXPECT_EQ(seen_[0].type, PayloadType::HandshakeRequest);
    EXPECT_THAT(seen_[0].payload, testing::HasSubstr("InteractiveCommands"));
    EXPECT_EQ(seen_[1].type, PayloadType::HandshakeComplete);
    EXPECT_TRUE(out_.called);
}

TEST_F(RelayTest, HandsOnBytesAndSizes) {
    type(PayloadType::Size, R"({"cols":100,"rows":30})");
    EXPECT_TRUE(out_.to_agent.empty()) << "nothing before the command runs";
    from_agent({.type = Type::Started});
    type(PayloadType::Output, "ls\n");
    ASSERT_EQ(out_.to_agent.size(), 2U);
    EXPECT_EQ(out_.to_agent[0], (Frame{.type = Type::Resize, .rows = 30, .columns = 100}));
    EXPECT_EQ(out_.to_agent[1], (Frame{.type = Type::Input, .bytes = "ls\n"}));
    from_agent({.type = Type::Output, .bytes = "file\n"});
    from_agent({.type = Type::ErrorOutput, .bytes = "oops\n"});
    EXPECT_EQ(shown(), "file\noops\n");
    EXPECT_EQ(out_.transcript, "file\noops\n");
}

TEST_F(RelayTest, AClientThatAcknowledgesNothingDoesNotKeepItOpen) {
    from_agent({.type = Type::Started});
    const auto send = [&](const Frame& frame) {
        relay_->on_agent_frame(wire::encode_exec_frame(frame), moment(now_));
    };
    send({.type = Type::Output, .bytes = "never taken"});
    send({.type = Type::Exited, .exit_code = 0});
    for (int i = 0; i < 3; ++i) {
        now_ += 6'000;
        relay_->on_client_frame("no frame", moment(now_));
        relay_->tick(moment(now_));
    }
    out_.add(relay_->take());
    EXPECT_TRUE(out_.over);
}

TEST_F(RelayTest, EndsWithTheCommand) {
    from_agent({.type = Type::Started});
    from_agent({.type = Type::Output, .bytes = "last"});
    from_agent({.type = Type::Exited, .exit_code = 3});
    EXPECT_EQ(shown(), "last") << "the stock plugin would print an exit code";
    EXPECT_EQ(client_->closed(), "");
    pass(Duration{2'000});
    EXPECT_TRUE(out_.over);
}

TEST_F(RelayTest, WhoAsksIsToldTheExitCodeAndErrorsApart) {
    begin({.tty = false, .exit_code = true});
    from_agent({.type = Type::Started});
    from_agent({.type = Type::ErrorOutput, .bytes = "oops"});
    from_agent({.type = Type::Exited, .exit_code = 3});
    EXPECT_EQ(shown(PayloadType::ErrorOutput), "oops");
    EXPECT_EQ(shown(PayloadType::ExitCode), "3");
    EXPECT_EQ(client_->closed(), "");
}

TEST_F(RelayTest, TheAgentsWordsAreTheClients) {
    from_agent({.type = Type::Failed, .bytes = "The container has stopped."});
    EXPECT_EQ(client_->closed(), "The container has stopped.");
}

TEST_F(RelayTest, AnAgentThatDoesNotComeEndsIt) {
    pass(Duration{15'000});
    EXPECT_THAT(*client_->closed(), testing::HasSubstr("agent did not answer"));
}

TEST_F(RelayTest, IdleSessionsEnd) {
    from_agent({.type = Type::Started});
    pass(minutes{19});
    EXPECT_FALSE(client_->closed());
    type(PayloadType::Output, "x");
    pass(minutes{19});
    EXPECT_FALSE(client_->closed());
    pass(minutes{2});
    EXPECT_TRUE(client_->closed());
}

TEST_F(RelayTest, TerminateEndsIt) {
    from_agent({.type = Type::Started});
    type(PayloadType::Flag, std::string("\0\0\0\2", 4));
    EXPECT_TRUE(client_->closed());
}

TEST_F(RelayTest, InputWaitsForRoomAtTheAgent) {
    from_agent({.type = Type::Started});
    const std::string piece(8U << 10U, 'x');
    for (int i = 0; i < 40; ++i) type(PayloadType::Output, piece);
    std::size_t bytes = 0;
    for (const auto& frame : out_.to_agent) bytes += frame.bytes.size();
    EXPECT_EQ(bytes, wire::kExecWindow);
    from_agent({.type = Type::InputRoom, .number = 16U << 10U});
    bytes = 0;
    for (const auto& frame : out_.to_agent) bytes += frame.bytes.size();
    EXPECT_EQ(bytes, wire::kExecWindow + (16U << 10U));
}

TEST_F(RelayTest, TheAgentHasRoomForWhatTheClientTook) {
    from_agent({.type = Type::Started});
    for (int i = 0; i < 64; ++i)
        from_agent({.type = Type::Output, .bytes = std::string(8U << 10U, 'x')});
    std::uint32_t room = wire::kExecWindow;
    for (const auto& frame : out_.to_agent) room += frame.number;
    EXPECT_GE(room + (32U << 10U), 64U * (8U << 10U));
}

TEST_F(RelayTest, AnAgentThatSendsTooMuchIsCutOff) {
    relay_->on_agent_frame(wire::encode_exec_frame({.type = Type::Started}), moment(now_));
    const Frame piece{.type = Type::Output, .bytes = std::string(wire::kMaxExecPayload, 'x')};
    for (int i = 0; i < 40; ++i) {
        relay_->on_agent_frame(wire::encode_exec_frame(piece), moment(now_));
    }
    exchange();
    EXPECT_THAT(*client_->closed(), testing::HasSubstr("more than there is room for"));
}

}  // namespace
}  // namespace gantry::ecs::exec
