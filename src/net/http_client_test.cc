#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "net/test_peer.h"

namespace gantry::net::test {
namespace {

constexpr std::string_view kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

class HttpClientTest : public testing::Test {
  protected:
    /// Runs `script` against the next connection, on a thread of its own.
    void serve(std::function<void(RawSocket&)> script) {
        peers_.emplace_back([this, script = std::move(script)] {
            RawSocket socket = listener.accept();
            script(socket);
        });
    }
    void TearDown() override { join(); }
    void join() {
        for (std::thread& peer : peers_) peer.join();
        peers_.clear();
    }

    Result<HttpResponse> get(Duration timeout = Duration{15'000}) {
        return fetch(*client, listener.endpoint(), {.method = "GET", .target = "/x"}, timeout);
    }

    RawListener listener;
    std::unique_ptr<HttpClient> client = make_http_client();

  private:
    std::vector<std::thread> peers_;
};

/// What a stream has said so far.
struct StreamLog {
    std::mutex mutex;
    std::condition_variable changed;
    int status = 0;
    std::string body;
    std::optional<Result<void>> end;

    HttpClient::StreamCallbacks callbacks() {
        return {
            .on_head = [this](int s, const Headers&) { change([&] { status = s; }); },
            .on_chunk = [this](const std::string& chunk) { change([&] { body += chunk; }); },
            .on_end = [this](Result<void> how) { change([&] { end = std::move(how); }); },
        };
    }
    template <class Change>
    void change(const Change& what) {
        const std::lock_guard lock(mutex);
        what();
        changed.notify_all();
    }
    template <class Condition>
    [[nodiscard]] bool wait(const Condition& condition) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, kPatience, condition);
    }
};

TEST_F(HttpClientTest, SendsARequestAndReadsTheAnswer) {
    serve([](RawSocket& socket) {
        const std::string head = socket.read_until("\r\n\r\n");
        EXPECT_TRUE(head.starts_with("POST /x?y=z HTTP/1.1\r\nHost: 127.0.0.1:")) << head;
        EXPECT_NE(head.find("X-A: b\r\n"), std::string::npos);
        EXPECT_NE(head.find("Content-Length: 4\r\n"), std::string::npos);
        EXPECT_EQ(socket.read_bytes(4), "body");
        socket.send("HTTP/1.1 201 Created\r\nX-B: c\r\nContent-Length: 5\r\n\r\nmade\n");
    });
    HttpRequest request{.method = "POST", .target = "/x?y=z", .body = "body"};
    request.headers.add("X-A", "b");
    const auto answer = fetch(*client, listener.endpoint(), std::move(request));
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->status, 201);
    EXPECT_EQ(*answer->headers.find("x-b"), "c");
    EXPECT_EQ(answer->body, "made\n");
}

TEST_F(HttpClientTest, SpeaksOverUnixSockets) {
    const TempDir dir;
    const RawListener unix_listener{dir.path("s")};
    std::thread peer([&] {
        RawSocket socket = unix_listener.accept();
        EXPECT_NE(socket.read_until("\r\n\r\n").find("Host: localhost\r\n"), std::string::npos);
        socket.send(kOk);
    });
    const auto answer = fetch(*client, unix_listener.endpoint(), {.method = "GET", .target = "/"});
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->body, "ok");
    peer.join();
}

TEST_F(HttpClientTest, FindsHostsByName) {
    serve([](RawSocket& socket) {
        socket.read_until("\r\n\r\n");
        socket.send(kOk);
    });
    const Endpoint named{.host = "localhost", .port = listener.port()};
    EXPECT_TRUE(fetch(*client, named, {.method = "GET"}));
    const Endpoint nowhere{.host = "does-not-exist.invalid", .port = 80};
    const auto answer = fetch(*client, nowhere, {.method = "GET"});
    ASSERT_FALSE(answer);
    EXPECT_NE(answer.error().message.find("does-not-exist.invalid"), std::string::npos);
}

