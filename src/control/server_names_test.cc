#include "control/server_names.h"

#include <gtest/gtest.h>

namespace gantry::control {
namespace {

/// "prefix|name", or "-" for what is not the server's.
std::string parts_of(const ServerNames& names, std::string_view host) {
    const auto parts = names.take_apart(host);
    return parts ? parts->prefix + "|" + parts->name : "-";
}

TEST(ServerNames, HaveWhatStandsBeforeThem) {
    const ServerNames names("127.0.0.1", {"Gantry", "ecs.example.com"});
    EXPECT_EQ(parts_of(names, "localhost:4566"), "|localhost");
    EXPECT_EQ(
        parts_of(names, "data-servicediscovery.localhost:4566"), "data-servicediscovery|localhost"
    );
    EXPECT_EQ(parts_of(names, "My_Bucket.s3.LocalHost"), "my_bucket.s3|localhost");
    EXPECT_EQ(parts_of(names, "a.b.localhost."), "a.b|localhost");
    EXPECT_EQ(
        parts_of(names, "123456789012.dkr.ecr.us-east-1.gantry:80"),
        "123456789012.dkr.ecr.us-east-1|gantry"
    );
    EXPECT_EQ(parts_of(names, "bucket.ecs.example.com"), "bucket|ecs.example.com");
    EXPECT_EQ(parts_of(names, "bucket.example.com"), "-");
    EXPECT_EQ(parts_of(names, "notgantry"), "-");
    for (const char* host :
         {".localhost", "..localhost", "a b.localhost", "u@x.localhost", "", "gantry.evil"}) {
        EXPECT_EQ(parts_of(names, host), "-") << host;
    }
}

TEST(ServerNames, HaveTheLongestFirst) {
    const ServerNames names("127.0.0.1", {"gantry", "s3.gantry"});
    EXPECT_EQ(parts_of(names, "bucket.s3.gantry"), "bucket|s3.gantry");
    EXPECT_EQ(parts_of(names, "bucket.gantry"), "bucket|gantry");
}

TEST(ServerNames, HaveAddressesWithNothingBefore) {
    const ServerNames names("10.0.0.5", {});
    EXPECT_EQ(parts_of(names, "10.0.0.5:4566"), "|10.0.0.5");
    EXPECT_EQ(parts_of(names, "[::1]:4566"), "|::1");
    EXPECT_EQ(parts_of(names, "bucket.10.0.0.5"), "-");
    EXPECT_EQ(parts_of(names, "10.0.0.6"), "-");
}

TEST(ServerNames, MayHaveARegionBefore) {
    EXPECT_EQ(region_in("sts.eu-west-1"), "eu-west-1");
    EXPECT_EQ(region_in("bucket.s3.eu-west-1"), "eu-west-1");
    for (const char* prefix : {"", "sts", "eu-west-1", "bucket.s3", "a.eu--west"}) {
        EXPECT_EQ(region_in(prefix), "") << prefix;
    }
}

}  // namespace
}  // namespace gantry::control
