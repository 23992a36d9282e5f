#include <gtest/gtest.h>

#include <chrono>
#include <thread>
#include <vector>

#include "base/log_burst.h"
#include "net/test_peer.h"

// Who is let in, how much of it at once, and what becomes of it when its client leaves.
namespace gantry::net::test {
namespace {

constexpr std::size_t kLarge = 1U << 20U;

class HttpAdmissionTest : public testing::Test {
  protected:
    HttpAdmissionTest() {
        handler.request = [this](HttpRequest request, Respond respond) {
            const std::lock_guard lock(mutex);
            held.emplace_back(std::move(request), std::move(respond));
            came.notify_all();
        };
    }

    void start() {
        auto started = start_http_server(options, handler);
        ASSERT_TRUE(started) << started.error().message;
        server = std::move(*started);
    }
    [[nodiscard]] RawSocket connect() const { return RawSocket::connect(server->port()); }

    /// Waits until so many requests have reached the handler.
    bool wait_for(std::size_t n) {
        std::unique_lock lock(mutex);
        return came.wait_for(lock, kPatience, [&] { return held.size() >= n; });
    }
    [[nodiscard]] std::size_t count() {
        const std::lock_guard lock(mutex);
        return held.size();
    }
    void answer(std::size_t i) {
        const std::lock_guard lock(mutex);
        std::exchange(held[i].second, nullptr)({.body = held[i].first.target});
    }
    /// Passes once the server has gone through everything that was sent before.
    void settle() const {
        for (int i = 0; i < 3; ++i) {
            RawSocket probe = connect();
            probe.send("GET /probe HTTP/1.1\r\nHost: h\r\nX-Refuse: 1\r\n\r\n");
            EXPECT_EQ(probe.read_response().status, 403);
        }
    }