TEST_F(HttpClientTest, KeepsAndReusesTheConnection) {
    serve([](RawSocket& socket) {
        for (int i = 0; i < 3; ++i) {
            socket.read_until("\r\n\r\n");
            socket.send(kOk);
        }
    });
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(get());
}

TEST_F(HttpClientTest, OpensAsManyConnectionsAsThereAreRequestsAtOnce) {
    std::array<Expected<Result<HttpResponse>>, 3> answers;
    for (auto& answer : answers) {
        client->request(
            listener.endpoint(),
            {.method = "GET"},
            Duration{15'000},
            [&](Result<HttpResponse> how) { answer.set(std::move(how)); }
        );
    }
    std::vector<RawSocket> sockets;
    for (std::size_t i = 0; i < answers.size(); ++i) sockets.push_back(listener.accept());
    for (RawSocket& socket : sockets) {
        socket.read_until("\r\n\r\n");
        socket.send(kOk);
    }
    for (auto& answer : answers) EXPECT_TRUE(answer.get());
}

TEST_F(HttpClientTest, DoesNotReuseAConnectionThePeerWantsClosed) {
    for (int i = 0; i < 2; ++i) {
        serve([](RawSocket& socket) {
            socket.read_until("\r\n\r\n");
            socket.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end");
        });
        const auto answer = get();
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->body, "until the end");
        join();
    }
}

TEST_F(HttpClientTest, SendsAgainWhenAKeptConnectionTurnsOutStale) {
    serve([](RawSocket& socket) {
        socket.read_until("\r\n\r\n");
        socket.send(kOk);
        socket.read_until("\r\n\r\n");  // the second request arrives and is lost
    });
    EXPECT_TRUE(get());
    serve([](RawSocket& socket) {
        socket.read_until("\r\n\r\n");
        socket.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nagain");
    });
    const auto answer = get();
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->body, "again");
}

TEST_F(HttpClientTest, DoesNotSendAgainOnceAnAnswerHasBegun) {
    serve([](RawSocket& socket) {
        socket.read_until("\r\n\r\n");
        socket.send(kOk);
        socket.read_until("\r\n\r\n");
        socket.send("HTTP/1.1 200");
    });
    EXPECT_TRUE(get());
    const auto answer = get();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::Unavailable);
}

TEST_F(HttpClientTest, DoesNotSendAgainOnANewConnection) {
    serve([](RawSocket& socket) { socket.read_until("\r\n\r\n"); });
    EXPECT_FALSE(get());
}

TEST_F(HttpClientTest, APeerThatNeverAnswersTimesOut) {
    const Expected<bool> done;
    serve([&](RawSocket& socket) {
        socket.read_until("\r\n\r\n");
        EXPECT_TRUE(socket.closed_by_peer()) << "the connection is dropped";
    });
    const auto answer = get(Duration{100});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(answer.error().message, "no answer within 100 ms");
}

TEST_F(HttpClientTest, APeerThatDripsItsAnswerTimesOut) {
    serve([&](RawSocket& socket) {
        socket.read_until("\r\n\r\n");
        socket.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx");
        EXPECT_TRUE(socket.closed_by_peer());
    });
    EXPECT_FALSE(get(Duration{100}));
}

