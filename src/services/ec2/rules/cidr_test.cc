#include "services/ec2/rules/cidr.h"

#include <gtest/gtest.h>

#include "services/ec2/rules/address_pool.h"

namespace gantry::ec2 {
namespace {

std::string read(std::string_view text) {
    const auto cidr = Cidr::parse(text);
    return cidr ? cidr->str() : "none";
}

TEST(Cidr, ReadsWhatPeopleWrite) {
    EXPECT_EQ(read("10.0.0.0/16"), "10.0.0.0/16");
    EXPECT_EQ(read("100.68.0.18/18"), "100.68.0.0/18");
    EXPECT_EQ(read("0.0.0.0/0"), "0.0.0.0/0");
    EXPECT_EQ(read("255.255.255.255/32"), "255.255.255.255/32");
    for (const char* const text :
         {"",
          "10.0.0.0",
          "10.0.0/8",
          "10.0.0.0/33",
          "10.0.0.0/-1",
          "10.0.0.0/ 8",
          "10.0.0.256/8",
          "010.0.0.0/8",
          "10.0.0.0.0/8",
          "10.0.0.0/8/8",
          "::/0",
          "a.b.c.d/8"}) {
        EXPECT_EQ(read(text), "none") << text;
    }
}

TEST(Cidr, KnowsWhatIsWithin) {
    const auto vpc = *Cidr::parse("10.0.0.0/16");
    const auto subnet = *Cidr::parse("10.0.255.0/24");
    EXPECT_TRUE(vpc.contains(subnet));
    EXPECT_FALSE(subnet.contains(vpc));
    EXPECT_TRUE(subnet.overlaps(vpc));
    EXPECT_FALSE(vpc.overlaps(*Cidr::parse("10.1.0.0/16")));
    EXPECT_TRUE(Cidr::parse("0.0.0.0/0")->contains(vpc));
    EXPECT_EQ(format_address(subnet.last()), "10.0.255.255");
}

TEST(Cidr, SixteenBytesInTheShortestForm) {
    EXPECT_EQ(canonical_cidr6("0:0:0:0:0:0:0:0/0"), "::/0");
    EXPECT_EQ(canonical_cidr6("2001:DB8::1/32"), "2001:db8::/32");
    EXPECT_EQ(canonical_cidr6("2001:db8::1/128"), "2001:db8::1/128");
    for (const char* const text : {"", "::", "::/129", "10.0.0.0/8", "1:2/64", ":::/0"}) {
        EXPECT_EQ(canonical_cidr6(text), std::nullopt) << text;
    }
}

TEST(Cidr, FiveAddressesOfASubnetAreReserved) {
    const auto subnet = *Cidr::parse("10.0.0.0/28");
    EXPECT_EQ(count_free(subnet, 0), 11);
    EXPECT_FALSE(is_usable(subnet, subnet.base + 3));
    EXPECT_TRUE(is_usable(subnet, subnet.base + 4));
    EXPECT_FALSE(is_usable(subnet, subnet.last()));
    EXPECT_FALSE(is_usable(subnet, subnet.last() + 1));
    const auto all = free_addresses(subnet, {}, 11);
    ASSERT_TRUE(all);
    EXPECT_EQ(format_address(all->front()), "10.0.0.4");
    EXPECT_EQ(format_address(all->back()), "10.0.0.14");
    EXPECT_FALSE(free_addresses(subnet, {}, 12));
    EXPECT_FALSE(free_addresses(subnet, {all->front()}, 11));
    EXPECT_EQ(format_address(free_addresses(subnet, {all->front()}, 1)->front()), "10.0.0.5");
}

}  // namespace
}  // namespace gantry::ec2
