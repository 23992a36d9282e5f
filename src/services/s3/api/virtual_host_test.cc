#include "services/s3/api/virtual_host.h"

#include <gtest/gtest.h>

namespace gantry::s3 {
namespace {

TEST(VirtualHost, NamesABucketOrNone) {
    EXPECT_EQ(target_of_host("photos.s3", "/a/b?x=1"), "/photos/a/b?x=1");
    EXPECT_EQ(target_of_host("photos.s3.eu-west-1", "/a"), "/photos/a");
    EXPECT_EQ(target_of_host("photos", "/a"), "/photos/a");
    EXPECT_EQ(target_of_host("my.dotted.bucket.s3", "/a"), "/my.dotted.bucket/a");
    EXPECT_EQ(target_of_host("photos", "/"), "/photos");
    EXPECT_EQ(target_of_host("photos", "/?list-type=2"), "/photos?list-type=2");
    for (const char* none : {"", "s3", "s3.us-east-1"}) {
        EXPECT_EQ(target_of_host(none, "/photos/a"), "/photos/a") << none;
    }
}

}  // namespace
}  // namespace gantry::s3
