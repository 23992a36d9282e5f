// Task networking with the kernel's real namespaces, devices and rules. "Machines" are namespaces
// of their own, so nothing of this machine's is touched; "tasks" are processes with one each.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <future>
#include <thread>

#include "drivers/network/network_namespace.h"
#include "network/network_world.h"

namespace gantry::network {
namespace {

using api::acs::GantryNetworkMessage;
using api::acs::GantryRouteTarget;
using Clock = std::chrono::steady_clock;

class NetworkTest : public testing::Test {
  protected:
    void SetUp() override {
        if (::geteuid() != 0) GTEST_SKIP() << "this is not root";
        before_ = NetworkNamespace::names("");
    }
    void TearDown() override {
        if (::geteuid() == 0) EXPECT_EQ(NetworkNamespace::names(""), before_);
    }

    static std::string unique(const char* name) {
        return fmt::format("gtest-{}-{}", name, ::getpid());
    }

  private:
    std::vector<std::string> before_;
};

/// A machine with three tasks: the client may ask the server at port 80, the stranger may not.
class NetworkMachineTest : public NetworkTest {
  protected:
    void SetUp() override {
        NetworkTest::SetUp();
        if (IsSkipped()) return;
        machine_ = std::make_unique<TestMachine>(unique("a"));
        machine_->start_driver();
        ASSERT_TRUE(machine_->driver().abilities().interfaces)
            << machine_->driver().abilities().why_not;
    }
    void TearDown() override {
        if (machine_) {
            EXPECT_TRUE(ok(machine_->apply(state_of({}))));
            for (const std::string& id : machine_->list()) EXPECT_TRUE(ok(machine_->detach(id)));
            const auto has_gantry = testing::HasSubstr("gantry");
            EXPECT_THAT(machine_->output({"nft", "list", "ruleset"}), testing::Not(has_gantry));
            EXPECT_EQ(machine_->output({"ip", "-4", "route", "show"}), "");
        }
        machine_.reset();
        NetworkTest::TearDown();
    }

    void begin_three() {
        ASSERT_TRUE(ok(machine_->apply(three())));
        for (const auto& [number, task] : std::initializer_list<std::pair<int, TestTask*>>{
                 {10, &server_}, {11, &client_}, {12, &stranger_}
             }) {
            const auto attached = machine_->attach(numbered(number), task->pid());
            ASSERT_TRUE(attached) << attached.error().message;
        }
    }
    static GantryNetworkMessage three() {
        return state_of(
            {described(10, {all_out(), tcp_from("sg-clients", 80)}),
             described(11, {all_out()}),
             described(12, {all_out()})}
        );
    }

