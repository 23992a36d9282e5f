// What is kept apart on real machines: VPCs, who is behind a machine, one VPC's failure from the
// others, an earlier process's rules from a later one that has heard nothing yet.

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <mutex>
#include <string>

#include "base/log.h"
#include "drivers/network/network_namespace.h"
#include "network/network_world.h"

namespace gantry::network {
namespace {

using api::acs::GantryNetworkMessage;
using api::acs::GantryRouteTarget;
using testing::HasSubstr;
using testing::Not;

/// The lines that a process logs meanwhile.
class CaughtLines {
  public:
    CaughtLines() {
        text().clear();
        set_log_sink([](LogLevel, std::string_view line) {
            const std::lock_guard lock(mutex());
            text() += std::string(line) + "\n";
        });
    }
    ~CaughtLines() { set_log_sink(nullptr); }
    CaughtLines(const CaughtLines&) = delete;
    CaughtLines& operator=(const CaughtLines&) = delete;

    static std::string read() {
        const std::lock_guard lock(mutex());
        return text();
    }

  private:
    static std::mutex& mutex() {
        static std::mutex it;
        return it;
    }
    static std::string& text() {
        static std::string it;
        return it;
    }
};

/// A machine with two VPCs, of two agents: "eni-10" and "eni-11" in the one, "eni-20" in the other.
class NetworkApartTest : public testing::Test {
  protected:
    void SetUp() override {
        if (::geteuid() != 0) GTEST_SKIP() << "this is not root";
        before_ = NetworkNamespace::names("");
        machine_ = std::make_unique<TestMachine>(unique("a"), "10.97.0.1/24");
        machine_->start_driver();
        ASSERT_TRUE(machine_->driver().abilities().interfaces)
            << machine_->driver().abilities().why_not;
        two_.vpcs->front().machines = {
            {{.machine_address = "10.97.0.2", .addresses = {{"172.31.0.99"}}}}
        };
        other_.vpcs->front().machines = {
            {{.machine_address = "10.97.0.3", .addresses = {{"10.9.0.99"}}}}
        };
    }
    void TearDown() override {
        if (machine_) {
            for (const char* owner : {"owner", "other"}) (void)machine_->apply({}, owner);
            for (const std::string& id : machine_->list()) (void)machine_->detach(id);
            EXPECT_THAT(machine_->output({"nft", "list", "ruleset"}), Not(HasSubstr("gantry")));
        }
        machine_.reset();
        if (::geteuid() == 0) EXPECT_EQ(NetworkNamespace::names(""), before_);
    }

    static std::string unique(const char* name) {
        return fmt::format("gtest-x{}-{}", name, ::getpid());
    }
    void begin_both() {
        ASSERT_TRUE(ok(machine_->apply(two_)));
        ASSERT_TRUE(ok(machine_->apply(other_, "other")));
        ASSERT_TRUE(ok(machine_->attach(numbered(10), server_.pid())));
        ASSERT_TRUE(ok(machine_->attach(numbered(11), client_.pid())));
        ASSERT_TRUE(ok(machine_->attach(of_other_vpc(), stranger_.pid())));
    }
    /// What of the machine's own namespace has to do with task networking.
    [[nodiscard]] std::string of_machine() const {
        return machine_->output({"ip", "-4", "route", "show"}) +
               machine_->output({"nft", "list", "table", "inet", "gantry"}) +
               machine_->output({"iptables", "-S", "FORWARD"});
    }

    std::unique_ptr<TestMachine> machine_;
    TestTask server_;
    TestTask client_;
    TestTask stranger_;
    GantryNetworkMessage two_ = state_of(
        {described(10, {all_out(), tcp_from("sg-clients", 80)}), described(11, {all_out()})}
    );
    GantryNetworkMessage other_ = state_of_other_vpc();

