#include <fmt/format.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "net/test_peer.h"
#include "net/websocket_codec.h"
#include "net/websocket_handshake.h"

namespace gantry::net::test {
namespace {

/// What a websocket's callbacks have said, for the test's thread to wait on.
class Log {
  public:
    WebSocket::Callbacks callbacks() {
        return {
            .on_text = [this](std::string text) { add("text " + text); },
            .on_close = [this](
                            int code, const std::string& reason
                        ) { add("close " + std::to_string(code) + " " + reason); },
            .on_binary = [this](const std::string& bytes) { add("binary " + bytes); },
        };
    }

    std::string next() {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, kPatience, [this] { return !entries_.empty(); })) {
            return "nothing came in time";
        }
        std::string entry = std::move(entries_.front());
        entries_.pop_front();
        return entry;
    }

  private:
    void add(std::string entry) {
        const std::lock_guard lock(mutex_);
        entries_.push_back(std::move(entry));
        changed_.notify_one();
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::string> entries_;
};

/// A server whose upgrades are accepted into `at_server`, and a client.
class WebSocketTest : public testing::Test {
  protected:
    WebSocketTest() {
        handler.upgrade = [this](const HttpRequest&, const HttpHandler::Accept& accept, auto&&) {
            accept([this](std::shared_ptr<WebSocket> socket) {
                socket->set_callbacks(server_log.callbacks());
                at_server.set(std::move(socket));
            });
        };
        auto started = start_http_server(HttpServerOptions{}, handler);
        EXPECT_TRUE(started);
        server = std::move(*started);
        client = make_http_client();
    }

    [[nodiscard]] Endpoint endpoint() const {
        return {.host = "127.0.0.1", .port = server->port()};
    }

