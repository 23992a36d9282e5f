#include <gtest/gtest.h>

#include <deque>
#include <thread>
#include <vector>

#include "net/test_peer.h"

namespace gantry::net::test {
namespace {

class HttpServerTest : public testing::Test {
  protected:
    HttpServerTest() { handler.request = echo; }

    void start() {
        auto started = start_http_server(options, handler);
        ASSERT_TRUE(started) << started.error().message;
        server = std::move(*started);
    }
    [[nodiscard]] RawSocket connect() const { return RawSocket::connect(server->port()); }

    TestHandler handler;
    HttpServerOptions options;
    std::unique_ptr<HttpServer> server;
};

constexpr std::string_view kGet = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";

std::string post(std::string_view body, std::string_view more_fields = "") {
    return "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n" + std::string{more_fields} + "\r\n" + std::string{body};
}

TEST_F(HttpServerTest, AnswersRequestsOnAKeptConnection) {
    start();
    RawSocket socket = connect();
    for (int i = 0; i < 3; ++i) {
        socket.send(post("hello"));
        const HttpResponse response = socket.read_response();
        EXPECT_EQ(response.status, 200);
        EXPECT_EQ(response.body, "POST /a hello");
        EXPECT_NE(response.headers.find("date"), nullptr);
        EXPECT_EQ(response.headers.find("connection"), nullptr);
    }
}

TEST_F(HttpServerTest, TellsTheHandlerWhoAsks) {
    Expected<std::string> peer;
    handler.request = [&](const HttpRequest& request, const Respond& respond) {
        peer.set(request.peer);
        respond({});
    };
    start();
    const RawSocket socket = connect();
    socket.send(kGet);
    EXPECT_TRUE(peer.get().starts_with("127.0.0.1:"));
}

TEST_F(HttpServerTest, ListensOnAUnixSocketAndCleansUp) {
    const TempDir dir;
    options.address = "unix://" + dir.path("http.sock");
    handler.request = [](const HttpRequest& request, const Respond& respond) {
        respond({.body = "from \"" + request.peer + "\""});
    };
    start();
    EXPECT_EQ(server->port(), 0);
    {
        RawSocket socket = RawSocket::connect_unix(dir.path("http.sock"));
        socket.send(kGet);
        EXPECT_EQ(socket.read_response().body, "from \"\"");
    }
    server.reset();
    EXPECT_NE(::access(dir.path("http.sock").c_str(), F_OK), 0);
}

TEST_F(HttpServerTest, TakesOverTheUnixSocketOfADeadProcessButNotOfALivingOne) {
    const TempDir dir;
    options.address = "unix://" + dir.path("http.sock");
    {
        const RawListener dead{dir.path("http.sock")};
    }
    start();
    EXPECT_FALSE(start_http_server(options, handler));
    RawSocket socket = RawSocket::connect_unix(dir.path("http.sock"));
    socket.send(kGet);
    EXPECT_EQ(socket.read_response().status, 200);
}

TEST_F(HttpServerTest, APortInUseIsAnError) {
    start();
    options.port = server->port();
    const auto second = start_http_server(options, handler);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::Unavailable);
    EXPECT_NE(second.error().message.find("in use"), std::string::npos) << second.error().message;
    options.address = "no address";
    EXPECT_FALSE(start_http_server(options, handler));
}

TEST_F(HttpServerTest, AnswersPipelinedRequestsInOrderThoughTheyAreReadyOutOfOrder) {
    std::deque<std::pair<HttpRequest, Respond>> held;
    std::mutex mutex;
    Expected<bool> all_there;
    handler.request = [&](HttpRequest request, Respond respond) {
        const std::lock_guard lock(mutex);
        held.emplace_back(std::move(request), std::move(respond));
        if (held.size() == 4) all_there.set(true);
    };
    start();
    RawSocket socket = connect();
    std::string requests;
    for (int i = 0; i < 4; ++i) {
        requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\n\r\n";
    }
    socket.send(requests);
    all_there.get();
    {
        const std::lock_guard lock(mutex);
        for (; !held.empty(); held.pop_back()) echo(held.back().first, held.back().second);
    }
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(socket.read_response().body, "GET /" + std::to_string(i) + " ");
    }
}

TEST_F(HttpServerTest, ServesMorePipelinedRequestsThanItTakesAtOnce) {
    start();
    RawSocket socket = connect();
    std::string requests;
    for (int i = 0; i < 1000; ++i) requests += kGet;
    std::thread sender([&] { socket.send(requests); });
    for (int i = 0; i < 1000; ++i) ASSERT_EQ(socket.read_response().status, 200) << i;
    sender.join();
}

