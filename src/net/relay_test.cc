// Requests that are handed on: client, server with a relay behind it, upstream.
#include "net/relay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "net/test_peer.h"

namespace gantry::net::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::size_t kMebibyte = std::size_t{1} << 20;

class RelayTest : public testing::Test {
  protected:
    RelayTest() {
        handler.head = [this](const HttpRequest& head) -> HeadVerdict {
            auto pending = std::make_shared<Pending>();
            auto sink = relays->relay(
                upstream->endpoint(),
                head,
                idle_timeout,
                [pending](Result<HttpResponse> how) { pending->answer.set(std::move(how)); }
            );
            return TakeBody{.sink = std::move(sink), .note = pending};
        };
        handler.request = [this](const HttpRequest& request, const Respond& respond) {
            const auto pending = std::any_cast<std::shared_ptr<Pending>>(request.note);
            waiting.emplace_back([this, pending, respond] {
                Result<HttpResponse> how = pending->answer.get();
                if (!how) {
                    failure = how.error().message;
                    return respond({.status = 502, .body = how.error().message});
                }
                respond(std::move(*how));
            });
        };
        server = *start_http_server({}, handler);
    }
    ~RelayTest() override {
        server->stop(Duration{0});
        relays.reset();
        for (std::thread& thread : waiting) thread.join();
    }

    struct Pending {
        Expected<Result<HttpResponse>> answer;
    };

    [[nodiscard]] RawSocket connect() const { return RawSocket::connect(server->port()); }

    std::unique_ptr<RawListener> upstream = std::make_unique<RawListener>();
    Duration idle_timeout{15'000};
    TestHandler handler;
    std::unique_ptr<Relays> relays = make_relays();
    std::vector<std::thread> waiting;  ///< network thread, then the test's
    std::string failure;
    std::unique_ptr<HttpServer> server;
};

TEST_F(RelayTest, HandsOnRequestAndAnswer) {
    RawSocket client = connect();
    client.send(
        "PUT /a?b=c HTTP/1.1\r\nHost: h:1\r\nX-A: 1\r\nContent-Length: 4\r\n"
        "Connection: keep-alive\r\n\r\nbody"
    );
    RawSocket peer = upstream->accept();
    const std::string seen = peer.read_until("\r\n\r\nbody");
    EXPECT_THAT(seen, HasSubstr("PUT /a?b=c HTTP/1.1\r\nHost: h:1\r\nX-A: 1\r\n"));
    EXPECT_THAT(seen, HasSubstr("Content-Length: 4\r\n"));
    EXPECT_THAT(seen, HasSubstr("Connection: close\r\n"));
    EXPECT_THAT(seen, Not(HasSubstr("keep-alive")));
    peer.send(
        "HTTP/1.1 201 Created\r\nLocation: /there\r\nContent-Length: 2\r\n"
        "Keep-Alive: 5\r\n\r\nok"
    );
    const HttpResponse answer = client.read_response();
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.body, "ok");
    EXPECT_EQ(*answer.headers.find("location"), "/there");
    EXPECT_EQ(answer.headers.find("keep-alive"), nullptr);
    client.send("GET /next HTTP/1.1\r\nHost: h\r\n\r\n");  // the client's connection goes on
    RawSocket next = upstream->accept();
    EXPECT_THAT(next.read_until("\r\n\r\n"), Not(HasSubstr("Content-Length")));
    next.send("HTTP/1.1 200 OK\r\n\r\nuntil the end");
    next.close();
    EXPECT_EQ(client.read_response().body, "until the end");
}

TEST_F(RelayTest, ChunksStayChunksAndLeaveIsGiven) {
    RawSocket client = connect();
    client.send(
        "PATCH / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
        "Expect: 100-continue\r\n\r\n"
    );
    EXPECT_THAT(client.read_until("\r\n\r\n"), HasSubstr("100 Continue"));
    client.send("3\r\nabc\r\n");
    RawSocket peer = upstream->accept();
    EXPECT_THAT(peer.read_until("3\r\nabc\r\n"), Not(HasSubstr("Expect")));
    client.send("0\r\n\r\n");
    peer.read_until("0\r\n\r\n");
    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nwiki\r\n");
    EXPECT_THAT(client.read_until("wiki"), HasSubstr("Transfer-Encoding: chunked"));
    peer.send("0\r\n\r\n");
    client.read_until("0\r\n\r\n");
}

