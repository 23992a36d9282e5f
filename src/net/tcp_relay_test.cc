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
    std::unique_ptr<TcpRelay> start() {
        if (options.to.empty()) options.to = {upstream.endpoint()};
        auto relay = make_tcp_relay(options);
        EXPECT_TRUE(relay->listen("127.0.0.1", 0));
        return relay;
    }
    RawListener upstream;
    TcpRelayOptions options;
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
    options.max_connections = 1;
    const auto relay = start();
    const RawSocket first = RawSocket::connect(relay->port());
    RawSocket server = upstream.accept();
    RawSocket second = RawSocket::connect(relay->port());
    EXPECT_TRUE(second.closed_by_peer());
    first.send("still\n");
    EXPECT_EQ(server.read_until("\n"), "still\n");
}

TEST_F(TcpRelayTest, ClosesWhereNobodyAnswers) {
    options.to = {{.host = "127.0.0.1", .port = 1}};
    const auto relay = start();
    RawSocket client = RawSocket::connect(relay->port());
    EXPECT_TRUE(client.closed_by_peer());
}

TEST_F(TcpRelayTest, OneThatHoldsConnectionsKeepsNobodyElseOut) {
    options.max_connections_of_peer = 2;
    const auto relay = start();
    const RawSocket first = RawSocket::connect(relay->port());
    RawSocket to_first = upstream.accept();
    RawSocket second = RawSocket::connect(relay->port());
    RawSocket to_second = upstream.accept();
    EXPECT_TRUE(RawSocket::connect(relay->port()).closed_by_peer());
    const RawSocket other = RawSocket::connect(relay->port(), "127.0.0.2");
    other.send("x");
    EXPECT_EQ(upstream.accept().read_bytes(1), "x");
    first.send("y");
    EXPECT_EQ(to_first.read_bytes(1), "y");
    second.close();
    to_second.close();
    EXPECT_TRUE(eventually([&] {
        const RawSocket again = RawSocket::connect(relay->port());
        again.send("z");
        return upstream.has_one(Duration{50}) && upstream.accept().read_bytes(1) == "z";
    }));
}

TEST_F(TcpRelayTest, CarriesForConnectionsThatOthersAccepted) {
    options.max_connections_of_peer = 1;
    const auto relay = start();
    const RawListener door;
    const auto connect_as = [&](const char* peer) {
        RawSocket client = RawSocket::connect(door.port());
        relay->adopt(door.accept().release(), peer);
        return client;
    };
    RawSocket first = connect_as("vpc-1/10.0.0.4");
    const RawSocket server = upstream.accept();
    server.send("hello");
    EXPECT_EQ(first.read_bytes(5), "hello");
    EXPECT_TRUE(connect_as("vpc-1/10.0.0.4").closed_by_peer());
    RawSocket other = connect_as("vpc-2/10.0.0.4");
    upstream.accept().send("you");
    EXPECT_EQ(other.read_bytes(3), "you");
}

TEST_F(TcpRelayTest, WhoIsHungUpOnDoesNotKeepItsPlace) {
    options.half_idle_timeout = Duration{40};
    const auto relay = start();
    const RawSocket client = RawSocket::connect(relay->port());
    RawSocket server = upstream.accept();
    server.shutdown_send();
    EXPECT_TRUE(server.closed_by_peer()) << "the client keeps its side open";
}

TEST_F(TcpRelayTest, ClosesWhereNothingComesForLong) {
    options.idle_timeout = Duration{40};
    const auto relay = start();
    RawSocket client = RawSocket::connect(relay->port());
    EXPECT_TRUE(upstream.accept().closed_by_peer());
    EXPECT_TRUE(client.closed_by_peer());
}

TEST_F(TcpRelayTest, TheNextAddressIsTriedWhereOneIsNotThereOrSilent) {
    // Once its queue is full a listener's machine says nothing.
    const RawListener silent;
    std::vector<RawSocket> queue;
    for (int i = 0; i < 17; ++i) queue.push_back(RawSocket::connect(silent.port()));
    options.connect_patience = Duration{50};
    options.to = {{.host = "127.0.0.1", .port = 1}, silent.endpoint(), upstream.endpoint()};
    const auto relay = start();
    RawSocket client = RawSocket::connect(relay->port());
    upstream.accept().send("here");
    EXPECT_EQ(client.read_bytes(4), "here");
}

TEST_F(TcpRelayTest, GoesElsewhereFromNowOn) {
    options.to = {{.host = "127.0.0.1", .port = 1}};
    const auto relay = start();
    relay->set_to({upstream.endpoint()});
    RawSocket client = RawSocket::connect(relay->port());
    upstream.accept().send("here");
    EXPECT_EQ(client.read_bytes(4), "here");
}

}  // namespace
}  // namespace gantry::net::test
