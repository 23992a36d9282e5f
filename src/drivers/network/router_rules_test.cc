#include "drivers/network/router_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "drivers/network/router_routes.h"

namespace gantry::network {
namespace {

using testing::HasSubstr;
using testing::Not;

Address at(const char* text) {
    return *parse_address(text);
}

Block block(const char* text) {
    return *parse_block(text);
}

Interface interface_of(const std::string& id, const char* address) {
    return {
        .id = id,
        .mac = *parse_mac("02:00:00:00:00:01"),
        .address = at(address),
        .subnet = block("10.0.0.0/24"),
        .rules =
            {
                {.egress = true, .blocks = {block("0.0.0.0/0")}},
                {.protocol = kTcp,
                 .from_port = 80,
                 .to_port = 90,
                 .blocks = {block("10.0.0.0/8"), block("10.1.0.0/16"), block("192.0.2.1")},
                 .sets = {"sg-1", "sg-unknown"}},
            },
    };
}

Vpc vpc_of(const std::vector<Interface>& interfaces) {
    Vpc vpc{.id = "vpc-1", .network_identifier = 5, .blocks = {block("10.0.0.0/16")}};
    for (const Interface& interface : interfaces) vpc.interfaces[interface.id] = interface;
    vpc.sets["sg-1"] = {block("10.0.0.5"), block("10.0.0.5")};
    return vpc;
}

std::size_t count_of(const std::string& text, const std::string& what) {
    std::size_t count = 0;
    for (auto found = text.find(what); found != std::string::npos;
         found = text.find(what, found + 1)) {
        ++count;
    }
    return count;
}

TEST(RouterRulesTest, ReplacesTheTableAndDropsByDefault) {
    const std::string text = router_rules(vpc_of({}), {});
    EXPECT_THAT(text, testing::StartsWith("add table inet gantry\ndelete table inet gantry\n"));
    EXPECT_THAT(text, HasSubstr("type filter hook forward priority 0; policy drop;"));
    EXPECT_THAT(text, HasSubstr("type filter hook input priority 0; policy drop;"));
    EXPECT_THAT(text, HasSubstr("iifname . ip saddr != @own drop"));
}

TEST(RouterRulesTest, IntervalsDoNotOverlapAndUnknownSetsHoldNobody) {
    const std::string text = router_rules(vpc_of({interface_of("eni-1", "10.0.0.4")}), {});
    EXPECT_THAT(text, HasSubstr("tcp dport 80-90 ip saddr { 10.0.0.0/8, 192.0.2.1/32 } accept\n"));
    EXPECT_THAT(text, HasSubstr("tcp dport 80-90 ip saddr @s_sg-1 accept\n"));
    EXPECT_THAT(text, HasSubstr("elements = { 10.0.0.5/32 }\n"));
    EXPECT_THAT(text, Not(HasSubstr("sg-unknown")));
}

TEST(RouterRulesTest, InterfacesWithTheSameRulesShareChains) {
    const std::string one = router_rules(vpc_of({interface_of("eni-1", "10.0.0.4")}), {});
    const std::string two = router_rules(
        vpc_of({interface_of("eni-1", "10.0.0.4"), interface_of("eni-2", "10.0.0.6")}), {}
    );
    EXPECT_EQ(count_of(one, "chain i_"), 1U);
    EXPECT_EQ(count_of(two, "chain i_"), 1U);
    EXPECT_EQ(count_of(two, "jump i_"), 2U);
    EXPECT_EQ(
        two,
        router_rules(
            vpc_of({interface_of("eni-2", "10.0.0.6"), interface_of("eni-1", "10.0.0.4")}), {}
        )
    );
}

TEST(RouterRulesTest, TheLongestPrefixDecidesAndInternetWantsAPublicAddress) {
    Interface interface = interface_of("eni-1", "10.0.0.4");
    interface.routes = {
        {block("198.51.100.0/24"), RouteTarget::Blackhole},
        {block("203.0.113.0/24"), RouteTarget::Nat},
        {block("0.0.0.0/0"), RouteTarget::Internet},
    };
    const std::string inside = router_rules(vpc_of({interface}), {});
    EXPECT_THAT(
        inside,
        HasSubstr("    ip daddr { 10.0.0.0/16 } return\n"
                  "    ip daddr 198.51.100.0/24 drop\n"
                  "    ip daddr 203.0.113.0/24 return\n"
                  "    drop\n")
    );
    interface.public_address = at("203.0.113.4");
    const std::string outside = router_rules(vpc_of({interface}), {});
    EXPECT_THAT(outside, HasSubstr("    ip daddr 203.0.113.0/24 return\n    return\n"));
    EXPECT_THAT(outside, HasSubstr("elements = { 203.0.113.4 : 10.0.0.4 }"));
}

TEST(RouterRulesTest, SourcesThatAreNotCheckedAreNamed) {
    Interface interface = interface_of("eni-1", "10.0.0.4");
    interface.checks_source = false;
    const std::string text = router_rules(vpc_of({interface}), {});
    EXPECT_THAT(
        text,
        HasSubstr(
            "set unchecked {\n    type ifname\n    elements = { \"" + device_of("eni-1") + '"'
        )
    );
    EXPECT_EQ(device_of("eni-1").size(), 11U);
}

TEST(RouterRulesTest, TasksReachOnlyWhatListens) {
    RouterSettings settings{.machine_address = at("192.0.2.1")};
    settings.listening = {{at("169.254.170.2"), 80}};
    const std::string text = router_rules(vpc_of({}), settings);
    EXPECT_THAT(text, HasSubstr("iifname \"t*\" ip daddr 169.254.170.2 tcp dport 80 accept"));
    EXPECT_THAT(text, Not(HasSubstr("dport 53")));
    EXPECT_THAT(text, HasSubstr("oifname \"uplink\" ip daddr != 192.0.2.1 drop"));
    settings.resolves = true;
    EXPECT_THAT(
        router_rules(vpc_of({}), settings),
        HasSubstr("ip daddr 10.0.0.2 meta l4proto { tcp, udp } th dport 53 accept")
    );
}

TEST(RouterRoutesTest, OthersAddressesAreBehindTheTunnel) {
    Vpc vpc = vpc_of({interface_of("eni-1", "10.0.0.4")});
    vpc.machines[at("192.0.2.2")] = {at("10.0.0.5")};
    vpc.machines[at("192.0.2.1")] = {at("10.0.0.9")};  // this one, as it seems to others
    const RouterSettings settings{.machine_address = at("192.0.2.1")};
    const auto routes = router_routes(vpc, settings);
    EXPECT_EQ(
        route_changes({}, routes),
        "route replace unreachable 10.0.0.0/16\n"
        "route replace 10.0.0.5/32 via 192.0.2.2 dev vx onlink\n"
        "route replace 192.0.2.2/32 dev vx\n"
    );
    EXPECT_EQ(
        route_changes(routes, router_routes(vpc, {})),
        "route del 10.0.0.5/32 via 192.0.2.2 dev vx onlink\n"
        "route del 192.0.2.2/32 dev vx\n"
    );
    EXPECT_EQ(route_changes(routes, routes), "");
    EXPECT_EQ(
        tunnel_forwarding(other_machines(vpc, settings)),
        "fdb replace 02:67:c0:00:02:02 dev vx dst 192.0.2.2 self permanent\n"
    );
    EXPECT_EQ(
        tunnel_neighbours(other_machines(vpc, settings)),
        "neigh replace 192.0.2.2 lladdr 02:67:c0:00:02:02 dev vx nud permanent\n"
    );
    EXPECT_THAT(
        router_addresses(vpc, settings),
        testing::UnorderedElementsAre(
            at("10.0.0.1"), at("169.254.170.2"), at("10.0.0.2"), at("169.254.169.253")
        )
    );
}

TEST(RouterRoutesTest, ReadsWhatIpSays) {
    const auto routes =
        read_routes(R"([{"dst":"default","gateway":"169.254.192.1","dev":"uplink","flags":[]},)"
                    R"({"type":"unreachable","dst":"10.0.0.0/16","flags":[]},)"
                    R"({"dst":"10.0.0.5","gateway":"192.0.2.2","dev":"vx","flags":["onlink"]}])");
    EXPECT_EQ(
        routes.value(),
        (std::set<KernelRoute>{
            {block("10.0.0.0/16"), "", std::nullopt}, {block("10.0.0.5"), "vx", at("192.0.2.2")}
        })
    );
    EXPECT_FALSE(read_routes("no JSON"));
    EXPECT_TRUE(read_routes("").value().empty());
}

TEST(RouterRoutesTest, AMachineKeepsItsOwnNetworks) {
    Vpc vpc = vpc_of({interface_of("eni-1", "10.0.0.4")});
    vpc.interfaces.at("eni-1").public_address = at("203.0.113.4");
    const UplinkAddresses uplink = choose_uplink({at("169.254.192.1"), at("192.0.2.1")}).value();
    EXPECT_EQ(to_text(uplink.block), "169.254.192.4/30");
    EXPECT_EQ(to_text(uplink.router()), "169.254.192.6");
    const auto free = machine_routes(vpc, "gtu1", uplink, {{block("0.0.0.0/0"), "eth0", {}}});
    EXPECT_EQ(
        route_changes({}, free.routes),
        "route replace 10.0.0.0/16 via 169.254.192.6 dev gtu1 onlink\n"
        "route replace 203.0.113.4/32 via 169.254.192.6 dev gtu1 onlink\n"
    );
    for (const KernelRoute& other :
         {KernelRoute{block("10.0.0.0/16"), "eth0", std::nullopt},
          KernelRoute{block("10.0.0.0/8"), "eth0", std::nullopt},
          KernelRoute{block("10.0.3.0/24"), "eth0", at("192.0.2.9")}}) {
        const auto taken = machine_routes(vpc, "gtu1", uplink, {other});
        EXPECT_EQ(taken.left_out, std::vector<Block>{block("10.0.0.0/16")});
        EXPECT_EQ(taken.routes.size(), 1U);
    }
}

TEST(RouterRoutesTest, TunnelsAreSpokenWithByTheirMachinesAlone) {
    Vpc vpc = vpc_of({});
    vpc.machines[at("192.0.2.2")] = {at("10.0.0.5")};
    Vpc other = vpc_of({});
    other.network_identifier = 6;
    other.machines[at("192.0.2.3")] = {at("10.0.0.5")};
    const NetworkState state{{"vpc-1", vpc}, {"vpc-2", other}};
    EXPECT_THAT(machine_rules(state, {}), Not(HasSubstr("4789")));
    const std::string text = machine_rules(state, {.machine_address = at("192.0.2.1")});
    EXPECT_THAT(text, testing::StartsWith("add table inet gantry\ndelete table inet gantry\n"));
    EXPECT_THAT(
        text,
        HasSubstr("set machines_5 {\n    type ipv4_addr\n    elements = { 192.0.2.2 }\n  }\n"
                  "  set machines_6 {\n    type ipv4_addr\n    elements = { 192.0.2.3 }\n  }\n")
    );
    EXPECT_THAT(text, HasSubstr("udp dport 4789 @th,96,24 5 ip saddr != @machines_5 drop"));
    EXPECT_THAT(text, HasSubstr("udp dport 4789 @th,96,24 6 ip saddr != @machines_6 drop"));
    EXPECT_THAT(text, HasSubstr("udp dport 4789 @th,96,24 5 ip daddr @machines_5 drop"));
    EXPECT_THAT(text, HasSubstr("iifname \"gtu*\" masquerade"));
}

TEST(RouterRoutesTest, RoutersReachEachOtherAtPublicAddressesOnly) {
    Vpc vpc = vpc_of({interface_of("eni-1", "10.0.0.4")});
    vpc.interfaces.at("eni-1").public_address = at("203.0.113.4");
    const std::string text = machine_rules({{"vpc-1", vpc}}, {});
    EXPECT_THAT(
        text, HasSubstr("set published {\n    type ipv4_addr\n    elements = { 203.0.113.4 }\n")
    );
    EXPECT_THAT(text, HasSubstr("iifname \"gtu*\" oifname \"gtu*\" ip daddr != @published drop"));
}

TEST(RouterRoutesTest, OfRoutersThatNobodyHasNamedWhatIsInForceStays) {
    const std::string text =
        machine_rules({{"vpc-1", vpc_of({})}}, {.machine_address = at("192.0.2.1")}, {0, 9});
    EXPECT_THAT(text, testing::StartsWith("add table inet gantry\nflush table inet gantry\n"));
    EXPECT_THAT(text, HasSubstr("set machines_9 {\n    type ipv4_addr\n  }\n"));
    EXPECT_THAT(text, HasSubstr("@th,96,24 9 ip saddr != @machines_9 drop"));
    EXPECT_THAT(text, Not(HasSubstr("machines_0")));
}

}  // namespace
}  // namespace gantry::network