TEST_F(HttpServerTest, ReadsChunkedBodies) {
    start();
    RawSocket socket = connect();
    socket.send("PUT /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel");
    socket.send("lo\r\n0\r\n\r\n");
    EXPECT_EQ(socket.read_response().body, "PUT /c hello");
    socket.send(kGet);
    EXPECT_EQ(socket.read_response().status, 200);
}

TEST_F(HttpServerTest, CarriesLargeBodiesBothWays) {
    start();
    RawSocket socket = connect();
    const std::string body(4U << 20U, 'b');
    std::thread sender([&] { socket.send(post(body)); });
    EXPECT_EQ(socket.read_response().body, "POST /a " + body);
    sender.join();
}

TEST_F(HttpServerTest, InvitesABodyThatWaitsToBeInvited) {
    start();
    RawSocket socket = connect();
    const std::string request = post("hello", "Expect: 100-continue\r\n");
    socket.send(request.substr(0, request.size() - 5));
    EXPECT_EQ(socket.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    socket.send("hello");
    EXPECT_EQ(socket.read_response().body, "POST /a hello");
}

TEST_F(HttpServerTest, DoesNotInviteABodyThatIsTooLarge) {
    options.max_body_bytes = 4;
    start();
    RawSocket socket = connect();
    socket.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_TRUE(socket.read_until("\r\n").starts_with("HTTP/1.1 413"));
}

TEST_F(HttpServerTest, HonoursConnectionClose) {
    start();
    RawSocket socket = connect();
    socket.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    const HttpResponse response = socket.read_response();
    EXPECT_EQ(*response.headers.find("connection"), "close");
    EXPECT_TRUE(socket.closed_by_peer());
}

TEST_F(HttpServerTest, SpeaksHttp10) {
    start();
    RawSocket once = connect();
    once.send("GET / HTTP/1.0\r\n\r\n");
    EXPECT_EQ(once.read_response().status, 200);
    EXPECT_TRUE(once.closed_by_peer());
    RawSocket kept = connect();
    for (int i = 0; i < 2; ++i) {
        kept.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        EXPECT_EQ(*kept.read_response().headers.find("connection"), "keep-alive");
    }
}

TEST_F(HttpServerTest, AHandlerMayCloseTheConnection) {
    handler.request = [](const HttpRequest&, const Respond& respond) {
        HttpResponse response;
        response.headers.add("Connection", "close");
        respond(std::move(response));
    };
    start();
    RawSocket socket = connect();
    socket.send(std::string{kGet} + std::string{kGet});
    EXPECT_EQ(*socket.read_response().headers.find("connection"), "close");
    EXPECT_TRUE(socket.closed_by_peer());
}

TEST_F(HttpServerTest, AnswersHeadWithoutTheBody) {
    start();
    RawSocket socket = connect();
    socket.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(*socket.read_response(true).headers.find("content-length"), "7");
    socket.send(kGet);
    EXPECT_EQ(socket.read_response().body, "GET /a ");
}

TEST_F(HttpServerTest, RefusesMalformedRequests) {
    start();
    RawSocket socket = connect();
    socket.send("GET / HTTP/1.1\r\nHost: h\r\nbroken\r\n\r\n" + std::string{kGet});
    const HttpResponse response = socket.read_response();
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(response.body, "400 Bad Request\n");
    EXPECT_TRUE(socket.closed_by_peer());
}

TEST_F(HttpServerTest, WhatIsNoHttpIsRefusedAtItsFirstByte) {
    start();
    RawSocket socket = connect();
    socket.send("\x16\x03\x01");  // a TLS client says hello
    EXPECT_EQ(socket.read_response().status, 400);
    EXPECT_TRUE(socket.closed_by_peer());
}

TEST_F(HttpServerTest, TheHandlerGivesItsOwnFormToFailures) {
    handler.failure = [](int status) {
        return HttpResponse{.status = status, .body = "oh: " + std::to_string(status)};
    };
    start();
    RawSocket broken = connect();
    broken.send("GET / HTTP/1.1\r\nbroken\r\n\r\n");
    EXPECT_EQ(broken.read_response().body, "oh: 400");

    handler.request = [](const HttpRequest&, const Respond&) {};
    RawSocket dropped = connect();
    dropped.send(kGet);
    EXPECT_EQ(dropped.read_response().body, "oh: 500");
}

TEST_F(HttpServerTest, AHandlerThatThrowsOfAFailureLeavesItsUsualForm) {
    handler.failure = [](int) -> HttpResponse { throw std::runtime_error("no"); };
    start();
    RawSocket socket = connect();
    socket.send("GET / HTTP/1.1\r\nbroken\r\n\r\n");
    EXPECT_EQ(socket.read_response().body, "400 Bad Request\n");
}

TEST_F(HttpServerTest, RefusesHeadersAndBodiesThatAreTooLarge) {
    options.max_header_bytes = 1000;
    options.max_body_bytes = 1000;
    start();
    RawSocket headers = connect();
    headers.send("GET / HTTP/1.1\r\nHost: h\r\nA: " + std::string(2000, 'a') + "\r\n\r\n");
    EXPECT_EQ(headers.read_response().status, 431);
    EXPECT_TRUE(headers.closed_by_peer());

    // The answer arrives although the client goes on sending what nobody reads.
    RawSocket body = connect();
    body.send(post(std::string(1U << 20U, 'b')));
    EXPECT_EQ(body.read_response().status, 413);
    EXPECT_TRUE(body.closed_by_peer());
}

TEST_F(HttpServerTest, AnswersWhatCameBeforeABrokenRequestFirst) {
    start();
    RawSocket socket = connect();
    socket.send(std::string{kGet} + "\x01\r\n\r\n");
    EXPECT_EQ(socket.read_response().status, 200);
    EXPECT_EQ(socket.read_response().status, 400);
}

TEST_F(HttpServerTest, ASlowHeadTimesOut) {
    options.header_timeout = Duration{150};
    start();
    RawSocket socket = connect();
    socket.send("GET / HTTP/1.1\r\nHost:");
    EXPECT_EQ(socket.read_response().status, 408);
    EXPECT_TRUE(socket.closed_by_peer());
}

TEST_F(HttpServerTest, DrippingBytesDoesNotKeepAHeadAlive) {
    options.header_timeout = Duration{150};
    start();
    RawSocket socket = connect();
    std::atomic<bool> stop = false;
    std::thread dripper([&] {
        socket.send("GET / HTTP/1.1\r\nHost: h\r\n");
        while (!stop) {
            socket.send("A: b\r\n");
            std::this_thread::sleep_for(Duration{10});  // the pace of the attack
        }
    });
    EXPECT_EQ(socket.read_response().status, 408);
    stop = true;
    dripper.join();
}

TEST_F(HttpServerTest, ASlowBodyTimesOut) {
    options.body_timeout = Duration{150};
    start();
    RawSocket socket = connect();
    socket.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhel");
    EXPECT_EQ(socket.read_response().status, 408);
}

TEST_F(HttpServerTest, ABodyThatFailsIsAnsweredAsItsVerdictSays) {
    options.body_timeout = Duration{150};
    options.max_body_bytes = 1000;
    handler.head = [](const HttpRequest& head) {
        const auto fail = [target = head.target](int status) {
            if (target == "/throws") throw std::runtime_error("no");
            return HttpResponse{.status = 400, .body = target + " " + std::to_string(status)};
        };
        return ReadBody{{}, fail};
    };
    start();
    const auto answer = [this](const std::string& target, const std::string& rest) {
        RawSocket socket = connect();
        socket.send("POST " + target + " HTTP/1.1\r\nHost: h\r\n" + rest);
        const auto response = socket.read_response();
        return std::to_string(response.status) + " " + response.body;
    };
    EXPECT_EQ(answer("/slow", "Content-Length: 5\r\n\r\nhel"), "400 /slow 408");
    EXPECT_EQ(answer("/long", "Content-Length: 1001\r\n\r\n"), "400 /long 413");
    EXPECT_EQ(answer("/odd", "Transfer-Encoding: chunked\r\n\r\nx\r\n"), "400 /odd 400");
    EXPECT_EQ(answer("/throws", "Content-Length: 1001\r\n\r\n"), "413 413 Content Too Large\n");
    // What follows is another request.
    RawSocket socket = connect();
    socket.send(std::string{kGet} + "\x01\r\n\r\n");
    EXPECT_EQ(socket.read_response().status, 200);
    EXPECT_EQ(socket.read_response().body, "400 Bad Request\n");
}

TEST_F(HttpServerTest, IdleConnectionsAreClosedWithoutAWord) {
    options.idle_timeout = Duration{100};
    options.header_timeout = Duration{150};
    start();
    RawSocket silent = connect();
    RawSocket used = connect();
    used.send(kGet);
    EXPECT_EQ(used.read_response().status, 200);
    EXPECT_TRUE(used.closed_by_peer());
    EXPECT_TRUE(silent.closed_by_peer());
}

TEST_F(HttpServerTest, ASlowHandlerIsWaitedFor) {
    options.idle_timeout = options.header_timeout = options.body_timeout = Duration{50};
    Expected<Respond> held;
    handler.request = [&](const HttpRequest&, Respond respond) { held.set(std::move(respond)); };
    start();
    RawSocket slow = connect();
    slow.send(kGet);
    const Respond respond = held.get();
    RawSocket idle = connect();
    EXPECT_TRUE(idle.closed_by_peer());  // the timeouts have passed by now
    respond({.status = 202});
    EXPECT_EQ(slow.read_response().status, 202);
}

TEST_F(HttpServerTest, AClientThatDoesNotReadIsDropped) {
    options.body_timeout = Duration{200};
    Expected<bool> asked;
    handler.request = [&](const HttpRequest&, const Respond& respond) {
        respond({.body = std::string(64U << 20U, 'x')});
        asked.set(true);
    };
    start();
    const RawSocket socket = connect();
    socket.shrink_receive_buffer();
    socket.send(kGet);
    asked.get();
    const auto before = std::chrono::steady_clock::now();
    server->stop(Duration{60'000});  // returns once the connection is gone
    EXPECT_LT(std::chrono::steady_clock::now() - before, Duration{30'000});
}

TEST_F(HttpServerTest, AHalfClosedClientThatSaidSoStillGetsItsAnswer) {
    Expected<Respond> held;
    handler.request = [&](const HttpRequest&, Respond respond) { held.set(std::move(respond)); };
    start();
    RawSocket socket = connect();
    socket.send("GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    socket.shutdown_send();
    held.get()({.body = "late"});
    EXPECT_EQ(socket.read_response().body, "late");
    EXPECT_TRUE(socket.closed_by_peer());
}

TEST_F(HttpServerTest, AnswersToClientsThatHaveGoneAreHarmless) {
    std::vector<Respond> held;
    Expected<bool> both;
    handler.request = [&](const HttpRequest&, Respond respond) {
        held.push_back(std::move(respond));
        if (held.size() == 2) both.set(true);
    };
    start();
    RawSocket reset = connect();
    RawSocket closed = connect();
    reset.send(kGet);
    closed.send(kGet);
    both.get();
    reset.reset();
    closed.close();
    for (const Respond& respond : held) respond({.body = std::string(1U << 20U, 'x')});

    handler.request = echo;
    RawSocket next = connect();
    next.send(kGet);
    EXPECT_EQ(next.read_response().status, 200);
}

TEST_F(HttpServerTest, ADroppedRespondAnswers500) {
    handler.request = [](const HttpRequest&, const Respond&) {};
    start();
    RawSocket socket = connect();
    socket.send(kGet);
    const HttpResponse response = socket.read_response();
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.body, "500 Internal Server Error\n");
}

TEST_F(HttpServerTest, AHandlerThatThrowsAnswers500) {
    handler.request = [](const HttpRequest&, const Respond&) { throw std::runtime_error("no"); };
    start();
    RawSocket socket = connect();
    socket.send(kGet);
    EXPECT_EQ(socket.read_response().status, 500);
    socket.send(kGet);
    EXPECT_EQ(socket.read_response().status, 500);
}

TEST_F(HttpServerTest, AStatusThatIsNoAnswerBecomes500) {
    handler.request = [](const HttpRequest&, const Respond& respond) { respond({.status = 101}); };
    start();
    RawSocket socket = connect();
    socket.send(kGet);
    EXPECT_EQ(socket.read_response().status, 500);
}

TEST_F(HttpServerTest, MakesAnswersOnItsOwnThread) {
    std::thread::id handled;
    std::thread::id made;
    std::thread other;
    handler.request = [&](const HttpRequest&, const Respond& respond) {
        handled = std::this_thread::get_id();
        other = std::thread([&made, respond] {
            respond({.status = 404, .make = [&made] {
                         made = std::this_thread::get_id();
                         return HttpResponse{.status = 201, .body = "made"};
                     }});
        });
    };
    start();
    RawSocket socket = connect();
    socket.send(kGet);
    const HttpResponse response = socket.read_response();
    other.join();
    EXPECT_EQ(response.status, 201);
    EXPECT_EQ(response.body, "made");
    EXPECT_EQ(made, handled);
}

TEST_F(HttpServerTest, AnAnswerThatCannotBeMadeIs500) {
    handler.request = [](const HttpRequest&, const Respond& respond) {
        respond({.make = []() -> HttpResponse { throw std::runtime_error("no"); }});
    };
    start();
    RawSocket socket = connect();
    socket.send(kGet);
    EXPECT_EQ(socket.read_response().status, 500);
}

TEST_F(HttpServerTest, OnlyTheFirstAnswerCounts) {
    handler.request = [](const HttpRequest&, const Respond& respond) {
        respond({.status = 201});
        respond({.status = 202});
    };
    start();
    RawSocket socket = connect();
    socket.send(std::string{kGet} + std::string{kGet});
    EXPECT_EQ(socket.read_response().status, 201);
    EXPECT_EQ(socket.read_response().status, 201);
}

TEST_F(HttpServerTest, RefusesConnectionsBeyondItsLimit) {
    options.max_connections = 1;
    start();
    RawSocket first = connect();
    first.send(kGet);
    EXPECT_EQ(first.read_response().status, 200);
    RawSocket second = connect();
    EXPECT_TRUE(second.closed_by_peer());
    first.send(kGet);
    EXPECT_EQ(first.read_response().status, 200);
}

TEST_F(HttpServerTest, RefusesConnectionsOfOneAddressBeyondItsLimit) {
    options.max_connections_of_peer = 2;
    start();
    RawSocket first = connect();
    {
        const RawSocket second = connect();
        second.send(kGet);
        RawSocket third = connect();
        EXPECT_TRUE(third.closed_by_peer());
        RawSocket other = RawSocket::connect(server->port(), "127.0.0.2");
        other.send(kGet);
        EXPECT_EQ(other.read_response().status, 200);
    }
    first.send(kGet);
    EXPECT_EQ(first.read_response().status, 200);
    EXPECT_TRUE(eventually([this] { return !connect().gone(Duration{50}); }))
        << "what has gone is not counted";
}

TEST_F(HttpServerTest, ServesConnectionsThatOthersAccepted) {
    options.max_connections_of_peer = 1;
    Expected<std::string> peer;
    handler.request = [&](const HttpRequest& request, const Respond& respond) {
        peer.set(request.peer);
        respond({});
    };
    start();
    const RawListener door;
    RawSocket first = RawSocket::connect(door.port());
    server->adopt(door.accept().release(), "10.0.0.4");
    first.send(kGet);
    EXPECT_EQ(first.read_response().status, 200);
    EXPECT_EQ(peer.get(), "10.0.0.4");
    RawSocket second = RawSocket::connect(door.port());
    server->adopt(door.accept().release(), "10.0.0.4");
    EXPECT_TRUE(second.closed_by_peer());
}

TEST_F(HttpServerTest, ServesManyConnectionsAnsweredFromOtherThreads) {
    handler.request = [](const HttpRequest& request, const Respond& respond) {
        std::thread([request, respond] { echo(request, respond); }).detach();
    };
    start();
    std::vector<RawSocket> sockets;
    for (int i = 0; i < 50; ++i) sockets.push_back(connect());
    for (const RawSocket& socket : sockets) socket.send(std::string{kGet} + std::string{kGet});
    for (RawSocket& socket : sockets) {
        EXPECT_EQ(socket.read_response().body, "GET /a ");
        EXPECT_EQ(socket.read_response().body, "GET /a ");
    }
}

TEST_F(HttpServerTest, StopWaitsForAnswersAndClosesIdleConnections) {
    Expected<Respond> held;
    handler.request = [&](const HttpRequest&, Respond respond) { held.set(std::move(respond)); };
    start();
    RawSocket idle = connect();
    RawSocket busy = connect();
    busy.send(kGet);
    const Respond respond = held.get();
    std::thread stopper([&] { server->stop(Duration{15'000}); });
    EXPECT_TRUE(idle.closed_by_peer());
    respond({.body = "last"});
    const HttpResponse response = busy.read_response();
    EXPECT_EQ(response.body, "last");
    EXPECT_EQ(*response.headers.find("connection"), "close");
    EXPECT_TRUE(busy.closed_by_peer());
    busy.close();
    stopper.join();
}

TEST_F(HttpServerTest, StopDoesNotWaitLongerThanItsGrace) {
    Expected<Respond> held;
    handler.request = [&](const HttpRequest&, Respond respond) { held.set(std::move(respond)); };
    start();
    RawSocket busy = connect();
    busy.send(kGet);
    const Respond respond = held.get();
    server->stop(Duration{20});
    EXPECT_TRUE(busy.closed_by_peer());
    respond({});  // nobody is left to hear it
    server.reset();
    respond({});
}

}  // namespace
}  // namespace gantry::net::test