    std::unique_ptr<TestMachine> machine_;
    TestTask server_;
    TestTask client_;
    TestTask stranger_;
};

TEST_F(NetworkMachineTest, TasksTalkAsTheirGroupsLetThem) {
    ASSERT_NO_FATAL_FAILURE(begin_three());
    const Descriptor listening = server_.serve(80);
    const Descriptor other_port = server_.serve(81);
    const Descriptor connection = client_.connect("172.31.0.10", 80);
    ASSERT_TRUE(connection);
    std::string peer;
    ASSERT_TRUE(accept_one(listening, &peer));
    EXPECT_EQ(peer, "172.31.0.11");
    EXPECT_TRUE(client_.is_kept_from("172.31.0.10", 81));
    EXPECT_TRUE(stranger_.is_kept_from("172.31.0.10", 80));
    EXPECT_FALSE(stranger_.reaches("172.31.0.99", 80));
}

TEST_F(NetworkMachineTest, AttachingIsRepeatableAndGoesWithTheProcess) {
    ASSERT_NO_FATAL_FAILURE(begin_three());
    EXPECT_TRUE(ok(machine_->attach(numbered(10), server_.pid())));
    EXPECT_EQ(machine_->list(), (std::vector<std::string>{"eni-10", "eni-11", "eni-12"}));
    EXPECT_EQ(machine_->attach(numbered(13), server_.pid()).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(machine_->attach(numbered(10), 1 << 29).error().kind, ErrorKind::Unavailable);
    TestTask again;
    EXPECT_TRUE(ok(machine_->attach(numbered(10), again.pid())));
    const Descriptor listening = again.serve(80);
    EXPECT_TRUE(client_.reaches("172.31.0.10", 80));
    EXPECT_TRUE(ok(machine_->detach("eni-10")));
    EXPECT_TRUE(ok(machine_->detach("eni-10")));
    EXPECT_FALSE(client_.reaches("172.31.0.10", 80));
}

TEST_F(NetworkMachineTest, AChangeOfRulesIsInForceAtOnceForNewConnections) {
    ASSERT_NO_FATAL_FAILURE(begin_three());
    const Descriptor listening = server_.serve(80);
    const Descriptor open = client_.connect("172.31.0.10", 80);
    const Descriptor accepted = accept_one(listening);
    ASSERT_TRUE(open && accepted);
    GantryNetworkMessage state = three();
    state.vpcs->front().address_sets->front().members = {{"172.31.0.12"}};
    const auto begun = Clock::now();
    ASSERT_TRUE(ok(machine_->apply(state)));
    const auto took = std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
    fmt::print("a change of a group's members is in force after {:.1f} ms\n", took);
    EXPECT_TRUE(stranger_.reaches("172.31.0.10", 80));
    EXPECT_TRUE(client_.is_kept_from("172.31.0.10", 80));
    // What is open goes on, both ways.
    std::array<char, 4> text{};
    ASSERT_EQ(::send(accepted.get(), "pong", 4, 0), 4);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    EXPECT_EQ(::recv(open.get(), text.data(), text.size(), 0), 4);
}

TEST_F(NetworkMachineTest, RulesGoBeforeInterfacesThatWait) {
    ASSERT_NO_FATAL_FAILURE(begin_three());
    const Descriptor listening = server_.serve(80);
    GantryNetworkMessage state = three();
    state.vpcs->front().address_sets->front().members = {{"172.31.0.12"}};
    constexpr int kTimes = 50;
    EXPECT_LT(machine_->attached_before(state, numbered(10), server_.pid(), kTimes), kTimes);
    EXPECT_TRUE(stranger_.reaches("172.31.0.10", 80));
}

TEST_F(NetworkMachineTest, PretendedSourcesAreDropped) {
    ASSERT_NO_FATAL_FAILURE(begin_three());
    const Descriptor listening = server_.serve(80);
    // The stranger takes the client's address, which may.
    ASSERT_TRUE(stranger_.run({"ip", "addr", "del", "172.31.0.12/20", "dev", "eth0"}));
    ASSERT_TRUE(stranger_.run({"ip", "addr", "add", "172.31.0.11/20", "dev", "eth0"}));
    ASSERT_TRUE(
        stranger_.run({"ip", "route", "replace", "default", "via", "172.31.0.1", "dev", "eth0"})
    );
    EXPECT_TRUE(stranger_.is_kept_from("172.31.0.10", 80));
    EXPECT_FALSE(accept_one(listening, nullptr, Duration{10}));
    GantryNetworkMessage state = three();
    state.vpcs->front().interfaces->at(2).source_dest_check = false;
    ASSERT_TRUE(ok(machine_->apply(state)));
    const long before = client_.sent();
    EXPECT_FALSE(stranger_.connect("172.31.0.10", 80, Duration{300}));
    // The answer goes to whoever has the address, who knows of no such connection and says so.
    EXPECT_GT(client_.sent(), before);
    EXPECT_FALSE(accept_one(listening, nullptr, Duration{10}).get() >= 0);
}

TEST_F(NetworkMachineTest, TheMachineReachesTasksByBothAddresses) {
    GantryNetworkMessage state = three();
    auto& server = state.vpcs->front().interfaces->front();
    server.public_address = "203.0.113.10";
    server.rules->push_back(tcp_from("0.0.0.0/0", 8080));
    ASSERT_TRUE(ok(machine_->apply(state)));
    ASSERT_TRUE(ok(machine_->attach(numbered(10), server_.pid())));
    const Descriptor open_to_all = server_.serve(8080);
    const Descriptor to_group = server_.serve(80);
    run_inside(machine_->path(), [] {
        EXPECT_TRUE(connect_here("172.31.0.10", 8080, Duration{2000}));
        EXPECT_TRUE(connect_here("203.0.113.10", 8080, Duration{2000}));
        EXPECT_FALSE(connect_here("203.0.113.10", 80, Duration{300}));
    });
}

TEST_F(NetworkMachineTest, RoutesDecideWhoGetsOut) {
    // The world: beyond a machine's own device.
    TestTask world;
    ASSERT_TRUE(machine_->run({"ip", "link", "add", "out0", "type", "veth", "peer", "name", "in0"})
    );
    ASSERT_TRUE(machine_->run({"ip", "link", "set", "in0", "netns", std::to_string(world.pid())}));
    ASSERT_TRUE(machine_->run({"ip", "addr", "add", "198.51.100.1/24", "dev", "out0"}));
    ASSERT_TRUE(machine_->run({"ip", "link", "set", "out0", "up"}));
    // As Docker leaves it.
    ASSERT_TRUE(machine_->run({"iptables", "-P", "FORWARD", "DROP"}));
    ASSERT_TRUE(world.run({"ip", "addr", "add", "198.51.100.2/24", "dev", "in0"}));
    ASSERT_TRUE(world.run({"ip", "addr", "add", "198.51.100.3/24", "dev", "in0"}));
    ASSERT_TRUE(world.run({"ip", "link", "set", "in0", "up"}));
    const Descriptor listening = world.serve(443);
    GantryNetworkMessage state = three();
    auto& interfaces = *state.vpcs->front().interfaces;
    interfaces[0].routes = {
        {{"0.0.0.0/0", GantryRouteTarget::Nat}, {"198.51.100.3/32", GantryRouteTarget::Blackhole}}
    };
    interfaces[1].routes = {{{"0.0.0.0/0", GantryRouteTarget::Internet}}};
    ASSERT_TRUE(ok(machine_->apply(state)));
    ASSERT_TRUE(ok(machine_->attach(numbered(10), server_.pid())));
    ASSERT_TRUE(ok(machine_->attach(numbered(11), client_.pid())));
    ASSERT_TRUE(ok(machine_->attach(numbered(12), stranger_.pid())));
    ASSERT_TRUE(server_.reaches("198.51.100.2", 443));
    std::string peer;
    EXPECT_TRUE(accept_one(listening, &peer));
    EXPECT_EQ(peer, "198.51.100.1");
    EXPECT_TRUE(server_.is_kept_from("198.51.100.3", 443));
    EXPECT_TRUE(client_.is_kept_from("198.51.100.2", 443)) << "it has no public address";
    EXPECT_TRUE(stranger_.is_kept_from("198.51.100.2", 443)) << "it has no route";
    interfaces[1].public_address = "203.0.113.11";
    ASSERT_TRUE(ok(machine_->apply(state)));
    EXPECT_TRUE(client_.reaches("198.51.100.2", 443));
    ASSERT_TRUE(machine_->run({"ip", "link", "del", "out0"}));
}

TEST_F(NetworkMachineTest, TasksFindWhoListensAtTheLinkLocalAddress) {
    std::promise<std::pair<int, std::string>> accepted;
    auto heard = accepted.get_future();
    machine_->driver().listen("169.254.170.2", 80, [&](int descriptor, const std::string& peer) {
        accepted.set_value({descriptor, peer});
    });
    ASSERT_NO_FATAL_FAILURE(begin_three());
    const Descriptor connection = client_.connect("169.254.170.2", 80);
    ASSERT_TRUE(connection);
    ASSERT_EQ(heard.wait_for(std::chrono::seconds(5)), std::future_status::ready);
    const auto [descriptor, peer] = heard.get();
    const Descriptor held(descriptor);
    EXPECT_EQ(peer, "172.31.0.11");
    EXPECT_FALSE(client_.connect("169.254.170.2", 81, Duration{300}));
    EXPECT_FALSE(client_.connect("172.31.0.1", 80, Duration{300}))
        << "the gateway is not for tasks";
}

TEST_F(NetworkMachineTest, ALaterProcessTakesOver) {
    ASSERT_NO_FATAL_FAILURE(begin_three());
    const Descriptor listening = server_.serve(80);
    {
        TestMachine& same = *machine_;
        ThreadLoop loop("other");
        std::unique_ptr<LinuxNetwork> second;
        run_inside(same.path(), [&] { second = std::make_unique<LinuxNetwork>(loop); });
        EXPECT_NE(second->abilities().why_not.find("another Gantry"), std::string::npos);
    }
    machine_->drop_driver();
    EXPECT_TRUE(client_.reaches("172.31.0.10", 80)) << "nobody is needed for packets";
    machine_->start_driver();
    EXPECT_EQ(machine_->list(), (std::vector<std::string>{"eni-10", "eni-11", "eni-12"}));
    ASSERT_TRUE(ok(machine_->apply(three())));
    ASSERT_TRUE(ok(machine_->attach(numbered(10), server_.pid())));
    EXPECT_TRUE(client_.reaches("172.31.0.10", 80));
    EXPECT_TRUE(stranger_.is_kept_from("172.31.0.10", 80));
}

/// A VPC of 10000 tasks on 101 machines, of which this one has 200, in ten groups of 1000.
GantryNetworkMessage large_state() {
    GantryNetworkMessage state = state_of({});
    api::acs::GantryVpc& vpc = state.vpcs->front();
    const auto address = [](int i) {
        return fmt::format("172.31.{}.{}", i / 250, 10 + i % 250 % 240);
    };
    vpc.machines.emplace();
    for (int m = 0; m < 100; ++m) {
        api::acs::GantryMachine machine{.machine_address = fmt::format("10.98.0.{}", m + 1)};
        machine.addresses.emplace();
        for (int i = 0; i < 98; ++i) machine.addresses->push_back(address(200 + m * 98 + i));
        vpc.machines->push_back(machine);
    }
    for (int group = 0; group < 10; ++group) {
        api::acs::GantryAddressSet set{.name = fmt::format("sg-{}", group)};
        set.members.emplace();
        for (int i = 0; i < 1000; ++i) set.members->push_back(address(group * 1000 + i));
        vpc.address_sets->push_back(set);
    }
    for (int i = 0; i < 200; ++i) {
        const int group = i % 10;
        api::acs::GantryInterface interface = described(
            0,
            {all_out(),
             tcp_from(fmt::format("sg-{}", group), 80),
             tcp_from(fmt::format("sg-{}", (group + 1) % 10), 443)}
        );
        interface.network_interface_id = fmt::format("eni-{}", i);
        interface.private_address = fmt::format("172.31.{}.{}", 100 + i / 100, 10 + i % 100);
        interface.subnet_cidr = "172.31.0.0/16";
        vpc.interfaces->push_back(interface);
    }
    return state;
}

TEST_F(NetworkTest, ALargeVpcIsInForceSoon) {
    TestMachine machine(unique("a"), "10.98.1.1/16");
    machine.start_driver();
    GantryNetworkMessage state = large_state();
    const auto apply = [&](const char* what) {
        const auto begun = Clock::now();
        EXPECT_TRUE(ok(machine.apply(state)));
        const auto took = std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
        fmt::print("10000 tasks in 10 groups: {} after {:.0f} ms\n", what, took);
        EXPECT_LT(took, 10'000);
    };
    apply("in force");
    state.vpcs->front().address_sets->front().members->pop_back();
    apply("one leaves a group");
    state.vpcs->front().machines->front().addresses->pop_back();
    apply("one leaves a machine");
    apply("nothing changes");
    EXPECT_TRUE(ok(machine.apply({})));
}

TEST_F(NetworkTest, TasksOfTwoMachinesTalkAsTheirGroupsLetThem) {
    TestMachine a(unique("a"), "10.99.0.1/24");
    TestMachine b(unique("b"), "10.99.0.2/24");
    wire_up(a, b);
    for (TestMachine* machine : {&a, &b}) {
        machine->start_driver();
        ASSERT_TRUE(machine->driver().abilities().interfaces)
            << machine->driver().abilities().why_not;
    }
    TestTask server;
    TestTask client;
    TestTask stranger;
    GantryNetworkMessage on_a = state_of({described(10, {all_out(), tcp_from("sg-clients", 80)})});
    on_a.vpcs->front().machines = {
        {{.machine_address = "10.99.0.2", .addresses = {{"172.31.0.11", "172.31.0.12"}}}}
    };
    GantryNetworkMessage on_b = state_of({described(11, {all_out()}), described(12, {all_out()})});
    on_b.vpcs->front().machines = {{{.machine_address = "10.99.0.1", .addresses = {{"172.31.0.10"}}}
    }};
    ASSERT_TRUE(ok(a.apply(on_a)));
    ASSERT_TRUE(ok(b.apply(on_b)));
    ASSERT_TRUE(ok(a.attach(numbered(10), server.pid())));
    ASSERT_TRUE(ok(b.attach(numbered(11), client.pid())));
    ASSERT_TRUE(ok(b.attach(numbered(12), stranger.pid())));
    const Descriptor listening = server.serve(80);
    const Descriptor connection = client.connect("172.31.0.10", 80);
    ASSERT_TRUE(connection);
    std::string peer;
    const Descriptor accepted = accept_one(listening, &peer);
    EXPECT_EQ(peer, "172.31.0.11");
    EXPECT_TRUE(stranger.is_kept_from("172.31.0.10", 80));
    // Large packets fit as well.
    const std::string much(100'000, 'x');
    ASSERT_GT(::send(connection.get(), much.data(), much.size(), MSG_NOSIGNAL), 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    std::string got(much.size(), ' ');
    EXPECT_GT(::recv(accepted.get(), got.data(), got.size(), 0), 20'000);
    // People on the other machine reach it as far as rules let them.
    on_a.vpcs->front().interfaces->front().rules->push_back(tcp_from("10.99.0.2/32", 80));
    ASSERT_TRUE(ok(a.apply(on_a)));
    run_inside(b.path(), [] { EXPECT_TRUE(connect_here("172.31.0.10", 80, Duration{2000})); });
    for (const char* id : {"eni-11", "eni-12"}) EXPECT_TRUE(ok(b.detach(id)));
    EXPECT_TRUE(ok(a.detach("eni-10")));
    EXPECT_TRUE(ok(a.apply({})));
    EXPECT_TRUE(ok(b.apply({})));
}

}  // namespace
}  // namespace gantry::network