    Result<std::shared_ptr<WebSocket>> open(Endpoint to, Duration timeout = Duration{15'000}) {
        auto opened = std::make_shared<Expected<Result<std::shared_ptr<WebSocket>>>>();
        client->open_websocket(
            to,
            {.target = "/ws"},
            timeout,
            client_log.callbacks(),
            [opened](Result<std::shared_ptr<WebSocket>> how) { opened->set(std::move(how)); }
        );
        return opened->get();
    }
    std::shared_ptr<WebSocket> open() {
        auto opened = open(endpoint());
        EXPECT_TRUE(opened) << opened.error().message;
        return *opened;
    }

    /// A client that speaks by hand, past the handshake.
    [[nodiscard]] RawSocket open_raw(std::string_view together_with = "") const {
        RawSocket socket = RawSocket::connect(server->port());
        socket.send(
            "GET /ws HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\n"
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n" +
            std::string{together_with}
        );
        const std::string answer = socket.read_until("\r\n\r\n");
        EXPECT_TRUE(answer.starts_with("HTTP/1.1 101 ")) << answer;
        EXPECT_NE(answer.find("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), std::string::npos);
        return socket;
    }

    static std::string frame(FrameType type, std::string_view payload, bool masked = true) {
        std::string out;
        append_frame(out, type, payload, masked);
        return out;
    }

    Log server_log;
    Log client_log;
    Expected<std::shared_ptr<WebSocket>> at_server;
    TestHandler handler;
    std::unique_ptr<HttpServer> server;
    std::unique_ptr<HttpClient> client;
};

TEST_F(WebSocketTest, CarriesTextBothWays) {
    const auto socket = open();
    const auto other = at_server.get();
    socket->send("to the server");
    EXPECT_EQ(server_log.next(), "text to the server");
    other->send("to the client");
    EXPECT_EQ(client_log.next(), "text to the client");
    other->send_binary(std::string{"\xff\0", 2});
    EXPECT_EQ(client_log.next(), std::string("binary \xff\0", 9));
}

TEST_F(WebSocketTest, CarriesLargeMessages) {
    const auto socket = open();
    const auto other = at_server.get();
    const std::string megabyte(1U << 20U, 'm');
    const std::string largest(4U << 20U, 'l');
    socket->send(megabyte);
    socket->send(largest);
    EXPECT_EQ(server_log.next(), "text " + megabyte);
    EXPECT_EQ(server_log.next(), "text " + largest);
    other->send(megabyte);
    EXPECT_EQ(client_log.next(), "text " + megabyte);
}

TEST_F(WebSocketTest, AMessageBeyondTheLimitClosesWith1009) {
    const auto socket = open();
    const auto other = at_server.get();
    socket->send(std::string((4U << 20U) + 1, 'x'));
    EXPECT_EQ(server_log.next(), "close 1009 message too large");
    EXPECT_EQ(client_log.next(), "close 1009 message too large");
}

TEST_F(WebSocketTest, KeepsTheOrderOfWhatSeveralThreadsSend) {
    const auto socket = open();
    const auto other = at_server.get();
    std::vector<std::thread> senders;
    for (int t = 0; t < 4; ++t) {
        senders.emplace_back([&, t] {
            for (int i = 0; i < 200; ++i) {
                socket->send(std::to_string(t) + " " + std::to_string(i));
            }
        });
    }
    std::array<int, 4> expected{};
    for (int i = 0; i < 800; ++i) {
        const std::string entry = server_log.next();
        const auto t = static_cast<std::size_t>(entry.at(5) - '0');
        ASSERT_LT(t, 4U);
        ASSERT_EQ(entry, fmt::format("text {} {}", t, expected[t]++));
    }
    for (std::thread& sender : senders) sender.join();
}

TEST_F(WebSocketTest, TheServerClosesWithAnyCode) {
    for (const int code : {1000, 1001, 1008, 1012, 1013, 4001}) {
        at_server = {};
        const auto socket = open();
        const auto other = at_server.get();
        other->send("last words");
        other->close(code, "because");
        other->send("never sent");
        EXPECT_EQ(client_log.next(), "text last words");
        const std::string expected = fmt::format("close {} because", code);
        EXPECT_EQ(client_log.next(), expected);
        EXPECT_EQ(server_log.next(), expected);
    }
}

TEST_F(WebSocketTest, TheClientCloses) {
    const auto socket = open();
    const auto other = at_server.get();
    socket->close(1000, "done");
    EXPECT_EQ(server_log.next(), "close 1000 done");
    EXPECT_EQ(client_log.next(), "close 1000 done");
}

TEST_F(WebSocketTest, DroppingTheHandleGoesAway) {
    auto socket = open();
    const auto other = at_server.get();
    socket.reset();
    EXPECT_EQ(server_log.next(), "close 1001 ");
}

TEST_F(WebSocketTest, PeersThatVanishAreReportedAs1006) {
    RawSocket reset = open_raw();
    auto other = at_server.get();
    reset.reset();
    EXPECT_TRUE(server_log.next().starts_with("close 1006 "));

    at_server = {};
    RawSocket closed = open_raw();
    other = at_server.get();
    closed.close();
    EXPECT_TRUE(server_log.next().starts_with("close 1006 "));
    other->send("to nobody");
    EXPECT_EQ(other->unsent_bytes(), 0U);
}

TEST_F(WebSocketTest, AnswersPings) {
    RawSocket socket = open_raw();
    socket.send(frame(FrameType::Ping, "are you there"));
    EXPECT_EQ(socket.read_bytes(15), frame(FrameType::Pong, "are you there", false));
}

TEST_F(WebSocketTest, ReadsFramesThatCameWithTheHandshake) {
    const RawSocket socket = open_raw(frame(FrameType::Text, "early"));
    EXPECT_EQ(server_log.next(), "text early");
}

TEST_F(WebSocketTest, EchoesTheCloseOfThePeerAndHangsUp) {
    RawSocket socket = open_raw();
    const auto other = at_server.get();
    socket.send(frame(FrameType::Close, close_payload(3001, "bye")));
    EXPECT_EQ(socket.read_bytes(7), frame(FrameType::Close, close_payload(3001, "bye"), false));
    EXPECT_EQ(server_log.next(), "close 3001 bye");
    EXPECT_TRUE(socket.closed_by_peer());
}

TEST_F(WebSocketTest, ABrokenFrameClosesWith1002) {
    RawSocket socket = open_raw();
    const auto other = at_server.get();
    socket.send(frame(FrameType::Text, "not masked", false));
    EXPECT_EQ(socket.read_bytes(4).substr(0, 1), "\x88");
    EXPECT_EQ(server_log.next(), "close 1002 wrong masking");
}

TEST_F(WebSocketTest, UnsentBytesTellOfAPeerThatDoesNotRead) {
    RawSocket socket = open_raw();
    const auto other = at_server.get();
    EXPECT_EQ(other->unsent_bytes(), 0U);
    const std::string megabyte(1U << 20U, 'x');
    for (int i = 0; i < 16; ++i) other->send(megabyte);
    EXPECT_GT(other->unsent_bytes(), megabyte.size());
    other->close(1008, "too slow");
    for (int i = 0; i < 16; ++i) {
        ASSERT_EQ(socket.read_bytes(megabyte.size() + 10).substr(10), megabyte);
    }
    EXPECT_EQ(
        socket.read_bytes(12), frame(FrameType::Close, close_payload(1008, "too slow"), false)
    );
}

TEST_F(WebSocketTest, ARefusalCarriesStatusAndBody) {
    handler.upgrade = [](const HttpRequest&, auto&&, const Respond& refuse) {
        refuse({.status = 403, .body = "not you"});
    };
    const auto opened = open(endpoint());
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::Denied);
    EXPECT_NE(opened.error().message.find("403"), std::string::npos);
    EXPECT_NE(opened.error().message.find("not you"), std::string::npos);
}

TEST_F(WebSocketTest, ARefusedConnectionServesTheNextRequest) {
    handler.upgrade = [](const HttpRequest&, auto&&, const Respond& refuse) {
        std::thread([refuse] { refuse({.status = 401}); }).detach();
    };
    handler.request = echo;
    RawSocket socket = RawSocket::connect(server->port());
    socket.send(
        "GET /ws HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        "GET /next HTTP/1.1\r\nHost: h\r\n\r\n"
    );
    EXPECT_EQ(socket.read_response().status, 401);
    EXPECT_EQ(socket.read_response().body, "GET /next ");
}

TEST_F(WebSocketTest, AnUpgradeThatNobodyDecidesAnswers500) {
    handler.upgrade = [](auto&&...) {};
    const auto opened = open(endpoint());
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().message.find("500"), std::string::npos);
}

TEST_F(WebSocketTest, AcceptingAClientThatHasGoneReports1006) {
    Expected<HttpHandler::Accept> held;
    handler.upgrade = [&](const HttpRequest&, HttpHandler::Accept accept, auto&&) {
        held.set(std::move(accept));
    };
    {
        RawSocket socket = RawSocket::connect(server->port());
        socket.send(
            "GET /ws HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        const HttpHandler::Accept accept = held.get();
        socket.reset();
        accept([this](std::shared_ptr<WebSocket> socket_of_nobody) {
            socket_of_nobody->set_callbacks(server_log.callbacks());
            at_server.set(std::move(socket_of_nobody));
        });
    }
    const auto socket = at_server.get();
    EXPECT_TRUE(server_log.next().starts_with("close 1006"));
}

TEST_F(WebSocketTest, AnUpgradeBehindALastAnswerReports1006) {
    Expected<Respond> held;
    handler.request = [&](const HttpRequest&, Respond respond) { held.set(std::move(respond)); };
    RawSocket socket = RawSocket::connect(server->port());
    socket.send(
        "GET / HTTP/1.1\r\nHost: h\r\n\r\n"
        "GET /ws HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    HttpResponse last;
    last.headers.add("Connection", "close");
    held.get()(std::move(last));
    EXPECT_EQ(socket.read_response().status, 200);
    const auto nobody = at_server.get();
    EXPECT_TRUE(server_log.next().starts_with("close 1006"));
}

TEST_F(WebSocketTest, AServerThatNeverAnswersTheUpgradeTimesOut) {
    const RawListener listener;
    const auto opened = open(listener.endpoint(), Duration{100});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::Unavailable);
}

TEST_F(WebSocketTest, AServerThatAnswersTheWrongKeyIsNotBelieved) {
    const RawListener listener;
    std::thread peer([&] {
        RawSocket socket = listener.accept();
        socket.read_until("\r\n\r\n");
        socket.send(
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
        );
        EXPECT_TRUE(socket.closed_by_peer());
    });
    EXPECT_FALSE(open(listener.endpoint()));
    peer.join();
}

TEST_F(WebSocketTest, StoppingTheServerGoesAway) {
    const auto socket = open();
    const auto other = at_server.get();
    server->stop(Duration{15'000});
    EXPECT_TRUE(client_log.next().starts_with("close 1001 "));
    EXPECT_TRUE(server_log.next().starts_with("close 1001 "));
    other->send("to nobody");
    server.reset();
    other->send("to nobody");
    other->close(1000, "");
}

TEST_F(WebSocketTest, DestroyingTheClientClosesItsSockets) {
    const auto socket = open();
    const auto other = at_server.get();
    client.reset();
    EXPECT_TRUE(client_log.next().starts_with("close 1006 "));
    EXPECT_TRUE(server_log.next().starts_with("close 1006 "));
    socket->send("to nobody");
}

TEST_F(WebSocketTest, ACallbackThatThrowsEndsOnlyItsSocket) {
    handler.upgrade = [this](const HttpRequest&, const HttpHandler::Accept& accept, auto&&) {
        accept([this](std::shared_ptr<WebSocket> socket) {
            WebSocket::Callbacks callbacks = server_log.callbacks();
            callbacks.on_text = [](const std::string&) { throw std::runtime_error("no"); };
            socket->set_callbacks(std::move(callbacks));
            at_server.set(std::move(socket));
        });
    };
    const auto socket = open();
    const auto other = at_server.get();
    socket->send("x");
    EXPECT_TRUE(client_log.next().starts_with("close 1011 "));
    EXPECT_TRUE(server_log.next().starts_with("close 1011 "));
}

}  // namespace
}  // namespace gantry::net::test
