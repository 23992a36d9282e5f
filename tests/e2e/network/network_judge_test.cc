// What the kernel lets pass is what packet_judge says, on which the fake and the simulator rely.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/random.h"
#include "drivers/network/packet_judge.h"
#include "network/network_world.h"

namespace gantry::network {
namespace {

using api::acs::GantryNetworkMessage;
using api::acs::GantryPacketRule;

constexpr int kTasks = 5;
constexpr std::array<std::uint16_t, 2> kPorts{80, 443};

template <class T, std::size_t N>
const T& one_of(Random& random, const std::array<T, N>& values) {
    return values.at(random.below(N));
}

GantryPacketRule random_rule(Random& random) {
    static const std::array<std::string, 4> protocols{"tcp", "tcp", "-1", "udp"};
    static const std::array<std::string, 5> blocks{
        "172.31.0.10/32", "172.31.0.12/31", "172.31.0.8/29", "172.31.0.0/16", "0.0.0.0/0"
    };
    static const std::array<std::string, 4> sets{"sg-0", "sg-1", "sg-2", "sg-unknown"};
    static const std::array<std::pair<int, int>, 4> ports{
        {{80, 80}, {0, 442}, {81, 443}, {443, 443}}
    };
    GantryPacketRule rule{.egress = random.chance(0.5), .protocol = one_of(random, protocols)};
    if (rule.protocol != "-1" && random.chance(0.8)) {
        const auto [from, to] = one_of(random, ports);
        rule.from_port = from;
        rule.to_port = to;
    }
    if (random.chance(0.5)) rule.cidrs = {{one_of(random, blocks)}};
    if (random.chance(0.5)) rule.address_sets = {{one_of(random, sets)}};
    if (rule.cidrs && random.chance(0.3)) rule.cidrs->push_back(one_of(random, blocks));
    return rule;
}

GantryNetworkMessage random_state(Random& random) {
    std::vector<api::acs::GantryInterface> interfaces;
    for (int i = 0; i < kTasks; ++i) {
        std::vector<GantryPacketRule> rules;
        if (random.chance(0.6)) rules.push_back(all_out());
        for (auto left = random.below(5); left > 0; --left) rules.push_back(random_rule(random));
        interfaces.push_back(described(10 + i, rules));
    }
    GantryNetworkMessage state = state_of(std::move(interfaces));
    auto& sets = *state.vpcs->front().address_sets;
    for (int set = 0; set < 3; ++set) {
        std::vector<std::string> members;
        for (int i = 0; i < kTasks; ++i) {
            if (random.chance(0.4)) members.push_back(numbered(10 + i).address);
        }
        sets.push_back({.name = fmt::format("sg-{}", set), .members = members});
    }
    return state;
}

bool judge(const Vpc& vpc, int from, int to, std::uint16_t port) {
    const Interface& source = vpc.interfaces.at(numbered(from).id);
    const Interface& target = vpc.interfaces.at(numbered(to).id);
    const Packet packet{source.address, target.address, kTcp, port};
    return route_of(vpc, source, packet.to) == RouteTarget::Local &&
           rules_allow(vpc, source, true, packet) && rules_allow(vpc, target, false, packet);
}

TEST(NetworkJudgeTest, TheKernelPassesWhatTheJudgeSays) {
    if (::geteuid() != 0) GTEST_SKIP() << "this is not root";
    constexpr int kRounds = 12;
    TestMachine machine(fmt::format("gtest-j-{}", ::getpid()));
    machine.start_driver();
    std::vector<std::unique_ptr<TestTask>> tasks;
    std::vector<Descriptor> listening;
    Random random(20261127);
    int passed = 0;
    int asked = 0;
    for (int round = 0; round < kRounds; ++round) {
        const GantryNetworkMessage message = random_state(random);
        ASSERT_TRUE(machine.apply(message));
        for (int i = static_cast<int>(tasks.size()); i < kTasks; ++i) {
            tasks.push_back(std::make_unique<TestTask>());
            ASSERT_TRUE(machine.attach(numbered(10 + i), tasks.back()->pid()));
            for (const auto port : kPorts) listening.push_back(tasks.back()->serve(port));
        }
        const NetworkState state = read_state(message).value();
        const Vpc& vpc = state.at("vpc-1");
        struct Try {
            int from, to;
            std::uint16_t port;
            bool reached = false;
        };
        std::vector<Try> tries;
        for (int from = 0; from < kTasks; ++from) {
            for (int to = 0; to < kTasks; ++to) {
                for (const auto port : kPorts) {
                    if (from != to) tries.push_back({from, to, port});
                }
            }
        }
        std::vector<std::thread> threads;
        for (Try& each : tries) {
            threads.emplace_back([&tasks, &each] {
                each.reached =
                    static_cast<bool>(tasks[static_cast<std::size_t>(each.from)]->connect(
                        numbered(10 + each.to).address, each.port, Duration{800}
                    ));
            });
        }
        for (std::thread& thread : threads) thread.join();
        for (const Try& each : tries) {
            ++asked;
            passed += each.reached ? 1 : 0;
            EXPECT_EQ(each.reached, judge(vpc, 10 + each.from, 10 + each.to, each.port))
                << "round " << round << ": " << each.from << " to " << each.to << " port "
                << each.port;
        }
    }
    fmt::print("{} of {} connections passed\n", passed, asked);
    EXPECT_GT(passed, asked / 10);
    EXPECT_LT(passed, asked * 9 / 10);
    for (int i = 0; i < kTasks; ++i) EXPECT_TRUE(machine.detach(numbered(10 + i).id));
    EXPECT_TRUE(machine.apply({}));
}

}  // namespace
}  // namespace gantry::network
