// Bodies of requests that the program takes as they come.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "net/test_peer.h"

namespace gantry::net::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// Keeps what it is given, and wants more when the test says so.
struct TestSink final : BodySink {
    bool on_begin(std::function<void()> again) override {
        resume = std::move(again);
        begun.set(true);
        return wants_at_once;
    }
    bool on_bytes(std::string_view bytes) override {
        const std::lock_guard lock(mutex);
        body += bytes;
        largest = std::max(largest, bytes.size());
        if (bytes == "throw") throw std::runtime_error("sink");
        return wants_more;
    }
    void on_end(Result<void> how) override { ended.set(std::move(how)); }
    std::string so_far() {
        const std::lock_guard lock(mutex);
        return body;
    }

    bool wants_at_once = true;
    std::atomic<bool> wants_more = true;
    std::function<void()> resume;
    std::mutex mutex;
    std::string body;
    std::size_t largest = 0;
    Expected<bool> begun;
    Expected<Result<void>> ended;
};

class BodySinkTest : public testing::Test {
  protected:
    BodySinkTest() {
        handler.head = [this](const HttpRequest& head) -> HeadVerdict {
            if (head.target != "/sink") return ReadBody{};
            return TakeBody{.sink = sink, .note = 7, .max_bytes = max_bytes};
        };
        handler.request = [this](const HttpRequest& request, const Respond& respond) {
            if (request.target != "/sink") return echo(request, respond);
            EXPECT_EQ(request.body, "");
            EXPECT_EQ(std::any_cast<int>(request.note), 7);
            asked.set(respond);
        };
    }
    void start() {
        auto started = start_http_server(options, handler);
        ASSERT_TRUE(started) << started.error().message;
        server = std::move(*started);
    }
    [[nodiscard]] RawSocket connect() const { return RawSocket::connect(server->port()); }
    static std::string put(std::size_t length, std::string_view more = "") {
        return "PUT /sink HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(length) +
               "\r\n" + std::string(more) + "\r\n";
    }
    void wait_for_bytes(std::size_t n) const {
        const auto end = std::chrono::steady_clock::now() + kPatience;
        while (sink->so_far().size() < n && std::chrono::steady_clock::now() < end) {
            std::this_thread::sleep_for(std::chrono::milliseconds{1});
        }
        EXPECT_GE(sink->so_far().size(), n);
    }

    TestHandler handler;
    HttpServerOptions options;
    std::shared_ptr<TestSink> sink = std::make_shared<TestSink>();
    std::uint64_t max_bytes = std::numeric_limits<std::uint64_t>::max();
    Expected<Respond> asked;
    std::unique_ptr<HttpServer> server;
};