TEST_F(HttpClientTest, NobodyListeningIsAnError) {
    const TempDir dir;
    const auto no_socket = fetch(*client, {.unix_path = dir.path("none")}, {.method = "GET"});
    ASSERT_FALSE(no_socket);
    EXPECT_EQ(no_socket.error().message, "No such file or directory");
    std::uint16_t port = 0;
    {
        const RawListener gone;
        port = gone.port();
    }
    const auto refused = fetch(*client, {.host = "127.0.0.1", .port = port}, {.method = "GET"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message, "Connection refused");
}

TEST_F(HttpClientTest, AMalformedAnswerIsAnError) {
    serve([](RawSocket& socket) {
        socket.read_until("\r\n\r\n");
        socket.send("SSH-2.0-OpenSSH\r\n\r\n");
    });
    EXPECT_FALSE(get());
}

TEST_F(HttpClientTest, AnAnswerBeyondTheLimitIsAnError) {
    serve([](RawSocket& socket) {
        socket.read_until("\r\n\r\n");
        socket.send("HTTP/1.1 200 OK\r\nContent-Length: 67108865\r\n\r\n");
    });
    EXPECT_FALSE(get());
}

TEST_F(HttpClientTest, AnAnswerBeforeTheWholeRequestWasSentCounts) {
    serve([](RawSocket& socket) {
        socket.read_until("\r\n\r\n");
        socket.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n");
        EXPECT_FALSE(socket.read_until("never").size() > 0);
    });
    const auto answer = fetch(
        *client,
        listener.endpoint(),
        {.method = "PUT", .target = "/", .body = std::string(32U << 20U, 'b')}
    );
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->status, 413);
}

TEST_F(HttpClientTest, RequestsThatCannotBeWrittenAreErrors) {
    const auto answer = fetch(*client, listener.endpoint(), {.method = "GET", .target = "/a b"});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::InvalidArgument);
}

TEST_F(HttpClientTest, StreamsAnAnswerAsItComes) {
    Expected<bool> first_seen;
    serve([&](RawSocket& socket) {
        socket.read_until("\r\n\r\n");
        socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nfirst \r\n");
        first_seen.get();
        socket.send("6\r\nsecond\r\n0\r\n\r\n");
    });
    StreamLog log;
    const auto handle = client->stream(
        listener.endpoint(), {.method = "GET", .target = "/events"}, Duration{0}, log.callbacks()
    );
    ASSERT_TRUE(log.wait([&] { return log.body == "first "; }));
    EXPECT_EQ(log.status, 200);
    first_seen.set(true);
    ASSERT_TRUE(log.wait([&] { return log.end.has_value(); }));
    EXPECT_EQ(log.body, "first second");
    EXPECT_TRUE(*log.end);
}

TEST_F(HttpClientTest, AStreamWaitsForAReaderThatIsBehind) {
    constexpr std::size_t kAll = 16U << 20U;
    constexpr std::size_t kWindow = 64U << 10U;
    serve([&](RawSocket& socket) {
        socket.read_until("\r\n\r\n");
        socket.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(kAll) + "\r\n\r\n");
        socket.send(std::string(kAll, 'x'));
    });
    StreamLog log;
    auto callbacks = log.callbacks();
    callbacks.window = std::make_shared<StreamWindow>(kWindow);
    const auto window = callbacks.window;
    const auto handle =
        client->stream(listener.endpoint(), {.method = "GET"}, Seconds{1}, std::move(callbacks));
    ASSERT_TRUE(log.wait([&] { return log.body.size() >= kWindow; }));
    std::this_thread::sleep_for(Duration{1500});  // longer than a silent stream may be
    std::size_t had = 0;
    while (true) {
        std::size_t more = 0;
        {
            const std::lock_guard lock(log.mutex);
            ASSERT_FALSE(log.end && !*log.end) << log.end->error().message;
            more = log.body.size() - had;
            EXPECT_LE(more, 2 * kWindow);
        }
        had += more;
        if (had == kAll) break;
        window->give_back(more);
        ASSERT_TRUE(log.wait([&] { return log.body.size() > had; }));
    }
    ASSERT_TRUE(log.wait([&] { return log.end.has_value(); }));
    EXPECT_TRUE(*log.end);
}

TEST_F(HttpClientTest, AStreamThatBreaksOffIsAnError) {
    serve([&](RawSocket& socket) {
        socket.read_until("\r\n\r\n");
        socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nfirst \r\n");
    });
    StreamLog log;
    const auto handle =
        client->stream(listener.endpoint(), {.method = "GET"}, Duration{0}, log.callbacks());
    ASSERT_TRUE(log.wait([&] { return log.end.has_value(); }));
    EXPECT_EQ(log.body, "first ");
    EXPECT_FALSE(*log.end);
}