  private:
    std::vector<std::string> before_;
};

TEST_F(NetworkApartTest, AStartChangesNothingUntilAStateIsSaid) {
    ASSERT_NO_FATAL_FAILURE(begin_both());
    const std::string before = of_machine();
    EXPECT_THAT(before, HasSubstr("172.31.0.0/16 via"));
    EXPECT_THAT(before, HasSubstr("ip saddr != @machines_7 drop"));
    machine_->drop_driver();
    machine_->start_driver();
    machine_->driver().listen("169.254.170.2", 80, [](int, const std::string&) {});
    EXPECT_EQ(machine_->list().size(), 3U);
    EXPECT_EQ(of_machine(), before);
    // One of the agents has said its state: what is the other's stays.
    ASSERT_TRUE(ok(machine_->apply(two_)));
    EXPECT_EQ(of_machine(), before);
    ASSERT_TRUE(ok(machine_->apply(other_, "other")));
    EXPECT_EQ(of_machine(), before);
    const Descriptor listening = server_.serve(80);
    EXPECT_TRUE(client_.reaches("172.31.0.10", 80));
}

TEST_F(NetworkApartTest, TasksOfTwoVpcsMeetAtPublicAddressesOnly) {
    two_.vpcs->front().interfaces->front().routes = {{{"0.0.0.0/0", GantryRouteTarget::Nat}}};
    other_.vpcs->front().interfaces->front().public_address = "203.0.113.20";
    ASSERT_NO_FATAL_FAILURE(begin_both());
    const Descriptor listening = stranger_.serve(80);
    EXPECT_TRUE(server_.is_kept_from("10.9.0.20", 80)) << "as without peering";
    EXPECT_TRUE(server_.reaches("203.0.113.20", 80));
    run_inside(machine_->path(), [] {
        EXPECT_TRUE(connect_here("10.9.0.20", 80, Duration{2000})) << "the machine may";
    });
}

TEST_F(NetworkApartTest, OneVpcsFailureKeepsNothingFromTheOthers) {
    // Somebody else's tunnel has the first VPC's number.
    ASSERT_TRUE(machine_->run(
        {"ip",
         "link",
         "add",
         "swarm",
         "type",
         "vxlan",
         "id",
         "7",
         "local",
         "10.97.0.1",
         "dstport",
         "4789"}
    ));
    two_.vpcs->push_back(other_.vpcs->front());
    const auto applied = machine_->apply(two_);
    ASSERT_FALSE(applied);
    EXPECT_FALSE(machine_->attach(numbered(10), server_.pid()));
    ASSERT_TRUE(ok(machine_->attach(of_other_vpc(), stranger_.pid())));
    const Descriptor listening = stranger_.serve(80);
    run_inside(machine_->path(), [] {
        EXPECT_TRUE(connect_here("10.9.0.20", 80, Duration{2000}));
    });
    EXPECT_THAT(of_machine(), HasSubstr("ip saddr != @machines_8 drop"));
    ASSERT_TRUE(machine_->run({"ip", "link", "del", "swarm"}));
    ASSERT_TRUE(ok(machine_->apply(two_)));
    EXPECT_TRUE(ok(machine_->attach(numbered(10), server_.pid())));
}

TEST_F(NetworkApartTest, ARouterThatCouldNotBeRemovedIsMadeWholeAgain) {
    ASSERT_TRUE(ok(machine_->apply(other_)));
    ASSERT_TRUE(ok(machine_->attach(of_other_vpc(), stranger_.pid())));
    {
        const CaughtLines caught;
        const StandInTool ip(
            "ip", R"([ "$1 $2" = "netns del" ] && { echo refused; exit 1; }; exec $real "$@")"
        );
        EXPECT_TRUE(ok(machine_->apply({})));
        EXPECT_TRUE(ok(machine_->detach("eni-20")));
        EXPECT_THAT(CaughtLines::read(), HasSubstr("network_not_removed"));
    }
    ASSERT_TRUE(ok(machine_->apply(other_)));
    ASSERT_TRUE(ok(machine_->attach(of_other_vpc(), stranger_.pid())));
    const Descriptor listening = stranger_.serve(80);
    run_inside(machine_->path(), [] {
        EXPECT_TRUE(connect_here("10.9.0.20", 80, Duration{2000}));
    });
}

TEST_F(NetworkApartTest, AMachineThatMayDropWhatItForwardsIsToldOfOnce) {
    const CaughtLines caught;
    const StandInTool iptables("iptables", "echo 'locked by somebody'; exit 4");
    ASSERT_TRUE(ok(machine_->apply(other_)));
    ASSERT_TRUE(ok(machine_->apply(other_)));
    const std::string lines = CaughtLines::read();
    EXPECT_THAT(lines, HasSubstr("network_forwarding_not_let"));
    EXPECT_THAT(lines, HasSubstr("locked by somebody"));
    EXPECT_EQ(lines.find("not_let"), lines.rfind("not_let"));
}

// ---- Forged tunnels
// ------------------------------------------------------------------------------

void put_16(std::string& text, std::size_t at, std::uint32_t value) {
    text[at] = static_cast<char>(value >> 8U);
    text[at + 1] = static_cast<char>(value);
}
void put_address(std::string& text, std::size_t at, const char* address) {
    const std::uint32_t bits = parse_address(address)->bits;
    put_16(text, at, bits >> 16U);
    put_16(text, at + 2, bits);
}

/// A tunnel's packet to a machine: network 7, 172.31.0.11 says "hi" to port 5300 of 172.31.0.10.
std::string forged(const char* machine) {
    constexpr std::size_t kIp = 8 + 14;
    constexpr std::size_t kUdp = kIp + 20;
    std::string text(kUdp + 8, '\0');
    text += "hi";
    text[0] = 0x08;
    text[6] = 7;
    text[8] = 0x02;
    text[9] = 0x67;
    put_address(text, 10, machine);
    text[14] = 0x02;
    put_16(text, 20, 0x0800);
    text[kIp] = 0x45;
    put_16(text, kIp + 2, 30);
    text[kIp + 8] = 64;
    text[kIp + 9] = 17;
    put_address(text, kIp + 12, "172.31.0.11");
    put_address(text, kIp + 16, "172.31.0.10");
    std::uint32_t sum = 0;
    for (std::size_t at = kIp; at < kUdp; at += 2)
        sum += static_cast<std::uint32_t>(static_cast<unsigned char>(text[at]) << 8U) +
               static_cast<unsigned char>(text[at + 1]);
    put_16(text, kIp + 10, ~((sum & 0xffffU) + (sum >> 16U)));
    put_16(text, kUdp, 9);
    put_16(text, kUdp + 2, 5300);
    put_16(text, kUdp + 4, 10);
    return text;
}

void send_tunnelled(const std::string& from, const char* machine) {
    run_inside(from, [&] {
        const Descriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_port = htons(4789);
        at.sin_addr.s_addr = htonl(parse_address(machine)->bits);
        const std::string packet = forged(machine);
        const auto* name = reinterpret_cast<const sockaddr*>(&at);
        EXPECT_GT(::sendto(socket.get(), packet.data(), packet.size(), 0, name, sizeof at), 0);
    });
}

bool hears(const Descriptor& socket) {
    pollfd ready{socket.get(), POLLIN, 0};
    char text = 0;
    return ::poll(&ready, 1, 500) == 1 && ::recv(socket.get(), &text, 1, 0) == 1;
}

TEST(NetworkForgeryTest, ContainersBehindAMachineDoNotSpeakForIt) {
    if (::geteuid() != 0) GTEST_SKIP() << "this is not root";
    const auto name = [](const char* of) { return fmt::format("gtest-f{}-{}", of, ::getpid()); };
    TestMachine a(name("a"), "10.99.0.1/24");
    TestMachine b(name("b"), "10.99.0.2/24");
    wire_up(a, b);
    for (TestMachine* machine : {&a, &b}) machine->start_driver();
    TestTask server;
    TestTask client;
    // In bridge mode, as Docker has it.
    TestTask container;
    ASSERT_TRUE(a.run(
        {"ip",
         "link",
         "add",
         "br0",
         "type",
         "veth",
         "peer",
         "name",
         "eth0",
         "netns",
         std::to_string(container.pid())}
    ));
    ASSERT_TRUE(a.run({"ip", "addr", "add", "172.17.0.1/16", "dev", "br0"}));
    ASSERT_TRUE(a.run({"ip", "link", "set", "br0", "up"}));
    ASSERT_TRUE(a.run(
        {"iptables", "-t", "nat", "-A", "POSTROUTING", "-s", "172.17.0.0/16", "-j", "MASQUERADE"}
    ));
    ASSERT_TRUE(container.run({"ip", "addr", "add", "172.17.0.2/16", "dev", "eth0"}));
    ASSERT_TRUE(container.run({"ip", "link", "set", "eth0", "up"}));
    ASSERT_TRUE(container.run({"ip", "route", "add", "default", "via", "172.17.0.1"}));
    GantryNetworkMessage on_a = state_of({described(11, {all_out()})});
    on_a.vpcs->front().machines = {{{.machine_address = "10.99.0.2", .addresses = {{"172.31.0.10"}}}
    }};
    GantryNetworkMessage on_b = state_of({described(
        10,
        {{.protocol = "udp", .from_port = 5300, .to_port = 5300, .address_sets = {{"sg-clients"}}}}
    )});
    on_b.vpcs->front().machines = {{{.machine_address = "10.99.0.1", .addresses = {{"172.31.0.11"}}}
    }};
    ASSERT_TRUE(ok(a.apply(on_a)));
    ASSERT_TRUE(ok(b.apply(on_b)));
    ASSERT_TRUE(ok(a.attach(numbered(11), client.pid())));
    ASSERT_TRUE(ok(b.attach(numbered(10), server.pid())));
    const Descriptor heard = server.receive(5300);
    send_tunnelled(a.path(), "10.99.0.2");
    EXPECT_TRUE(hears(heard)) << "the packet is what a machine would send";
    send_tunnelled(container.path(), "10.99.0.2");
    EXPECT_FALSE(hears(heard));
    EXPECT_TRUE(ok(a.detach("eni-11")));
    EXPECT_TRUE(ok(b.detach("eni-10")));
    EXPECT_TRUE(ok(a.apply({})));
    EXPECT_TRUE(ok(b.apply({})));
}

}  // namespace
}  // namespace gantry::network