TEST_F(RelayTest, UnixSocketsAndAnswersToHead) {
    const TempDir directory;
    upstream = std::make_unique<RawListener>(directory.path("s"));
    RawSocket client = connect();
    client.send("HEAD /blob HTTP/1.1\r\nHost: h\r\n\r\n");
    RawSocket peer = upstream->accept();
    peer.read_until("\r\n\r\n");
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 123456\r\n\r\n");
    const HttpResponse answer = client.read_response(true);
    EXPECT_EQ(*answer.headers.find("content-length"), "123456");
}

TEST_F(RelayTest, LargeBodiesBothWays) {
    const std::string body(48 * kMebibyte, 'u');
    const std::string download(48 * kMebibyte, 'd');
    RawSocket client = connect();
    std::thread sender([&] {
        client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: ");
        client.send(std::to_string(body.size()) + "\r\n\r\n");
        client.send(body);
    });
    RawSocket peer = upstream->accept();
    peer.read_until("\r\n\r\n");
    EXPECT_TRUE(peer.read_bytes(body.size()) == body);
    sender.join();
    std::thread answerer([&] {
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(download.size()));
        peer.send("\r\n\r\n");
        peer.send(download);
    });
    const HttpResponse answer = client.read_response();
    EXPECT_TRUE(answer.body == download);
    answerer.join();
}

TEST_F(RelayTest, AnUpstreamThatDoesNotReadStopsTheClient) {
    idle_timeout = Duration{0};
    RawSocket client = connect();
    const std::size_t size = 64 * kMebibyte;
    std::atomic<bool> sent = false;
    std::thread sender([&] {
        client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(size));
        client.send("\r\n\r\n" + std::string(size, 'b'));
        sent = true;
    });
    RawSocket peer = upstream->accept();
    std::this_thread::sleep_for(std::chrono::milliseconds{300});
    EXPECT_FALSE(sent);
    peer.read_until("\r\n\r\n");
    EXPECT_EQ(peer.read_bytes(size).size(), size);
    sender.join();
    peer.send("HTTP/1.1 204 No Content\r\n\r\n");
    EXPECT_EQ(client.read_response().status, 204);
}

TEST_F(RelayTest, AClientThatDoesNotReadStopsTheUpstream) {
    const std::size_t size = 64 * kMebibyte;
    // Made before, so that nothing but the client keeps anybody waiting.
    const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(size) +
                               "\r\n\r\n" + std::string(size, 'd');
    idle_timeout = Duration{250};  // which is not the upstream's fault
    RawSocket client = connect();
    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    RawSocket peer = upstream->accept();
    peer.read_until("\r\n\r\n");
    std::atomic<bool> sent = false;
    std::thread answerer([&] {
        peer.send(answer);
        sent = true;
    });
    std::this_thread::sleep_for(std::chrono::milliseconds{700});
    EXPECT_FALSE(sent);
    EXPECT_EQ(client.read_response().body.size(), size);
    answerer.join();
}

TEST_F(RelayTest, AnAnswerBeforeTheBodyEnds) {
    RawSocket client = connect();
    client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\nbegin");
    RawSocket peer = upstream->accept();
    peer.read_until("begin");
    peer.send("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone");
    const HttpResponse answer = client.read_response();
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.body, "gone");
    EXPECT_TRUE(peer.closed_by_peer());
}

TEST_F(RelayTest, AStreamedAnswerBeforeTheBodyEndsGoesOutWhileItComesIn) {
    RawSocket client = connect();
    client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\nabc");
    RawSocket peer = upstream->accept();
    peer.read_until("abc");
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf");
    client.read_until("half");
    client.send("def");
    EXPECT_EQ(peer.read_bytes(3), "def");
    peer.send("rest");
    client.read_until("rest");
}

TEST_F(RelayTest, AnUpstreamThatDiesBeforeItsAnswer) {
    RawSocket client = connect();
    client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\nbegin");
    upstream->accept().reset();
    EXPECT_EQ(client.read_response().status, 502);
    EXPECT_TRUE(client.closed_by_peer());
}

TEST_F(RelayTest, AnUpstreamThatDiesInItsAnswerBreaksItOff) {
    RawSocket client = connect();
    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    RawSocket peer = upstream->accept();
    peer.read_until("\r\n\r\n");
    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n");
    client.read_until("part\r\n");
    peer.close();
    EXPECT_TRUE(client.closed_by_peer());
}