    TestHandler handler;
    HttpServerOptions options;
    std::unique_ptr<HttpServer> server;
    std::mutex mutex;
    std::condition_variable came;
    std::vector<std::pair<HttpRequest, Respond>> held;
};

HeadVerdict refuse_the_marked(const HttpRequest& head) {
    if (head.headers.find("x-refuse") != nullptr) {
        return HttpResponse{.status = 403, .body = "no " + head.target};
    }
    return ReadBody{.note = std::string("seen ") + head.method};
}

std::string head(const std::string& target, std::size_t length, const std::string& fields = "") {
    return "POST " + target + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(length) +
           "\r\n" + fields + "\r\n";
}

TEST_F(HttpAdmissionTest, ARefusedRequestIsAnsweredBeforeItsBodyComes) {
    handler.head = refuse_the_marked;
    start();
    RawSocket socket = connect();
    socket.send(head("/a", kLarge, "X-Refuse: 1\r\n"));
    const HttpResponse response = socket.read_response();
    EXPECT_EQ(response.status, 403);
    EXPECT_EQ(response.body, "no /a");
    EXPECT_EQ(*response.headers.find("connection"), "close");
}

TEST_F(HttpAdmissionTest, ASmallRefusedBodyIsSkippedAndTheConnectionKept) {
    handler.head = refuse_the_marked;
    start();
    RawSocket socket = connect();
    socket.send(head("/a", 5, "X-Refuse: 1\r\n") + "hello" + "GET /b HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(socket.read_response().body, "no /a");
    ASSERT_TRUE(wait_for(1));
    answer(0);
    EXPECT_EQ(socket.read_response().body, "/b");
}

TEST_F(HttpAdmissionTest, ARefusedBodyIsNotInvited) {
    handler.head = refuse_the_marked;
    start();
    RawSocket socket = connect();
    socket.send(head("/a", 5, "X-Refuse: 1\r\nExpect: 100-continue\r\n"));
    EXPECT_EQ(socket.read_response().status, 403);
    EXPECT_TRUE(socket.closed_by_peer());
}

TEST_F(HttpAdmissionTest, ARefusedChunkedBodyEndsTheConnection) {
    handler.head = refuse_the_marked;
    start();
    RawSocket socket = connect();
    socket.send("POST /a HTTP/1.1\r\nHost: h\r\nX-Refuse: 1\r\nTransfer-Encoding: chunked\r\n\r\n5"
    );
    EXPECT_EQ(socket.read_response().status, 403);
    EXPECT_TRUE(socket.closed_by_peer());
}

TEST_F(HttpAdmissionTest, WhatTheHeadToldComesWithTheRequest) {
    handler.head = refuse_the_marked;
    start();
    const RawSocket socket = connect();
    socket.send(head("/a", 5) + "hello");
    ASSERT_TRUE(wait_for(1));
    EXPECT_EQ(std::any_cast<std::string>(held[0].first.note), "seen POST");
    EXPECT_EQ(held[0].first.body, "hello");
}

TEST_F(HttpAdmissionTest, AHandlerThatThrowsOfAHeadAnswers500) {
    handler.head = [](const HttpRequest&) -> HeadVerdict { throw std::runtime_error("no"); };
    start();
    RawSocket socket = connect();
    socket.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(socket.read_response().status, 500);
}

TEST_F(HttpAdmissionTest, AnUpgradeIsJudgedToo) {
    handler.head = refuse_the_marked;
    start();
    RawSocket socket = connect();
    socket.send(
        "GET /ws HTTP/1.1\r\nHost: h\r\nX-Refuse: 1\r\nConnection: Upgrade\r\n"
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    EXPECT_EQ(socket.read_response().status, 403);
}

TEST_F(HttpAdmissionTest, ABodyThatFindsNoRoomWaitsForOneThatIsAnswered) {
    handler.head = refuse_the_marked;
    options.max_bodies_bytes = kLarge;
    start();
    const RawSocket first = connect();
    first.send(head("/1", kLarge) + std::string(kLarge, 'x'));
    ASSERT_TRUE(wait_for(1));
    RawSocket second = connect();
    // It would be invited if there were room.
    second.send(head("/2", kLarge, "Expect: 100-continue\r\n"));
    const RawSocket small = connect();
    small.send(head("/small", 5) + "hello");
    ASSERT_TRUE(wait_for(2)) << "small bodies do not wait";
    settle();
    EXPECT_EQ(count(), 2U);
    answer(0);
    EXPECT_EQ(second.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    second.send(std::string(kLarge, 'x'));
    ASSERT_TRUE(wait_for(3));
    EXPECT_EQ(held[2].first.target, "/2");
}

TEST_F(HttpAdmissionTest, RoomIsGivenBackByAClientThatLeaves) {
    handler.head = refuse_the_marked;
    options.max_bodies_bytes = kLarge;
    start();
    RawSocket first = connect();
    first.send(head("/1", kLarge) + std::string(kLarge / 2, 'x'));
    settle();
    const RawSocket second = connect();
    second.send(head("/2", kLarge) + std::string(kLarge / 2, 'x'));
    settle();
    first.reset();
    second.send(std::string(kLarge / 2, 'x'));
    ASSERT_TRUE(wait_for(1));
    EXPECT_EQ(held[0].first.target, "/2");
}

/// 16 of them once took all room there was, for a minute.
TEST_F(HttpAdmissionTest, ClientsThatHardlySendCostOthersNothing) {
    handler.head = refuse_the_marked;
    start();
    const std::string chunked =
        "POST /slow HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n";
    std::vector<RawSocket> slow;
    for (int i = 0; i < 64; ++i) {
        slow.push_back(connect());
        slow.back().send(i % 2 == 0 ? chunked : head("/slow", 4 * kLarge) + "x");
    }
    settle();
    const auto begun = std::chrono::steady_clock::now();
    RawSocket good = connect();
    good.send(head("/good", 20U << 10U) + std::string(20U << 10U, 'x'));
    ASSERT_TRUE(wait_for(1));
    answer(0);
    EXPECT_EQ(good.read_response().body, "/good");
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{5});
}

TEST_F(HttpAdmissionTest, WhoHoldsAllRoomAndHardlySendsGets408WhenOthersWait) {
    handler.head = refuse_the_marked;
    options.max_bodies_bytes = kLarge;
    options.max_body_bytes = kLarge;
    start();
    RawSocket slow = connect();
    slow.send(head("/slow", kLarge) + std::string(kLarge / 2, 'x'));
    settle();
    const RawSocket good = connect();
    good.send(head("/good", kLarge / 2) + std::string(kLarge / 2, 'x'));
    ASSERT_TRUE(wait_for(1));
    EXPECT_EQ(held[0].first.target, "/good");
    EXPECT_EQ(slow.read_response().status, 408);
}

/// None of them may wait for room that only another one's end would give.
TEST_F(HttpAdmissionTest, BodiesThatTogetherAreTooMuchComeOneAfterTheOther) {
    constexpr std::size_t kClients = 12;
    constexpr std::size_t kBytes = kLarge / 4;
    constexpr std::size_t kBefore = 40U << 10U;
    handler.head = refuse_the_marked;
    options.max_bodies_bytes = kLarge;
    options.max_body_bytes = kBytes;
    handler.request = [](const HttpRequest& request, const Respond& respond) {
        respond({.body = std::to_string(request.body.size())});
    };
    start();
    std::vector<RawSocket> clients;
    for (std::size_t i = 0; i < kClients; ++i) {
        clients.push_back(connect());
        clients.back().send(head("/", kBytes) + std::string(kBefore, 'x'));
    }
    settle();
    std::vector<std::thread> senders;
    for (const RawSocket& client : clients) {
        senders.emplace_back([&client] { client.send(std::string(kBytes - kBefore, 'x')); });
    }
    for (RawSocket& client : clients) {
        EXPECT_EQ(client.read_response().body, std::to_string(kBytes));
    }
    for (std::thread& sender : senders) sender.join();
}

TEST_F(HttpAdmissionTest, OneLargeRequestOfAConnectionIsHandledAtATime) {
    handler.head = refuse_the_marked;
    start();
    RawSocket greedy = connect();
    std::thread sender([&] {
        for (int i = 0; i < 3; ++i) {
            greedy.send(head("/" + std::to_string(i), kLarge) + std::string(kLarge, 'x'));
        }
    });
    ASSERT_TRUE(wait_for(1));
    const RawSocket other = connect();
    other.send(head("/other", kLarge) + std::string(kLarge, 'x'));
    ASSERT_TRUE(wait_for(2));
    settle();
    EXPECT_EQ(count(), 2U);
    EXPECT_EQ(held[1].first.target, "/other");
    for (const std::size_t i : {0U, 2U}) {
        answer(i);
        ASSERT_TRUE(wait_for(i == 0 ? 3 : 4));
    }
    sender.join();
}

TEST_F(HttpAdmissionTest, AClientThatHangsUpIsKnownToHaveGone) {
    handler.head = refuse_the_marked;
    start();
    RawSocket closed = connect();
    closed.send(head("/closed", 5) + "hello");
    ASSERT_TRUE(wait_for(1));
    RawSocket large = connect();
    large.send(head("/large", kLarge) + std::string(kLarge, 'x'));
    ASSERT_TRUE(wait_for(2));
    const RawSocket stays = connect();
    stays.send(head("/stays", 5) + "hello");
    ASSERT_TRUE(wait_for(3));
    closed.close();
    large.reset();
    settle();
    EXPECT_TRUE(held[0].first.client.gone());
    EXPECT_TRUE(held[1].first.client.gone());
    EXPECT_FALSE(held[2].first.client.gone());
}

TEST(LogBurst, TheFirstIsToldAtOnceAndTheRestTogether) {
    LogBurst burst{Duration{10'000}};
    const MonoTime start{Duration{1'000'000}};
    EXPECT_EQ(burst.due(start), std::nullopt);
    EXPECT_EQ(burst.add(start), 1U);
    for (int i = 1; i <= 50; ++i) EXPECT_EQ(burst.add(start + Duration{i}), std::nullopt);
    EXPECT_EQ(burst.due(start + Duration{9'999}), std::nullopt);
    EXPECT_EQ(burst.due(start + Duration{10'000}), 50U);
    EXPECT_EQ(burst.due(start + Duration{30'000}), std::nullopt);
    EXPECT_EQ(burst.add(start + Duration{30'000}), 1U);
}

}  // namespace
}  // namespace gantry::net::test
