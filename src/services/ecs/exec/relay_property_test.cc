#include <gtest/gtest.h>

#include <map>
#include <optional>

#include "services/ecs/exec/relay.h"
#include "services/ecs/exec/relay_fixture.h"

namespace gantry::ecs::exec {
namespace {

using Frame = wire::ExecFrame;
using Type = wire::ExecFrame::Type;

/// A network that loses, repeats and reorders frames.
class LossyWire {
  public:
    explicit LossyWire(Random& random) : random_(random) {}

    void send(const std::string& frame, std::int64_t now) {
        if (random_.chance(0.2)) return;
        const int copies = random_.chance(0.1) ? 2 : 1;
        for (int i = 0; i < copies; ++i) {
            under_way_.emplace(now + random_.between(1, 150), frame);
        }
    }
    std::vector<std::string> arrived(std::int64_t now) {
        std::vector<std::string> frames;
        while (!under_way_.empty() && under_way_.begin()->first <= now) {
            frames.push_back(under_way_.begin()->second);
            under_way_.erase(under_way_.begin());
        }
        return frames;
    }

  private:
    Random& random_;
    std::multimap<std::int64_t, std::string> under_way_;
};

/// An agent that echoes what it is sent, within the room that it has.
class EchoAgent {
  public:
    void take(const Frame& frame, Relay& relay, std::int64_t now) {
        if (frame.type == Type::OutputRoom) room_ += frame.number;
        if (frame.type == Type::Input) {
            got_ += frame.bytes;
            waiting_ += frame.bytes;
        }
        echo(relay, now);
    }
    void echo(Relay& relay, std::int64_t now) {
        while (!waiting_.empty() && room_ > 0) {
            const std::string piece = waiting_.substr(0, std::min<std::size_t>(room_, 700));
            waiting_.erase(0, piece.size());
            room_ -= static_cast<std::uint32_t>(piece.size());
            tell(relay, {.type = Type::Output, .bytes = piece}, now);
            tell(
                relay,
                {.type = Type::InputRoom, .number = static_cast<std::uint32_t>(piece.size())},
                now
            );
        }
    }
    static void tell(Relay& relay, const Frame& frame, std::int64_t now) {
        relay.on_agent_frame(wire::encode_exec_frame(frame), moment(now));
    }
    [[nodiscard]] const std::string& got() const { return got_; }
    [[nodiscard]] bool done() const { return waiting_.empty(); }

  private:
    std::uint32_t room_ = wire::kExecWindow;
    std::string waiting_;
    std::string got_;
};

class LossySession {
  public:
    explicit LossySession(std::uint64_t seed) : random_(seed) {
        for (int i = 0; i < 20'000; ++i) text_ += static_cast<char>(random_.below(256));
    }

    void run() {
        while (!client_.closed() && now_ < 10'000'000) step();
        EXPECT_TRUE(client_.closed()) << "it comes to an end";
        EXPECT_TRUE(agent_.got() == text_) << "the agent got all in order";
        EXPECT_TRUE(echoed_ == text_) << "the client got all in order";
        EXPECT_EQ(exit_code_, "7");
    }

  private:
    void step() {
        now_ += 5;
        for (const auto& frame : to_client_.arrived(now_)) client_.receive(frame, moment(now_));
        while (auto message = client_.next()) read(*message);
        if (greeted_ && typed_ < text_.size() && client_.room() > 0 && random_.chance(0.5)) {
            const std::string piece = text_.substr(typed_, 1 + random_.below(1'000));
            typed_ += piece.size();
            client_.send(PayloadType::Output, piece, moment(now_));
        }
        client_.tick(moment(now_));
        for (const auto& frame : client_.take_frames()) to_relay_.send(frame, now_);
        for (const auto& frame : to_relay_.arrived(now_)) {
            relay_.on_client_frame(frame, moment(now_));
        }
        relay_.tick(moment(now_));
        serve(relay_.take());
    }

    void read(const DataChannel::Received& message) {
        if (message.type == PayloadType::HandshakeRequest) {
            client_.send(PayloadType::HandshakeResponse, kPluginAnswer, moment(now_));
        }
        if (message.type == PayloadType::HandshakeComplete) greeted_ = true;
        if (message.type == PayloadType::Output) echoed_ += message.payload;
        if (message.type == PayloadType::ExitCode) exit_code_ = message.payload;
    }

    void serve(const Relay::ToDo& todo) {
        for (const auto& frame : todo.to_client) to_client_.send(frame, now_);
        // The last word is sent but once; whoever does not hear it sees the connection end.
        if (todo.over && !client_.closed()) client_.receive(closing(), moment(now_));
        if (todo.call_agent) EchoAgent::tell(relay_, {.type = Type::Started}, now_);
        for (const auto& bytes : todo.to_agent) {
            agent_.take(*wire::decode_exec_frame(bytes), relay_, now_);
        }
        if (agent_.got().size() == text_.size() && agent_.done() && !ended_) {
            ended_ = true;
            EchoAgent::tell(relay_, {.type = Type::Exited, .exit_code = 7}, now_);
        }
    }

    std::string closing() {
        DataChannel other(DataChannel::Side::Agent, ids_);
        other.send_closed("session", "", moment(now_));
        return other.take_frames().front();
    }

    Random random_;
    std::int64_t now_ = 0;
    std::string text_;
    IdSource ids_{Random(2)};
    DataChannel client_{DataChannel::Side::Client, ids_};
    Relay relay_{"session", {.tty = false, .exit_code = true}, ids_, moment(0)};
    LossyWire to_client_{random_};
    LossyWire to_relay_{random_};
    EchoAgent agent_;
    bool greeted_ = false;
    bool ended_ = false;
    std::size_t typed_ = 0;
    std::string echoed_;
    std::string exit_code_;
};

TEST(RelayPropertyTest, NothingIsLostRepeatedOrReordered) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE(seed);
        LossySession(seed).run();
        if (testing::Test::HasFailure()) return;
    }
}

}  // namespace
}  // namespace gantry::ecs::exec
