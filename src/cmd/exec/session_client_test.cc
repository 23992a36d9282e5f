#include "cmd/exec/session_client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <vector>

namespace gantry::cmd {
namespace {

using ecs::exec::DataChannel;
using ecs::exec::Moment;
using ecs::exec::PayloadType;

constexpr std::chrono::seconds kDeadline{20};

/// The socket's other end: counts what the client sends.
class CountingSocket final : public net::WebSocket {
  public:
    void set_callbacks(Callbacks) override {}
    void send(std::string) override { ++frames; }
    void close(int, std::string) override { closed = true; }
    [[nodiscard]] std::size_t unsent_bytes() const override { return 0; }

    std::atomic<int> frames = 0;
    std::atomic<bool> closed = false;
};

/// Gives every client one socket at once.
class OneSocket final : public net::HttpClient {
  public:
    void open_websocket(
        const net::Endpoint&,
        net::HttpRequest,
        Duration,
        net::WebSocket::Callbacks callbacks,
        Opened opened
    ) override {
        opened(std::shared_ptr<net::WebSocket>(socket));
        on_binary = std::move(callbacks.on_binary);
    }
    void request(const net::Endpoint&, net::HttpRequest, Duration, Done) override {}
    std::shared_ptr<void> stream(const net::Endpoint&, net::HttpRequest, Duration, StreamCallbacks)
        override {
        return nullptr;
    }
    void upgrade(
        const net::Endpoint&, net::HttpRequest, Duration, net::ByteSocket::Callbacks, BytesOpened
    ) override {}
    void connect(const net::Endpoint&, Duration, net::ByteSocket::Callbacks, BytesOpened) override {
    }

    std::shared_ptr<CountingSocket> socket = std::make_shared<CountingSocket>();
    std::function<void(std::string)> on_binary;
};

class SessionClientTest : public testing::Test {
  protected:
    /// The client, which has what `on_output` says.
    SessionClient& start(std::function<bool(bool, const std::string&)> on_output) {
        client_ = std::make_unique<SessionClient>(
            http_, SessionClient::Options{}, SessionClient::Events{std::move(on_output)}
        );
        client_->start();
        return *client_;
    }
    void send(PayloadType type, const std::string& payload) {
        agent_.send(type, payload, Moment{});
        flush();
    }
    void close(const std::string& words) {
        agent_.send_closed("session", words, Moment{});
        flush();
    }
    void flush() {
        for (std::string& frame : agent_.take_frames()) {
            last_frame_ = frame;
            http_.on_binary(std::move(frame));
        }
    }
    /// The end, unless it does not come.
    std::optional<SessionClient::End> end_of(SessionClient& client) {
        auto end = std::async(std::launch::async, [&client] { return client.wait(); });
        if (end.wait_for(kDeadline) != std::future_status::ready) {
            ADD_FAILURE() << "the session goes on";
            close("given up");
        }
        return end.get();
    }

    OneSocket http_;
    IdSource ids_{Random(1)};
    DataChannel agent_{DataChannel::Side::Agent, ids_};
    std::string last_frame_;
    std::unique_ptr<SessionClient> client_;  ///< ends before what it uses
};

TEST_F(SessionClientTest, WhatNobodyReadsIsNotKept) {
    std::promise<void> reached;
    std::promise<void> read;
    auto& client = start([&, first = true](bool, const std::string&) mutable {
        if (std::exchange(first, false)) {
            reached.set_value();
            read.get_future().wait();
        }
        return true;
    });
    send(PayloadType::Output, "nobody reads this yet");
    ASSERT_EQ(reached.get_future().wait_for(kDeadline), std::future_status::ready);
    send(PayloadType::Output, "nor this");
    for (int i = 0; i < 5000; ++i) http_.on_binary(last_frame_);  // sent again
    close("over");
    read.set_value();
    const auto end = end_of(client);
    EXPECT_EQ(end->words, "over");
    // Each that was taken is acknowledged.
    EXPECT_LE(http_.socket->frames, static_cast<int>(DataChannel::kMaxWaiting) + 8);
}

TEST_F(SessionClientTest, HangsUpWhenNobodyTakesOutput) {
    auto& client = start([](bool, const std::string&) { return false; });
    send(PayloadType::Output, "for nobody");
    const auto end = end_of(client);
    EXPECT_EQ(end->exit_code, std::nullopt);
    EXPECT_TRUE(http_.socket->closed);
}

TEST_F(SessionClientTest, AnExitCodeThatIsNoneIsNotSuccess) {
    auto& client = start([](bool, const std::string&) { return true; });
    send(PayloadType::ExitCode, "seven");
    close("");
    EXPECT_EQ(end_of(client)->exit_code, std::nullopt);
}

TEST_F(SessionClientTest, TellsTheExitCode) {
    auto& client = start([](bool, const std::string&) { return true; });
    send(PayloadType::ExitCode, "7");
    close("");
    EXPECT_EQ(end_of(client)->exit_code, 7);
}

}  // namespace
}  // namespace gantry::cmd
