#include "cmd/relay/local_peers.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace gantry::cmd {
namespace {

LocalAddress local(const std::string& device, const std::string& block, bool is_bridge = false) {
    const std::string address = block.substr(0, block.find('/'));
    return {
        device,
        *network::parse_address(address),
        *network::parse_block(block, true),
        is_bridge,
    };
}

const std::vector<LocalAddress>& machine() {
    static const std::vector<LocalAddress> all{
        local("lo", "127.0.0.1/8"),
        local("lo", "169.254.170.2/32"),
        local("eth0", "192.0.2.7/24"),
        local("docker0", "172.17.0.1/16", true),
        local("br-0a1b2c3d4e5f", "172.18.0.1/16", true),
        local("br-lan", "10.0.0.7/24", true),
        local("br-000000000000", "10.1.0.7/24", false),
    };
    return all;
}

TEST(LocalPeersTest, ContainersOnDockersBridges) {
    EXPECT_TRUE(is_of_this_machine(machine(), "172.17.0.2"));
    EXPECT_TRUE(is_of_this_machine(machine(), "172.18.255.254"));
}

TEST(LocalPeersTest, TheMachineItself) {
    EXPECT_TRUE(is_of_this_machine(machine(), "169.254.170.2"));
    EXPECT_TRUE(is_of_this_machine(machine(), "192.0.2.7"));
    EXPECT_TRUE(is_of_this_machine(machine(), "127.0.0.1"));
}

TEST(LocalPeersTest, HostsOfItsNetworksAreNot) {
    EXPECT_FALSE(is_of_this_machine(machine(), "192.0.2.8"));
    EXPECT_FALSE(is_of_this_machine(machine(), "198.51.100.1"));
    EXPECT_FALSE(is_of_this_machine(machine(), "172.19.0.2"));
    EXPECT_FALSE(is_of_this_machine(machine(), "10.0.0.8"));  // a bridge, but the operator's
    EXPECT_FALSE(is_of_this_machine(machine(), "10.1.0.8"));  // no bridge, whatever its name
    for (const char* none : {"", "fd00::2", "172.17.0.2:4566", "172.17.0.02"}) {
        EXPECT_FALSE(is_of_this_machine(machine(), none)) << none;
    }
    EXPECT_FALSE(is_of_this_machine({}, "172.17.0.2"));
}

TEST(LocalPeersTest, NamesThatDockerGives) {
    EXPECT_TRUE(is_docker_name("docker0"));
    EXPECT_TRUE(is_docker_name("br-0123456789ab"));
    for (const char* other : {"docker1", "br-lan", "br-0123456789ax", "br-0123456789abc", "br0"}) {
        EXPECT_FALSE(is_docker_name(other)) << other;
    }
}

TEST(LocalPeersTest, TheSystemTellsItsAddresses) {
    const auto found = local_addresses();
    const auto loopback =
        std::ranges::find(found, network::Address{0x7F000001}, &LocalAddress::address);
    ASSERT_NE(loopback, found.end());
    EXPECT_EQ(network::to_text(loopback->link), "127.0.0.0/8");
    EXPECT_FALSE(loopback->is_bridge);
}

}  // namespace
}  // namespace gantry::cmd
