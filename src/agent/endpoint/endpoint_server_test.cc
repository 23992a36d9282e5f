#include "agent/endpoint/endpoint_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/thread_loop.h"
#include "net/test_peer.h"

namespace gantry::agent::endpoint {
namespace {

using net::HttpResponse;
using net::test::RawSocket;

/// Knows "mine", and says what it was asked.
class Echo final : public Answerer {
  public:
    void answer(const Ask& ask, Reply reply) override {
        reply({.status = 200, .body = ask.id + " " + ask.peer + " " + ask.body});
    }
    void tell(const std::string& task, const std::string& container, Told told) override {
        told({"c", "arn", "v", {"\"" + task + container + "\""}});
    }
};

class EndpointServerTest : public testing::Test {
  protected:
    void start() {
        server = std::make_unique<EndpointServer>(options, directory);
        ASSERT_TRUE(server->listen_for_tasks("127.0.0.1", 0));
        ASSERT_TRUE(server->listen_for_operators("127.0.0.1", 0));
        loop.run_and_wait([this] {
            echo = std::make_shared<Echo>();
            directory->enter(loop, echo);
            directory->claim(*echo, "mine");
        });
    }
    ~EndpointServerTest() override {
        loop.run_and_wait([this] {
            if (echo) directory->leave(*echo);
            echo.reset();
        });
        server.reset();
        loop.stop();
    }
    HttpResponse send(const std::string& head, const std::string& body = {}) const {
        RawSocket socket = RawSocket::connect(server->tasks_port());
        socket.send(
            head + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size())
        );
        socket.send("\r\n\r\n" + body);
        return socket.read_response();
    }

    EndpointOptions options;
    ThreadLoop loop{"agent"};
    std::shared_ptr<Directory> directory = std::make_shared<Directory>();
    std::shared_ptr<Echo> echo;
    std::unique_ptr<EndpointServer> server;
};

TEST_F(EndpointServerTest, AnswersOverASocket) {
    start();
    const HttpResponse own = send("GET /v4/mine");
    EXPECT_EQ(own.status, 200);
    EXPECT_EQ(own.body, "mine 127.0.0.1 ");
    EXPECT_EQ(*own.headers.find("content-type"), "application/json");
    EXPECT_EQ(send("PUT /api/mine/task-protection/v1/state", "{}").body, "mine 127.0.0.1 {}");
    EXPECT_EQ(*send("GET //v4//mine").headers.find("location"), "/v4/mine");
    EXPECT_EQ(*send("POST /v4/mine").headers.find("allow"), "GET, HEAD");
    EXPECT_EQ(send("PUT /api/mine/task-protection/v1/state", std::string(20'000, 'x')).status, 413);
    EXPECT_EQ(send("GET /v4/" + std::string(20'000, 'x')).status, 431);
}

TEST_F(EndpointServerTest, UnknownIdsWaitForTheAgents) {
    start();
    EXPECT_EQ(send("GET /v2/credentials/other").status, 503);
    EXPECT_EQ(send("GET /v4/other").status, 503);
    server->begin();
    EXPECT_EQ(send("GET /v2/credentials/other").status, 400);
    EXPECT_EQ(send("GET /v4/other").status, 404);
}

TEST_F(EndpointServerTest, MetadataIsLimitedAndCredentialsAreNot) {
    options.metadata = {.per_second = 0.001, .burst = 3};
    start();
    for (int i = 0; i < 3; ++i) EXPECT_EQ(send("GET /v4/mine").status, 200);
    EXPECT_EQ(send("GET /v4/mine").status, 429);
    EXPECT_EQ(send("GET /v4/credentials").status, 429);  // an id, not a path
    for (int i = 0; i < 10; ++i) EXPECT_EQ(send("GET /v2/credentials/mine").status, 200);
}

TEST_F(EndpointServerTest, WhoHasLeftIsNotAsked) {
    start();
    server->begin();
    loop.run_and_wait([this] {
        directory->leave(*echo);
        echo.reset();
    });
    EXPECT_EQ(send("GET /v4/mine").status, 404);
}

TEST_F(EndpointServerTest, OperatorsHaveASocketOfTheirOwn) {
    start();
    RawSocket socket = RawSocket::connect(server->operators_port());
    socket.send("GET /v1/tasks?dockerid=d HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(socket.read_response().body, "\"d\"");
    socket.send("GET /v4/mine HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(socket.read_response().status, 404);
    EXPECT_EQ(send("GET /v1/tasks").status, 404);
}

}  // namespace
}  // namespace gantry::agent::endpoint
