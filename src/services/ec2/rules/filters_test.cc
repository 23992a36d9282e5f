#include "services/ec2/rules/filters.h"

#include <gtest/gtest.h>

#include "api/ec2/vpc.h"
#include "services/ec2/rules/wildcard.h"
#include "services/ec2/rules/zones.h"

namespace gantry::ec2 {
namespace {

constexpr FilterName kNames[] = {
    {"association.state", "CidrBlockAssociationSet[].CidrBlockState.State"},
    {"cidr", "CidrBlockAssociationSet[].CidrBlock"},
    {"is-default", "IsDefault"},
    {"state", "State"},
    {"vpc-id", "VpcId"},
};

api::ec2::Vpc sample() {
    return {
        .cidr_block_association_set =
            {{{.cidr_block = "10.0.0.0/16"}, {.cidr_block = "10.1.0.0/16"}}},
        .is_default = false,
        .tags = {{{.key = "Name", .value = "web*1"}, {.key = "team", .value = "red"}}},
        .vpc_id = "vpc-1",
        .state = api::ec2::VpcState::Available,
    };
}

std::string match(const std::vector<api::ec2::Filter>& filters) {
    const auto read = Filters::read(filters, api::ec2::Vpc::type_info(), kNames);
    if (!read) return read.error().code + ": " + read.error().message;
    const auto vpc = sample();
    return read->match(&vpc) ? "yes" : "no";
}

TEST(Filters, AllHaveToFitEachByOneValue) {
    EXPECT_EQ(match({}), "yes");
    EXPECT_EQ(match({{"vpc-id", {{"vpc-0", "vpc-1"}}}}), "yes");
    EXPECT_EQ(match({{"vpc-id", {{"vpc-1"}}}, {"state", {{"pending"}}}}), "no");
    EXPECT_EQ(match({{"is-default", {{"false"}}}, {"state", {{"avail*"}}}}), "yes");
    EXPECT_EQ(match({{"cidr", {{"10.1.*"}}}}), "yes");
    EXPECT_EQ(match({{"association.state", {{"*"}}}}), "no") << "what is absent fits nothing";
}

TEST(Filters, TagsByKeyValueAndBoth) {
    EXPECT_EQ(match({{"tag:Name", {{"web*"}}}}), "yes");
    EXPECT_EQ(match({{"tag:Name", {{"web\\*1"}}}}), "yes");
    EXPECT_EQ(match({{"tag:Name", {{"red"}}}}), "no") << "that is another tag's";
    EXPECT_EQ(match({{"tag:team", {{"Red"}}}}), "no") << "capitals matter";
    EXPECT_EQ(match({{"tag-key", {{"te?m"}}}}), "yes");
    EXPECT_EQ(match({{"tag-value", {{"red"}}}}), "yes");
}

TEST(Filters, RefusesWhatItDoesNotKnow) {
    EXPECT_EQ(
        match({{"colour", {{"red"}}}}), "InvalidParameterValue: The filter 'colour' is invalid"
    );
    EXPECT_EQ(match({{"vpc-id", {}}}), "InvalidParameterValue: The filter 'null' is invalid");
    EXPECT_EQ(
        match({{"vpc-id", std::vector<std::string>(201, "x")}}),
        "FilterLimitExceeded: The maximum number of filter values specified on a single call is 200"
    );
}

TEST(Wildcards, OfFilters) {
    EXPECT_TRUE(matches_wildcard("", ""));
    EXPECT_TRUE(matches_wildcard("*", ""));
    EXPECT_TRUE(matches_wildcard("a*c*e", "abcde"));
    EXPECT_TRUE(matches_wildcard("*aab", "aaaaab"));
    EXPECT_FALSE(matches_wildcard("a?", "a"));
    EXPECT_TRUE(matches_wildcard("a\\?", "a?"));
    EXPECT_FALSE(matches_wildcard("a\\?", "ab"));
    EXPECT_TRUE(matches_wildcard("a\\", "a\\"));
    const std::string many(20'000, 'a');
    EXPECT_FALSE(matches_wildcard("*a*a*a*a*a*b", many));
}

TEST(Zones, HaveAwsNamesAndIds) {
    EXPECT_EQ(zones_of("us-east-1").at(0), (Zone{"us-east-1a", "use1-az1"}));
    EXPECT_EQ(zones_of("ap-northeast-2").at(2), (Zone{"ap-northeast-2c", "apne2-az3"}));
    EXPECT_EQ(zones_of("eu-central-1").at(1), (Zone{"eu-central-1b", "euc1-az2"}));
    EXPECT_EQ(find_zone("us-east-1", "use1-az2")->name, "us-east-1b");
    EXPECT_FALSE(find_zone("us-east-1", "us-east-1d"));
    EXPECT_EQ(private_name("us-east-1", "10.0.0.5"), "ip-10-0-0-5.ec2.internal");
    EXPECT_EQ(
        public_name("eu-west-1", "203.0.113.1"), "ec2-203-0-113-1.eu-west-1.compute.amazonaws.com"
    );
}

}  // namespace
}  // namespace gantry::ec2
