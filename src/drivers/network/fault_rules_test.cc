#include "drivers/network/fault_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gantry::network {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const FaultPlace kTask{"0123ab-1", 42};

TEST(FaultRules, APortOfOthers) {
    Fault fault{.kind = FaultKind::BlackholePort, .port = {true, false, 443}};
    fault.spared = {"169.254.170.2", "10.1.0.0/16", "2001:DB8::0/32"};
    EXPECT_EQ(*fault_rules(kTask, fault, "eth0"), R"(table inet gantry_fault_0123ab.1 {
  chain egress_tcp_443 {
    type filter hook output priority -10; policy accept;
    ip daddr 169.254.170.2 tcp dport 443 accept
    ip daddr 10.1.0.0/16 tcp dport 443 accept
    ip6 daddr 2001:db8::/32 tcp dport 443 accept
    tcp dport 443 drop
  }
}
)");
    EXPECT_EQ(
        *without_fault("0123ab-1", fault),
        "delete chain inet gantry_fault_0123ab.1 egress_tcp_443\n"
    );
}

TEST(FaultRules, APortOfOurs) {
    Fault fault{.kind = FaultKind::BlackholePort, .port = {false, true, 53}};
    fault.spared = {"10.0.0.1"};
    const auto rules = fault_rules(kTask, fault, "");
    EXPECT_THAT(*rules, HasSubstr("hook input"));
    EXPECT_THAT(*rules, HasSubstr("    ip saddr 10.0.0.1 udp dport 53 accept\n"));
    EXPECT_THAT(*rules, HasSubstr("    udp dport 53 drop\n"));
}

TEST(FaultRules, LossOfSomeFlows) {
    Fault fault{.kind = FaultKind::PacketLoss, .loss_percent = 7, .flows_percent = 20};
    fault.sources = {"0.0.0.0/0", "::/0", "10.0.0.9"};
    fault.spared = {"10.0.0.5"};
    EXPECT_EQ(*fault_rules(kTask, fault, "eth0"), R"(table netdev gantry_fault_0123ab.1 {
  chain concerned {
    ip protocol { tcp, udp } jhash ip saddr . ip daddr . ip protocol . th sport . th dport mod 100 < 20 numgen random mod 100 < 7 drop
    ip protocol != { tcp, udp } jhash ip saddr . ip daddr mod 100 < 20 numgen random mod 100 < 7 drop
    ip6 nexthdr { tcp, udp } jhash ip6 saddr . ip6 daddr . ip6 nexthdr . th sport . th dport mod 100 < 20 numgen random mod 100 < 7 drop
    ip6 nexthdr != { tcp, udp } jhash ip6 saddr . ip6 daddr mod 100 < 20 numgen random mod 100 < 7 drop
  }
  chain network_packet_loss {
    type filter hook egress device "eth0" priority 0; policy accept;
    ip daddr 169.254.170.2 accept
    ip daddr 10.0.0.5 accept
    meta protocol ip goto concerned
    meta protocol ip6 goto concerned
    ip daddr 10.0.0.9 goto concerned
  }
}
)");
    EXPECT_EQ(*without_fault("0123ab-1", fault), "delete table netdev gantry_fault_0123ab.1\n");
}

TEST(FaultRules, LatencyOfAll) {
    Fault fault{.kind = FaultKind::Latency, .delay_ms = 200, .jitter_ms = 10};
    fault.sources = {"10.0.0.0/8"};
    const auto rules = fault_rules({"t", 0}, fault, "ens5");
    EXPECT_THAT(*rules, HasSubstr("  chain concerned {\n    meta priority set 6774:1\n  }\n"));
    EXPECT_THAT(*rules, Not(HasSubstr("169.254.170.2")));  // not by that device
    EXPECT_EQ(
        latency_lines(fault, "ens5"),
        "qdisc add dev ens5 root handle 6774: prio bands 3 priomap 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 "
        "2\n"
        "qdisc add dev ens5 parent 6774:1 handle 6775: netem delay 200ms 10ms\n"
    );
    EXPECT_EQ(without_latency_line("ens5"), "qdisc del dev ens5 root handle 6774: prio\n");
}

TEST(FaultRules, NothingOfOthersGetsIntoATextAsItWas) {
    Fault fault{.kind = FaultKind::PacketLoss, .loss_percent = 100};
    for (const char* bad :
         {"", "x", "10.0.0.1; drop", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-0", "/8"}) {
        fault.sources = {bad};
        EXPECT_FALSE(fault_rules(kTask, fault, "eth0")) << bad;
    }
    fault.sources = {"10.0.0.1"};
    EXPECT_TRUE(fault_rules(kTask, fault, "eth0"));
    EXPECT_FALSE(fault_rules({"a b", 1}, fault, "eth0"));
    EXPECT_FALSE(fault_rules({"", 1}, fault, "eth0"));
}

TEST(FaultRules, WhatRunsIsReadBack) {
    const auto faults = read_faults(R"(table ip nat {
	chain DOCKER {
	}
	chain network_latency {
	}
}
table inet gantry_fault_0123ab.1 {
	chain egress_tcp_443 {
		type filter hook output priority -10; policy accept;
	}
	chain ingress_udp_53 {
		type filter hook input priority -10; policy accept;
	}
	chain other {
	}
}
table netdev gantry_fault_9 {
	chain concerned {
	}
	chain network_packet_loss {
		type filter hook egress device "eth0" priority filter; policy accept;
	}
}
)");
    EXPECT_THAT(
        faults,
        ElementsAre(
            RunningFault{"0123ab-1", FaultKind::BlackholePort, {true, false, 443}},
            RunningFault{"0123ab-1", FaultKind::BlackholePort, {false, true, 53}},
            RunningFault{"9", FaultKind::PacketLoss, {}}
        )
    );
    EXPECT_THAT(read_faults(""), IsEmpty());
}

TEST(FaultRules, NamesThatTasksMakeUpAreNoOwners) {
    const std::string file = "x;include\"/etc/shadow\";#";
    EXPECT_THAT(
        read_faults(
            "table netdev gantry_fault_" + file + " {\n\tchain network_latency {\n\t}\n}\n"
        ),
        IsEmpty()
    );
    for (const FaultKind kind : {FaultKind::Latency, FaultKind::BlackholePort}) {
        EXPECT_FALSE(without_fault(file, {.kind = kind}));
        EXPECT_FALSE(without_fault("", {.kind = kind}));
    }
}

}  // namespace
}  // namespace gantry::network