TEST_F(RelayTest, AnUpstreamThatNeverAnswers) {
    idle_timeout = Duration{300};
    RawSocket client = connect();
    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    RawSocket peer = upstream->accept();
    const HttpResponse answer = client.read_response();
    EXPECT_EQ(answer.status, 502);
    EXPECT_THAT(answer.body, HasSubstr("nothing came within 300 ms"));
    peer.read_until("\r\n\r\n");
    EXPECT_TRUE(peer.closed_by_peer());
}

TEST_F(RelayTest, ASlowClientIsNotTheUpstreamsFault) {
    idle_timeout = Duration{1'000};
    RawSocket client = connect();
    client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n1");
    RawSocket peer = upstream->accept();
    peer.read_until("\r\n\r\n1");
    std::this_thread::sleep_for(std::chrono::milliseconds{1'500});
    client.send("2");
    EXPECT_EQ(peer.read_bytes(1), "2");
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    EXPECT_EQ(client.read_response().status, 200);
}

TEST_F(RelayTest, NobodyListens) {
    const std::string path = "/nonexistent/socket";
    const auto answer = std::make_shared<Expected<Result<HttpResponse>>>();
    const auto sink = relays->relay(
        {.unix_path = path},
        {.method = "GET", .target = "/"},
        idle_timeout,
        [answer](auto how) { answer->set(std::move(how)); }
    );
    const auto how = answer->get();
    ASSERT_FALSE(how);
    EXPECT_EQ(how.error().kind, ErrorKind::Unavailable);
    EXPECT_TRUE(sink->on_bytes("dropped"));
}

TEST_F(RelayTest, AClientThatLeavesInItsBodyIsToldToTheUpstream) {
    RawSocket client = connect();
    client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\nbegin");
    RawSocket peer = upstream->accept();
    peer.read_until("begin");
    client.close();
    EXPECT_TRUE(peer.closed_by_peer());
}

TEST_F(RelayTest, AClientThatLeavesInItsAnswerIsToldToTheUpstream) {
    RawSocket client = connect();
    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    RawSocket peer = upstream->accept();
    peer.read_until("\r\n\r\n");
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\npart");
    client.read_until("part");
    client.reset();
    EXPECT_TRUE(peer.closed_by_peer());
}

TEST_F(RelayTest, AClientThatLeavesBeforeItsAnswerIsToldOnceThereIsOne) {
    RawSocket client = connect();
    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    RawSocket peer = upstream->accept();
    peer.read_until("\r\n\r\n");
    client.reset();
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\npart");
    EXPECT_TRUE(peer.closed_by_peer());
}

TEST_F(RelayTest, ASinkThatIsDroppedBreaksOff) {
    const auto answer = std::make_shared<Expected<Result<HttpResponse>>>();
    HttpRequest head{.method = "PUT", .target = "/"};
    head.headers.add("Content-Length", "10");
    auto sink = relays->relay(upstream->endpoint(), head, idle_timeout, [answer](auto how) {
        answer->set(std::move(how));
    });
    sink->on_bytes("abc");
    RawSocket peer = upstream->accept();
    peer.read_until("abc");
    sink.reset();
    EXPECT_FALSE(answer->get());
    EXPECT_TRUE(peer.closed_by_peer());
}

TEST_F(RelayTest, EndsWhatIsUnderWayWithTheRelays) {
    const auto answer = std::make_shared<Expected<Result<HttpResponse>>>();
    const auto sink = relays->relay(
        upstream->endpoint(),
        {.method = "GET", .target = "/"},
        idle_timeout,
        [answer](auto how) { answer->set(std::move(how)); }
    );
    const RawSocket peer = upstream->accept();
    relays.reset();
    const auto how = answer->get();
    ASSERT_FALSE(how);
    EXPECT_EQ(how.error().message, "the relay is shutting down");
    EXPECT_TRUE(sink->on_bytes("nobody takes it"));
    sink->on_end({});
}

TEST_F(RelayTest, WhatIsNoRequestIsNotSent) {
    const auto answer = std::make_shared<Expected<Result<HttpResponse>>>();
    const auto sink = relays->relay(
        upstream->endpoint(),
        {.method = "GET", .target = "/a b"},
        idle_timeout,
        [answer](auto how) { answer->set(std::move(how)); }
    );
    const auto how = answer->get();
    ASSERT_FALSE(how);
    EXPECT_EQ(how.error().kind, ErrorKind::InvalidArgument);
}

}  // namespace
}  // namespace gantry::net::test
