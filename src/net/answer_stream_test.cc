// Answers that are written piece by piece.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "base/thread_loop.h"
#include "net/piece_pump.h"
#include "net/test_peer.h"

namespace gantry::net::test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kGetAnswer = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
constexpr std::size_t kMiB = std::size_t{1} << 20;

class AnswerStreamTest : public testing::Test {
  protected:
    using Begin = std::function<void(std::shared_ptr<BodyWriter>)>;

    void start(Begin begin, std::optional<std::uint64_t> length = std::nullopt) {
        handler.request = [begin = std::move(begin),
                           length](const HttpRequest& request, const Respond& respond) {
            if (request.target != "/a") return echo(request, respond);
            HttpResponse answer;
            answer.stream = {.length = length, .begin = begin};
            respond(std::move(answer));
        };
        auto started = start_http_server(options, handler);
        ASSERT_TRUE(started) << started.error().message;
        server = std::move(*started);
    }
    /// Answers with so many pieces, as fast as the client takes them.
    void start_pump(int pieces, std::size_t bytes) {
        start([this, pieces, bytes](std::shared_ptr<BodyWriter> writer) {
            auto next = [this, left = pieces, bytes]() mutable -> Result<std::string> {
                ++made;
                return left-- > 0 ? std::string(bytes, 'x') : std::string();
            };
            pump_pieces(loop, std::move(next)).begin(std::move(writer));
        });
    }
    [[nodiscard]] RawSocket connect() const { return RawSocket::connect(server->port()); }
    /// Waits until `made` stands still.
    int settled() {
        int seen = -1;
        while (seen != made) {
            seen = made;
            std::this_thread::sleep_for(std::chrono::milliseconds{200});
        }
        return seen;
    }

    ThreadLoop loop{"test pieces"};
    TestHandler handler;
    HttpServerOptions options;
    std::atomic<int> made = 0;
    std::unique_ptr<HttpServer> server;
};

TEST_F(AnswerStreamTest, IsChunkedAndTheConnectionGoesOn) {
    start([](const std::shared_ptr<BodyWriter>& writer) {
        EXPECT_TRUE(writer->write("Hello, "));
        EXPECT_TRUE(writer->write(""));
        EXPECT_TRUE(writer->write("world"));
        writer->finish();
        EXPECT_FALSE(writer->write("too late"));
    });
    RawSocket socket = connect();
    for (int i = 0; i < 3; ++i) {
        socket.send(kGetAnswer);
        const HttpResponse answer = socket.read_response();
        EXPECT_EQ(answer.body, "Hello, world");
        EXPECT_EQ(*answer.headers.find("transfer-encoding"), "chunked");
        EXPECT_EQ(answer.headers.find("content-length"), nullptr);
    }
}

TEST_F(AnswerStreamTest, HasItsLengthWhereThatIsKnown) {
    start(
        [](const std::shared_ptr<BodyWriter>& writer) {
            writer->write("12");
            writer->write("345");
            writer->finish();
        },
        5
    );
    RawSocket socket = connect();
    socket.send(kGetAnswer);
    const HttpResponse answer = socket.read_response();
    EXPECT_EQ(answer.body, "12345");
    EXPECT_EQ(*answer.headers.find("content-length"), "5");
    socket.send(kGetAnswer);
    EXPECT_EQ(socket.read_response().body, "12345");
}

TEST_F(AnswerStreamTest, WithAnotherLengthThanPromisedIsBrokenOff) {
    for (const std::string_view body : {"1234", "123456"}) {
        start(
            [body](const std::shared_ptr<BodyWriter>& writer) {
                writer->write(std::string(body));
                writer->finish();
            },
            5
        );
        RawSocket socket = connect();
        socket.send(kGetAnswer);
        socket.read_until("\r\n\r\n");
        EXPECT_LT(socket.read_bytes(10).size(), 5U) << "and the connection is closed";
    }
}

TEST_F(AnswerStreamTest, GoesOutWhileItIsWrittenFromAnyThread) {
    Expected<std::shared_ptr<BodyWriter>> begun;
    start([&](std::shared_ptr<BodyWriter> writer) { begun.set(std::move(writer)); });
    RawSocket socket = connect();
    socket.send(kGetAnswer);
    EXPECT_THAT(socket.read_until("\r\n\r\n"), HasSubstr("200 OK"));
    const auto writer = begun.get();
    for (const char* word : {"one", "two", "three"}) {
        writer->write(word);
        EXPECT_THAT(socket.read_until(word), EndsWith(word));
    }
    socket.send("GET /b HTTP/1.1\r\nHost: h\r\n\r\n");  // its answer waits
    writer->finish();
    EXPECT_THAT(socket.read_until("0\r\n\r\n"), Not(HasSubstr("GET")));
    EXPECT_EQ(socket.read_response().body, "GET /b ");
}

TEST_F(AnswerStreamTest, ThatIsDroppedOrAbortedIsSeenToBeCutShort) {
    for (const bool dropped : {true, false}) {
        start([dropped](const std::shared_ptr<BodyWriter>& writer) {
            writer->write("part");
            if (!dropped) writer->abort();
        });
        RawSocket socket = connect();
        socket.send(kGetAnswer);
        EXPECT_THAT(socket.read_until("\r\n\r\n"), HasSubstr("chunked"));
        EXPECT_THAT(socket.read_bytes(100), Not(HasSubstr("0\r\n\r\n")));
    }
}

