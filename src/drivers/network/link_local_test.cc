#include "drivers/network/link_local.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gantry::network {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr const char* kBare =
    R"([{"ifindex":1,"ifname":"lo","addr_info":[{"family":"inet","local":"127.0.0.1","prefixlen":8,)"
    R"("scope":"host","label":"lo"}]}])";

std::string lo_with(const std::string& label) {
    return R"([{"ifname":"lo","addr_info":[{"local":"127.0.0.1","label":"lo"},)"
           R"({"local":"169.254.170.2","prefixlen":32,"label":")" +
           label + R"("}]}])";
}

constexpr const char* kOurRules =
    "-P PREROUTING ACCEPT\n"
    "-A PREROUTING -d 169.254.170.2/32 -p tcp -m tcp --dport 80 -m comment --comment "
    "gantry-task-endpoint -j DNAT --to-destination 169.254.170.2:51679\n"
    "-A OUTPUT -d 169.254.170.2/32 -p tcp -m tcp --dport 80 -m comment --comment "
    "gantry-task-endpoint -j DNAT --to-destination 169.254.170.2:51679\n";

/// Answers as the tools would, and writes down what was run.
struct Tools {
    std::string addresses = kBare;
    std::string rules = "-P PREROUTING ACCEPT\n-N DOCKER\n";
    bool iptables = true;
    bool may = true;
    std::vector<std::string> changes;

    LinkLocal::Run run() {
        return [this](const std::vector<std::string>& words) -> Result<CommandOutput> {
            std::string line;
            for (const std::string& word : words) line += (line.empty() ? "" : " ") + word;
            if (words.front() == "iptables" && !iptables) return not_found("no iptables");
            if (line.starts_with("ip -j")) return CommandOutput{0, addresses};
            if (line.ends_with("-t nat -S")) return CommandOutput{0, rules};
            if (!may) return CommandOutput{2, "RTNETLINK answers: Operation not permitted\n"};
            changes.push_back(line);
            return CommandOutput{};
        };
    }
};

TEST(LinkLocal, KnowsTheAddressByItsLabel) {
    EXPECT_EQ(*find_address(kBare), AddressFound::None);
    EXPECT_EQ(*find_address(lo_with("lo:gantry")), AddressFound::Ours);
    EXPECT_EQ(*find_address(lo_with("lo")), AddressFound::Strangers);
    EXPECT_EQ(*find_address("[]"), AddressFound::None);
    EXPECT_FALSE(find_address("Object \"-j\" is unknown, try \"ip help\"."));
}

TEST(LinkLocal, KnowsRulesByTheirComment) {
    EXPECT_FALSE(find_rules("-P OUTPUT ACCEPT\n-A DOCKER -i docker0 -j RETURN").prerouting);
    const RulesFound ours = find_rules(kOurRules);
    EXPECT_TRUE(ours.prerouting);
    EXPECT_TRUE(ours.output);
    EXPECT_THAT(ours.strangers, IsEmpty());
    const RulesFound theirs = find_rules(
        "-A PREROUTING -d 169.254.170.2/32 -p tcp -m tcp --dport 80 -j DNAT --to-destination "
        "127.0.0.1:51679"
    );
    EXPECT_THAT(theirs.strangers, HasSubstr("127.0.0.1"));
    EXPECT_FALSE(theirs.prerouting);
}

TEST(LinkLocal, PutsAddressAndRulesThereAndTakesThemAway) {
    Tools tools;
    {
        auto link = LinkLocal::open(tools.run());
        ASSERT_TRUE(link) << link.error().message;
        EXPECT_THAT(
            tools.changes, ElementsAre("ip addr add 169.254.170.2/32 dev lo label lo:gantry")
        );
        EXPECT_EQ((*link)->port(), 51679);
        tools.changes.clear();
        ASSERT_TRUE((*link)->hold());
        EXPECT_THAT(
            tools.changes,
            ElementsAre(HasSubstr("-I PREROUTING -d 169.254.170.2/32"), HasSubstr("-I OUTPUT"))
        );
        tools.changes.clear();
    }
    EXPECT_THAT(
        tools.changes,
        ElementsAre(
            HasSubstr("-D PREROUTING"),
            HasSubstr("-D OUTPUT"),
            "ip addr del 169.254.170.2/32 dev lo"
        )
    );
}

TEST(LinkLocal, TakesOverWhatACrashedRunLeft) {
    Tools tools;
    tools.addresses = lo_with("lo:gantry");
    tools.rules = kOurRules;
    {
        auto link = LinkLocal::open(tools.run());
        ASSERT_TRUE(link && (*link)->hold());
        EXPECT_THAT(tools.changes, IsEmpty());
    }
    EXPECT_EQ(tools.changes.size(), 3U);  // a clean stop leaves nothing
}

TEST(LinkLocal, LeavesWhatAnotherProcessHolds) {
    Tools tools;
    tools.addresses = lo_with("lo:gantry");
    tools.rules = kOurRules;
    // It did not get to listen there, so it never held.
    ASSERT_TRUE(LinkLocal::open(tools.run()));
    EXPECT_THAT(tools.changes, IsEmpty());
}

TEST(LinkLocal, LeavesTheAddressWhereItDidNotGetToListen) {
    Tools tools;
    ASSERT_TRUE(LinkLocal::open(tools.run()));
    EXPECT_THAT(tools.changes, ElementsAre("ip addr add 169.254.170.2/32 dev lo label lo:gantry"))
        << "whoever has the port needs it";
}

TEST(LinkLocal, UsesAStrangersAddressAndLeavesIt) {
    Tools tools;
    tools.addresses = lo_with("lo");
    {
        auto link = LinkLocal::open(tools.run());
        ASSERT_TRUE(link && (*link)->hold());
    }
    for (const std::string& change : tools.changes) EXPECT_THAT(change, StartsWith("iptables"));
}

TEST(LinkLocal, ListensOnPort80WithoutIptables) {
    Tools tools;
    tools.iptables = false;
    const auto link = LinkLocal::open(tools.run());
    ASSERT_TRUE(link && (*link)->hold());
    EXPECT_EQ((*link)->port(), 80);
    EXPECT_EQ(tools.changes.size(), 1U);
}

TEST(LinkLocal, SaysWhatIsInTheWay) {
    Tools tools;
    tools.may = false;
    const auto denied = LinkLocal::open(tools.run());
    ASSERT_FALSE(denied);
    EXPECT_EQ(denied.error().kind, ErrorKind::Denied);
    EXPECT_THAT(denied.error().message, HasSubstr("without the right to administer the network"));
    tools.rules = "-A OUTPUT -d 169.254.170.2/32 -p tcp -j REDIRECT --to-ports 51679\n";
    const auto taken = LinkLocal::open(tools.run());
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().kind, ErrorKind::Conflict);
}

}  // namespace
}  // namespace gantry::network
