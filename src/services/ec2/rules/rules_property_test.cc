// What holds of every block, every set of addresses and every pattern.
#include <gtest/gtest.h>

#include "api/ec2/vpc.h"
#include "base/random.h"
#include "services/ec2/rules/address_pool.h"
#include "services/ec2/rules/cidr.h"
#include "services/ec2/rules/filters.h"
#include "services/ec2/rules/group_rules.h"
#include "services/ec2/rules/wildcard.h"

namespace gantry::ec2 {
namespace {

Cidr any_block(Random& random, int shortest) {
    const auto length = static_cast<int>(random.between(shortest, 32));
    const auto address = static_cast<Address4>(random.next());
    return *Cidr::parse(format_address(address) + "/" + std::to_string(length));
}

TEST(CidrProperties, TextAndBlockAreTheSame) {
    Random random(1);
    for (int i = 0; i < 2000; ++i) {
        const Cidr block = any_block(random, 0);
        EXPECT_EQ(Cidr::parse(block.str()), block);
        EXPECT_TRUE(block.contains(block.base));
        EXPECT_TRUE(block.contains(block.last()));
        EXPECT_EQ(std::uint64_t{block.last()} - block.base + 1, block.size());
    }
}

TEST(CidrProperties, BlocksOverlapWhenOneHasTheOther) {
    Random random(2);
    for (int i = 0; i < 2000; ++i) {
        const Cidr a = any_block(random, 0);
        Cidr b = any_block(random, 0);
        if (random.chance(0.5))
            b = *Cidr::parse(format_address(a.last()) + "/" + std::to_string(b.length));
        const bool share = a.base <= b.last() && b.base <= a.last();
        EXPECT_EQ(a.overlaps(b), share) << a.str() << " " << b.str();
        EXPECT_EQ(a.overlaps(b), b.overlaps(a));
        EXPECT_EQ(a.contains(b), a.base <= b.base && b.last() <= a.last());
    }
}

TEST(AddressProperties, WhatIsGivenIsFreeAndAllOfItCanBeGiven) {
    Random random(3);
    for (int i = 0; i < 200; ++i) {
        Cidr subnet = any_block(random, 24);
        if (subnet.length > 28) subnet = *Cidr::parse(format_address(subnet.base) + "/28");
        std::set<Address4> taken;
        while (true) {
            const auto left = count_free(subnet, taken.size());
            const auto given = free_addresses(subnet, taken, 1);
            ASSERT_EQ(given.has_value(), left > 0);
            if (!given) break;
            EXPECT_TRUE(is_usable(subnet, given->front()));
            EXPECT_TRUE(taken.insert(given->front()).second);
            if (random.chance(0.1)) taken.erase(taken.begin());
        }
        EXPECT_EQ(taken.size(), subnet.size() - kReserved);
    }
}

GroupRule any_rule(Random& random) {
    static const char* const kProtocols[] = {"tcp", "6", "TCP", "udp", "-1", "all", "icmp", "50"};
    static const char* const kBlocks[] = {"10.0.0.0/8", "10.1.2.3/8", "0.0.0.0/0", ""};
    GroupRule rule{
        .egress = random.chance(0.5),
        .protocol = kProtocols[random.below(8)],
        .from_port = static_cast<std::int32_t>(random.below(3)),
        .to_port = static_cast<std::int32_t>(random.between(2, 4)),
        .cidr4 = kBlocks[random.below(4)],
    };
    if (rule.cidr4.empty()) rule.group_id = random.chance(0.5) ? "sg-1" : "sg-2";
    return rule;
}

TEST(GroupRuleProperties, NormalisedOnceIsNormalised) {
    Random random(5);
    for (int i = 0; i < 2000; ++i) {
        GroupRule once = any_rule(random);
        ASSERT_TRUE(normalise(once));
        GroupRule twice = once;
        ASSERT_TRUE(normalise(twice));
        EXPECT_TRUE(same_permission(once, twice));
        EXPECT_EQ(rule_text(once), rule_text(twice));
    }
}

TEST(GroupRuleProperties, NoTwoRulesLetTheSameThrough) {
    Random random(6);
    for (int i = 0; i < 200; ++i) {
        std::vector<GroupRule> rules;
        for (int step = 0; step < 40; ++step) {
            GroupRule rule = any_rule(random);
            ASSERT_TRUE(normalise(rule));
            const auto before = rules.size();
            const bool added = add_rules(rules, {rule}).has_value();
            EXPECT_EQ(rules.size(), before + (added ? 1 : 0));
            EXPECT_FALSE(add_rules(rules, {rule})) << "a second time never";
        }
        for (std::size_t a = 0; a < rules.size(); ++a) {
            for (std::size_t b = 0; b < a; ++b) {
                EXPECT_FALSE(same_permission(rules[a], rules[b])) << rule_text(rules[a]);
            }
        }
    }
}

/// More values fit more, more filters less.
TEST(FilterProperties, ValuesAddAndFiltersTakeAway) {
    constexpr FilterName kTwoNames[] = {{"vpc-id", "VpcId"}, {"cidr", "CidrBlock"}};
    Random random(7);
    const auto any_text = [&] {
        std::string text;
        for (auto n = random.below(3); n > 0; --n) text += "ab*"[random.below(3)];
        return text;
    };
    const auto fits = [&](const std::vector<api::ec2::Filter>& filters, const api::ec2::Vpc& vpc) {
        return Filters::read(filters, api::ec2::Vpc::type_info(), kTwoNames)->match(&vpc);
    };
    for (int i = 0; i < 2000; ++i) {
        const api::ec2::Vpc vpc{.vpc_id = any_text(), .cidr_block = any_text()};
        const std::string a = any_text();
        const std::string b = any_text();
        const bool by_a = fits({{"vpc-id", {{a}}}}, vpc);
        const bool by_b = fits({{"vpc-id", {{b}}}}, vpc);
        EXPECT_EQ(fits({{"vpc-id", {{a, b}}}}, vpc), by_a || by_b);
        EXPECT_EQ(fits({{"vpc-id", {{a}}}, {"vpc-id", {{b}}}}, vpc), by_a && by_b);
        EXPECT_TRUE(fits({}, vpc));
    }
}

/// The same, as the definition reads.
bool slow_match(std::string_view pattern, std::string_view text) {
    if (pattern.empty()) return text.empty();
    if (pattern[0] == '*') {
        return slow_match(pattern.substr(1), text) ||
               (!text.empty() && slow_match(pattern, text.substr(1)));
    }
    if (text.empty()) return false;
    return (pattern[0] == '?' || pattern[0] == text[0]) &&
           slow_match(pattern.substr(1), text.substr(1));
}

TEST(WildcardProperties, AsDefined) {
    Random random(4);
    for (int i = 0; i < 20'000; ++i) {
        std::string pattern;
        std::string text;
        for (auto n = random.below(7); n > 0; --n) pattern += "ab*?"[random.below(4)];
        for (auto n = random.below(7); n > 0; --n) text += "ab"[random.below(2)];
        EXPECT_EQ(matches_wildcard(pattern, text), slow_match(pattern, text))
            << pattern << " " << text;
    }
}

}  // namespace
}  // namespace gantry::ec2