TEST_F(AnswerStreamTest, ABeginThatThrowsIsCutShort) {
    start([](const std::shared_ptr<BodyWriter>&) { throw std::runtime_error("begin"); });
    RawSocket socket = connect();
    socket.send(kGetAnswer);
    EXPECT_THAT(socket.read_until("\r\n\r\n"), HasSubstr("200 OK"));
    EXPECT_EQ(socket.read_bytes(10), "");
}

TEST_F(AnswerStreamTest, ToHttp10EndsWithTheConnection) {
    start([](const std::shared_ptr<BodyWriter>& writer) {
        writer->write("all of it");
        writer->finish();
    });
    RawSocket socket = connect();
    socket.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    const std::string head = socket.read_until("\r\n\r\n");
    EXPECT_THAT(head, Not(HasSubstr("chunked")));
    EXPECT_THAT(head, HasSubstr("Connection: close"));
    EXPECT_EQ(socket.read_bytes(100), "all of it");
}

TEST_F(AnswerStreamTest, OfHeadIsNeverBegun) {
    start([](const auto&) { FAIL() << "begun"; }, 7);
    RawSocket socket = connect();
    for (int i = 0; i < 2; ++i) {
        socket.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n");
        const HttpResponse answer = socket.read_response(true);
        EXPECT_EQ(*answer.headers.find("content-length"), "7");
    }
}

TEST_F(AnswerStreamTest, AClientThatLeavesIsToldToTheWriter) {
    Expected<bool> gone;
    std::shared_ptr<BodyWriter> writer;
    Expected<bool> begun;
    start([&](std::shared_ptr<BodyWriter> given) {
        writer = std::move(given);
        writer->set_callbacks({.on_drained = {}, .on_gone = [&] { gone.set(true); }});
        begun.set(true);
    });
    {
        const RawSocket socket = connect();
        socket.send(kGetAnswer);
        begun.get();
    }
    gone.get();
    EXPECT_FALSE(writer->write("anybody?"));
    writer->finish();
}

TEST_F(AnswerStreamTest, AHalfClosedClientGetsAllWhereItSaidThatItWouldClose) {
    start_pump(20, 100'000);
    RawSocket socket = connect();
    socket.send("GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    socket.shutdown_send();
    EXPECT_EQ(socket.read_response().body.size(), 2'000'000U);
    EXPECT_TRUE(socket.closed_by_peer());
}

TEST_F(AnswerStreamTest, AWriterMakesNoMoreThanTheClientTakes) {
    start_pump(1'000, kMiB / 16);
    RawSocket slow = connect();
    slow.send(kGetAnswer);
    const int before = settled();
    EXPECT_LT(before, 500) << "a megabyte, and what the kernel takes";
    RawSocket fast = connect();
    fast.send(kGetAnswer);
    EXPECT_EQ(fast.read_response().body.size(), 1'000 * kMiB / 16);
    EXPECT_LE(made - before, 1'001) << "the slow one has made no more meanwhile";
    EXPECT_EQ(slow.read_response().body.size(), 1'000 * kMiB / 16);
}

TEST_F(AnswerStreamTest, LittleWaitsForAClientThatDoesNotRead) {
    start_pump(1'000, kMiB / 16);
    const RawSocket slow = connect();
    slow.shrink_receive_buffer();
    slow.send(kGetAnswer);
    EXPECT_LT(settled(), 16) << "256 KiB in the kernel, and a piece or two";
}

TEST_F(AnswerStreamTest, AReaderThatStandsStillIsCutOffAndToldToTheWriter) {
    options.body_timeout = Duration{500};
    Expected<bool> gone;
    start([&](const std::shared_ptr<BodyWriter>& writer) {
        // The handle is kept by the callbacks, and goes with them.
        const auto fill = [writer] {
            while (writer->write(std::string(kMiB / 4, 'x'))) {
            }
        };
        writer->set_callbacks({.on_drained = fill, .on_gone = [&, writer] { gone.set(true); }});
        fill();
    });
    const RawSocket socket = connect();
    socket.shrink_receive_buffer();
    socket.send(kGetAnswer);
    EXPECT_TRUE(gone.get());
}

TEST_F(AnswerStreamTest, AServerThatStopsTellsTheWriters) {
    Expected<bool> begun;
    std::atomic<bool> gone = false;
    start([&](const std::shared_ptr<BodyWriter>& writer) {
        writer->set_callbacks({.on_drained = {}, .on_gone = [&, writer] { gone = true; }});
        begun.set(true);
    });
    const RawSocket socket = connect();
    socket.send("GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    begun.get();
    server.reset();
    EXPECT_TRUE(gone);
}

TEST_F(AnswerStreamTest, FiveHundredSlowClientsCostAFastOneLittle) {
    start_pump(64, kMiB / 16);
    const auto time_of_ten = [&] {
        const auto begin = std::chrono::steady_clock::now();
        RawSocket fast = connect();
        for (int i = 0; i < 10; ++i) {
            fast.send(kGetAnswer);
            EXPECT_EQ(fast.read_response().body.size(), 4 * kMiB);
        }
        return std::chrono::steady_clock::now() - begin;
    };
    const auto alone = time_of_ten();
    std::vector<RawSocket> slow;
    for (int i = 0; i < 500; ++i) {
        slow.push_back(connect());
        slow.back().shrink_receive_buffer();
        slow.back().send(kGetAnswer);
    }
    settled();
    auto beside = time_of_ten();
    for (int i = 0; i < 4; ++i) beside = std::min(beside, time_of_ten());  // others work here too
    EXPECT_LT(beside, 5 * alone + std::chrono::seconds{1});
}

}  // namespace
}  // namespace gantry::net::test