TEST_F(HttpClientTest, AStreamWithoutNewsTimesOut) {
    serve([&](RawSocket& socket) {
        socket.read_until("\r\n\r\n");
        socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nfirst \r\n");
        EXPECT_TRUE(socket.closed_by_peer());
    });
    StreamLog log;
    const auto handle =
        client->stream(listener.endpoint(), {.method = "GET"}, Duration{150}, log.callbacks());
    ASSERT_TRUE(log.wait([&] { return log.end.has_value(); }));
    EXPECT_FALSE(*log.end);
}

TEST_F(HttpClientTest, DroppingTheHandleCancelsTheStream) {
    Expected<bool> dropped;
    serve([&](RawSocket& socket) {
        socket.read_until("\r\n\r\n");
        socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nfirst \r\n");
        dropped.get();
        socket.send("6\r\nsecond\r\n0\r\n\r\n");
        EXPECT_TRUE(socket.closed_by_peer());
    });
    StreamLog log;
    auto handle =
        client->stream(listener.endpoint(), {.method = "GET"}, Duration{0}, log.callbacks());
    ASSERT_TRUE(log.wait([&] { return !log.body.empty(); }));
    handle.reset();
    dropped.set(true);
    join();
    EXPECT_EQ(log.body, "first ");
    EXPECT_FALSE(log.end.has_value());
}

TEST_F(HttpClientTest, ACallbackThatThrowsEndsOnlyItsRequest) {
    serve([&](RawSocket& socket) {
        socket.read_until("\r\n\r\n");
        socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nfirst \r\n");
        EXPECT_TRUE(socket.closed_by_peer());
    });
    HttpClient::StreamCallbacks throwing;
    throwing.on_chunk = [](const std::string&) { throw std::runtime_error("no"); };
    const auto handle =
        client->stream(listener.endpoint(), {.method = "GET"}, Duration{0}, std::move(throwing));
    join();
    serve([](RawSocket& socket) {
        socket.read_until("\r\n\r\n");
        socket.send(kOk);
    });
    EXPECT_TRUE(get());
}

TEST_F(HttpClientTest, DestroyingTheClientEndsWhatIsUnderWay) {
    auto answer = std::make_shared<Expected<Result<HttpResponse>>>();
    StreamLog log;
    client->request(
        listener.endpoint(),
        {.method = "GET"},
        Duration{0},
        [answer](Result<HttpResponse> how) { answer->set(std::move(how)); }
    );
    const auto handle =
        client->stream(listener.endpoint(), {.method = "GET"}, Duration{0}, log.callbacks());
    const RawSocket one = listener.accept();
    const RawSocket two = listener.accept();
    client.reset();
    EXPECT_FALSE(answer->get());
    ASSERT_TRUE(log.end.has_value());
    EXPECT_FALSE(*log.end);
}

TEST(HttpClientAndServer, UnderstandEachOther) {
    TestHandler handler;
    handler.request = echo;
    auto server = start_http_server(HttpServerOptions{}, handler);
    ASSERT_TRUE(server);
    const auto client = make_http_client();
    const Endpoint endpoint{.host = "127.0.0.1", .port = (*server)->port()};
    for (const std::size_t size : {0U, 1U, 1000U, 100'000U, 4'000'000U}) {
        const std::string body(size, 'x');
        const auto answer =
            fetch(*client, endpoint, {.method = "POST", .target = "/p", .body = body});
        ASSERT_TRUE(answer) << answer.error().message;
        EXPECT_EQ(answer->body, "POST /p " + body);
    }
    const auto head = fetch(*client, endpoint, {.method = "HEAD", .target = "/p"});
    ASSERT_TRUE(head);
    EXPECT_EQ(head->body, "");
}

}  // namespace
}  // namespace gantry::net::test
