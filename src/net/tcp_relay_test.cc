#include "net/tcp_relay.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/test_peer.h"

namespace gantry::net::test {
namespace {

class TcpRelayTest : public testing::Test {
  protected:
    std::unique_ptr<TcpRelay> start(std::size_t max_connections = 16) {
        auto relay =
            make_tcp_relay({.to = upstream.endpoint(), .max_connections = max_connections});
        EXPECT_TRUE(relay->listen("127.0.0.1", 0));
        return relay;
    }
    RawListener upstream;
};

TEST_F(TcpRelayTest, CarriesBytesBothWaysAndTheirEnd) {
    const auto relay = start();
    RawSocket client = RawSocket::connect(relay->port());
    RawSocket server = upstream.accept();
    client.send("question\n");
    EXPECT_EQ(server.read_until("\n"), "question\n");
    client.shutdown_send();
    server.send("answer\n");
    EXPECT_EQ(client.read_until("\n"), "answer\n");
    EXPECT_TRUE(server.closed_by_peer());
    server.close();
    EXPECT_TRUE(client.closed_by_peer());
}

TEST_F(TcpRelayTest, CarriesManyBytesInOrder) {
    const auto relay = start();
    RawSocket client = RawSocket::connect(relay->port());
    RawSocket server = upstream.accept();
    std::string much;
    for (int i = 0; i < 200'000; ++i) much += std::to_string(i);
    std::thread sender([&] { client.send(much); });
    EXPECT_EQ(server.read_bytes(much.size()), much);
    sender.join();
}

TEST_F(TcpRelayTest, ClosesWhatIsMoreThanItBears) {
    const auto relay = start(1);
    RawSocket first = RawSocket::connect(relay->port());
    RawSocket server = upstream.accept();
    RawSocket second = RawSocket::connect(relay->port());
    EXPECT_TRUE(second.closed_by_peer());
    first.send("still\n");
    EXPECT_EQ(server.read_until("\n"), "still\n");
}

TEST_F(TcpRelayTest, ClosesWhereNobodyAnswers) {
    const auto relay = make_tcp_relay({.to = {.host = "127.0.0.1", .port = 1}});
    ASSERT_TRUE(relay->listen("127.0.0.1", 0));
    RawSocket client = RawSocket::connect(relay->port());
    EXPECT_TRUE(client.closed_by_peer());
}

}  // namespace
}  // namespace gantry::net::test
