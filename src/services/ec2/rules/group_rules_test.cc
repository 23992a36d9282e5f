#include "services/ec2/rules/group_rules.h"

#include <gtest/gtest.h>

#include "services/ec2/rules/endpoint_services.h"
#include "services/ec2/rules/prefix_entries.h"
#include "services/ec2/rules/protocols.h"

namespace gantry::ec2 {
namespace {

std::string normal(GroupRule rule) {
    const auto good = normalise(rule);
    return good ? rule_text(rule) : good.error().code + ": " + good.error().message;
}

TEST(GroupRules, TakeOneForm) {
    EXPECT_EQ(
        normal({.protocol = "6", .from_port = 80, .to_port = 81, .cidr4 = "10.0.0.1/8"}),
        "peer: 10.0.0.0/8, TCP, from port: 80, to port: 81, ALLOW"
    );
    EXPECT_EQ(
        normal({.protocol = "all", .from_port = 80, .to_port = 81, .cidr6 = "0::0/0"}),
        "peer: ::/0, ALL, ALLOW"
    );
    EXPECT_EQ(
        normal({.protocol = "icmp", .group_id = "sg-1"}),
        "peer: sg-1, ICMP, from port: -1, to port: -1, ALLOW"
    );
    EXPECT_EQ(normal({.protocol = "50", .prefix_list_id = "pl-1"}), "peer: pl-1, 50, ALLOW");
}

TEST(GroupRules, AreRefusedInEc2sWords) {
    EXPECT_EQ(
        normal({.protocol = "ipx", .cidr4 = "0.0.0.0/0"}),
        "InvalidParameterValue: Invalid value 'ipx' for IP protocol. Unknown protocol."
    );
    EXPECT_EQ(
        normal({.protocol = "tcp", .cidr4 = "0.0.0.0/0"}),
        "InvalidParameterValue: Invalid value 'Must specify both from and to ports with TCP/UDP.' "
        "for portRange."
    );
    EXPECT_EQ(
        normal({.protocol = "udp", .from_port = 2, .to_port = 1, .cidr4 = "0.0.0.0/0"}),
        "InvalidParameterValue: Invalid UDP range specified (2:1)."
    );
    EXPECT_EQ(
        normal({.protocol = "-1", .cidr4 = "10.0.0/8"}),
        "InvalidParameterValue: CIDR block 10.0.0/8 is malformed"
    );
    EXPECT_EQ(normal({.protocol = "-1"}), "MissingParameter: Source group missing.");
}

TEST(GroupRules, TheSameTwiceIsADuplicate) {
    const GroupRule rule{
        .id = "sgr-1", .protocol = "tcp", .from_port = 80, .to_port = 80, .cidr4 = "0.0.0.0/0"
    };
    GroupRule same = rule;
    same.id = "sgr-2";
    same.description = "other";
    std::vector<GroupRule> rules{rule};
    const auto added = add_rules(rules, {same});
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().code, "InvalidPermission.Duplicate");
    EXPECT_EQ(
        added.error().message,
        "the specified rule \"peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW\" already "
        "exists"
    );
    same.egress = true;
    EXPECT_TRUE(add_rules(rules, {same}));
    EXPECT_EQ(rules.size(), 2U);
}

TEST(GroupRules, AreSixtyInEachDirection) {
    std::vector<GroupRule> rules;
    for (int port = 0; port < 60; ++port) {
        const GroupRule rule{
            .protocol = "tcp", .from_port = port, .to_port = port, .cidr4 = "0.0.0.0/0"
        };
        ASSERT_TRUE(add_rules(rules, {rule}));
    }
    const GroupRule more{.protocol = "tcp", .from_port = 99, .to_port = 99, .cidr4 = "0.0.0.0/0"};
    const auto added = add_rules(rules, {more});
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().code, "RulesPerSecurityGroupLimitExceeded");
    EXPECT_EQ(rules.size(), 60U) << "all or none";
    GroupRule out = more;
    out.egress = true;
    EXPECT_TRUE(add_rules(rules, {out}));
}

/// Whatever they are: nobody waits for ten thousand of them to be compared with each other.
TEST(GroupRules, AreCountedBeforeTheyAreCompared) {
    std::vector<GroupRule> rules;
    const GroupRule rule{.protocol = "-1", .cidr4 = "0.0.0.0/0"};
    const auto added = add_rules(rules, std::vector(10'000, rule));
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().code, "RulesPerSecurityGroupLimitExceeded");
}

TEST(Protocols, HaveNumbers) {
    const auto number = [](std::string_view text) {
        const auto read = protocol_number(text);
        return read ? *read : read.error().code + ": " + read.error().message;
    };
    EXPECT_EQ(number("TCP"), "6");
    EXPECT_EQ(number("6"), "6");
    EXPECT_EQ(number("icmpv6"), "58");
    EXPECT_EQ(number("050"), "50");
    EXPECT_EQ(number("all"), "-1");
    EXPECT_EQ(number("-1"), "-1");
    for (const char* const text : {"banana", "256", "-2", "", "6 "}) {
        EXPECT_EQ(
            number(text),
            "InvalidParameterValue: Invalid value '" + std::string(text) +
                "' for IP protocol. Unknown protocol."
        );
    }
    EXPECT_EQ(protocol_name("17"), "udp");
    EXPECT_EQ(protocol_name("50"), "50");
}

std::string change(PrefixListRow& list, const EntryChange& wanted) {
    const auto changed = change_entries(list, wanted);
    return changed ? "ok" : changed.error().code + ": " + changed.error().message;
}

TEST(PrefixEntries, ChangeAllOrNone) {
    PrefixListRow list{.id = "pl-1", .family = "IPv4", .max_entries = 2};
    EXPECT_EQ(change(list, {.added = {{"10.0.0.1/8", "a"}, {"9.0.0.0/8", {}}}}), "ok");
    EXPECT_EQ(list.entries.front().cidr, "10.0.0.0/8");
    EXPECT_EQ(
        change(list, {.added = {{"11.0.0.0/8", {}}}, .removed = {"12.0.0.0/8"}}),
        "InvalidParameterValue: The entry 12.0.0.0/8 is not in the prefix list pl-1."
    );
    EXPECT_EQ(
        change(list, {.added = {{"9.0.0.0/8", {}}}, .removed = {"9.0.0.0/8"}}),
        "InvalidParameterValue: Request cannot contain Cidr 9.0.0.0/8 in both AddPrefixListEntries "
        "and RemovePrefixListEntries, or twice in one of them"
    );
    EXPECT_EQ(
        change(list, {.added = {{"::/0", {}}}}),
        "InvalidParameterValue: The CIDR ::/0 is not a valid IPv4 CIDR block."
    );
    EXPECT_EQ(list.entries.size(), 2U);
    EXPECT_EQ(change(list, {.added = {{"11.0.0.0/8", {}}}, .removed = {"9.0.0.0/8"}}), "ok");
}

TEST(EndpointServices, AreCalledByTheirWords) {
    const auto service = find_endpoint_service("eu-west-1", "com.amazonaws.eu-west-1.ecr.dkr");
    ASSERT_TRUE(service);
    EXPECT_EQ(service->word(), "ecr.dkr");
    EXPECT_EQ(service->private_dns, "dkr.ecr.eu-west-1.amazonaws.com");
    EXPECT_FALSE(find_endpoint_service("eu-west-1", "com.amazonaws.us-east-1.ecs"));
    EXPECT_TRUE(find_endpoint_service("us-east-1", "com.amazonaws.us-east-1.s3")->gateway);
}

}  // namespace
}  // namespace gantry::ec2