TEST_F(BodySinkTest, GetsTheBodyAsItComesAndTheConnectionGoesOn) {
    start();
    RawSocket socket = connect();
    socket.send(put(10) + "01234");
    const Respond respond = asked.get();  // before the body is there
    wait_for_bytes(5);
    EXPECT_FALSE(sink->ended.is_set());
    socket.send("56789GET /next HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_TRUE(sink->ended.get());
    EXPECT_EQ(sink->so_far(), "0123456789");
    respond({.body = "done"});
    EXPECT_EQ(socket.read_response().body, "done");
    EXPECT_EQ(socket.read_response().body, "GET /next ");
}

TEST_F(BodySinkTest, GetsChunkedAndEmptyBodies) {
    start();
    RawSocket socket = connect();
    socket.send("PUT /sink HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
    socket.send("3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n");
    EXPECT_TRUE(sink->ended.get());
    EXPECT_EQ(sink->so_far(), "abcdefg");
    asked.get()({.body = "ok"});
    EXPECT_EQ(socket.read_response().body, "ok");
}

TEST_F(BodySinkTest, AnEmptyBodyEndsAtOnce) {
    start();
    RawSocket socket = connect();
    socket.send(put(0));
    EXPECT_TRUE(sink->ended.get());
    asked.get()({.body = "ok"});
    EXPECT_EQ(socket.read_response().body, "ok");
}

TEST_F(BodySinkTest, MayBeLargerThanAnythingThatIsKept) {
    options.max_body_bytes = 1'000;
    options.max_bodies_bytes = 1'000;
    start();
    RawSocket socket = connect();
    const std::string body(std::size_t{20} << 20, 'b');
    std::thread sender([&] { socket.send(put(body.size()) + body); });
    EXPECT_TRUE(sink->ended.get());
    sender.join();
    EXPECT_EQ(sink->so_far().size(), body.size());
    EXPECT_LT(sink->largest, std::size_t{1} << 20);
    asked.get()({});
    EXPECT_EQ(socket.read_response().status, 200);
}

TEST_F(BodySinkTest, AClientIsNotReadFromWhileItsSinkIsFull) {
    sink->wants_more = false;
    start();
    RawSocket socket = connect();
    const std::size_t size = std::size_t{32} << 20;
    std::atomic<bool> sent = false;
    std::thread sender([&] {
        socket.send(put(size) + std::string(size, 'b'));
        sent = true;
    });
    wait_for_bytes(1);
    std::this_thread::sleep_for(std::chrono::milliseconds{300});
    EXPECT_FALSE(sent);
    EXPECT_LT(sink->so_far().size(), std::size_t{1} << 20);
    RawSocket other = connect();
    other.send("GET /b HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(other.read_response().body, "GET /b ");
    sink->wants_more = true;
    sink->resume();
    EXPECT_TRUE(sink->ended.get());
    sender.join();
    EXPECT_EQ(sink->so_far().size(), size);
    sink->resume();  // nobody listens any more
    asked.get()({});
    EXPECT_EQ(socket.read_response().status, 200);
}

TEST_F(BodySinkTest, LeaveIsGivenWhenTheBodyIsWanted) {
    sink->wants_at_once = false;
    start();
    RawSocket socket = connect();
    socket.send("GET /before HTTP/1.1\r\nHost: h\r\n\r\n" + put(4, "Expect: 100-continue\r\n"));
    EXPECT_EQ(socket.read_response().body, "GET /before ");
    sink->begun.get();
    const Respond respond = asked.get();
    sink->resume();
    EXPECT_EQ(socket.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    socket.send("body");
    EXPECT_TRUE(sink->ended.get());
    respond({.body = "got it"});
    EXPECT_EQ(socket.read_response().body, "got it");
}

TEST_F(BodySinkTest, WhatCameWithTheHeadWaitsUntilItIsWanted) {
    sink->wants_at_once = false;
    start();
    for (const std::string& sent :
         {put(4) + "body",
          std::string("PUT /sink HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "4\r\nbody\r\n0\r\n\r\n")}) {
        RawSocket socket = connect();
        socket.send(sent);
        const Respond respond = asked.get();
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
        EXPECT_EQ(sink->so_far(), "");
        EXPECT_FALSE(sink->ended.is_set());
        sink->resume();
        EXPECT_TRUE(sink->ended.get());
        EXPECT_EQ(sink->so_far(), "body");
        respond({.body = "got it"});
        EXPECT_EQ(socket.read_response().body, "got it");
        sink = std::make_shared<TestSink>();
        sink->wants_at_once = false;
        asked = {};
    }
}

TEST_F(BodySinkTest, WhoIsRefusedIsNotGivenLeave) {
    sink->wants_at_once = false;
    start();
    RawSocket socket = connect();
    socket.send(put(4, "Expect: 100-continue\r\n"));
    asked.get()({.status = 403});
    const HttpResponse answer = socket.read_response();
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(*answer.headers.find("connection"), "close");
    EXPECT_FALSE(sink->ended.get());
}

TEST_F(BodySinkTest, AnAnswerBeforeTheEndEndsTheConnection) {
    start();
    RawSocket socket = connect();
    socket.send(put(1'000'000) + "begin");
    asked.get()({.status = 409, .body = "no"});
    const HttpResponse answer = socket.read_response();
    EXPECT_EQ(answer.status, 409);
    EXPECT_EQ(*answer.headers.find("connection"), "close");
    const auto how = sink->ended.get();
    ASSERT_FALSE(how);
    EXPECT_THAT(how.error().message, HasSubstr("answered before the end"));
    EXPECT_TRUE(socket.closed_by_peer());
}

TEST_F(BodySinkTest, AStreamedAnswerGoesOutWhileTheBodyComesIn) {
    start();
    RawSocket socket = connect();
    socket.send(put(6) + "abc");
    Expected<std::shared_ptr<BodyWriter>> begun;
    HttpResponse answer;
    answer.stream.begin = [&](std::shared_ptr<BodyWriter> w) { begun.set(std::move(w)); };
    asked.get()(std::move(answer));
    const auto writer = begun.get();
    writer->write("first");
    EXPECT_THAT(socket.read_until("first"), HasSubstr("200 OK"));
    socket.send("def");
    EXPECT_TRUE(sink->ended.get());
    EXPECT_EQ(sink->so_far(), "abcdef");
    writer->write("second");
    writer->finish();
    socket.read_until("0\r\n\r\n");
    socket.send("GET /next HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(socket.read_response().body, "GET /next ");
}

TEST_F(BodySinkTest, AClientThatLeavesIsToldToTheSink) {
    start();
    RawSocket socket = connect();
    socket.send(put(100) + "begin");
    asked.get();
    socket.close();
    const auto how = sink->ended.get();
    ASSERT_FALSE(how);
    EXPECT_EQ(how.error().kind, ErrorKind::Unavailable);
}

TEST_F(BodySinkTest, AClientThatSaidItWouldCloseMayEndItsSideWithTheBody) {
    start();
    RawSocket socket = connect();
    socket.send(put(4, "Connection: close\r\n") + "body");
    socket.shutdown_send();
    EXPECT_TRUE(sink->ended.get());
    asked.get()({.body = "thanks"});
    EXPECT_EQ(socket.read_response().body, "thanks");
}

TEST_F(BodySinkTest, AHalfClosedClientWhoseBodyIsNotWholeIsGone) {
    start();
    RawSocket socket = connect();
    socket.send(put(8, "Connection: close\r\n") + "body");
    socket.shutdown_send();
    EXPECT_FALSE(sink->ended.get());
    asked.get()({.body = "nobody hears it"});
    EXPECT_TRUE(socket.closed_by_peer());
}

TEST_F(BodySinkTest, WhatIsNoBodyIsRefused) {
    start();
    RawSocket socket = connect();
    socket.send("PUT /sink HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcXX");
    const auto how = sink->ended.get();
    ASSERT_FALSE(how);
    EXPECT_EQ(how.error().kind, ErrorKind::InvalidArgument);
    EXPECT_EQ(socket.read_response().status, 400);
    asked.get()({.body = "too late"});
    EXPECT_TRUE(socket.closed_by_peer());
}

TEST_F(BodySinkTest, AnAnswerUnderWayIsCutShortWhenTheBodyGoesWrong) {
    start();
    RawSocket socket = connect();
    socket.send("PUT /sink HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
    Expected<bool> gone;
    HttpResponse answer;
    answer.stream.begin = [&](const std::shared_ptr<BodyWriter>& writer) {
        writer->set_callbacks({.on_drained = {}, .on_gone = [&, writer] { gone.set(true); }});
        writer->write("part");
    };
    asked.get()(std::move(answer));
    socket.read_until("part");
    socket.send("nonsense\r\n");
    EXPECT_TRUE(gone.get());
    EXPECT_FALSE(sink->ended.get());
}

TEST_F(BodySinkTest, MoreThanItsLimitIsRefused) {
    max_bytes = 10;
    start();
    RawSocket socket = connect();
    socket.send(put(11));
    EXPECT_FALSE(sink->ended.get());
    EXPECT_EQ(socket.read_response().status, 413);
}

TEST_F(BodySinkTest, ASinkThatThrowsEndsItsRequestOnly) {
    start();
    RawSocket socket = connect();
    socket.send(put(5) + "throw");
    EXPECT_FALSE(sink->ended.get());
    EXPECT_EQ(socket.read_response().status, 500);
    RawSocket other = connect();
    other.send("GET /b HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(other.read_response().body, "GET /b ");
}

TEST_F(BodySinkTest, WhoSendsNothingForTooLongIsTold) {
    options.body_timeout = Duration{400};
    start();
    RawSocket socket = connect();
    socket.send(put(100) + "begin");
    for (int i = 0; i < 8; ++i) {  // slow, and longer than the limit altogether
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
        socket.send("x");
    }
    EXPECT_FALSE(sink->ended.is_set());
    EXPECT_FALSE(sink->ended.get());
    EXPECT_THAT(socket.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 408"));
}

TEST_F(BodySinkTest, AServerThatStopsTellsTheSinks) {
    sink->wants_more = false;
    start();
    const RawSocket socket = connect();
    socket.send(put(100) + "begin");
    wait_for_bytes(5);
    socket.send("more");
    server.reset();
    EXPECT_FALSE(sink->ended.get());
}

}  // namespace
}  // namespace gantry::net::test
