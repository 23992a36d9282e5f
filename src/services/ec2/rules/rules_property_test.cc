// What holds of every block, every set of addresses and every pattern.
#include <gtest/gtest.h>

#include "base/random.h"
#include "services/ec2/rules/address_pool.h"
#include "services/ec2/rules/cidr.h"
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
