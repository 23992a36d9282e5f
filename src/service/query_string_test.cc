#include "service/query_string.h"

#include <gtest/gtest.h>

namespace gantry::service {
namespace {

TEST(QueryString, TheTargetWithoutItsHost) {
    EXPECT_EQ(origin_form("http://ecs.example"), "/");
    EXPECT_EQ(origin_form("http://ecs.example/"), "/");
    EXPECT_EQ(origin_form("https://ecs.example:443/_gantry/state?at=5"), "/_gantry/state?at=5");
    EXPECT_EQ(origin_form("http://ecs.example?a=1/2"), "/?a=1/2");
    EXPECT_EQ(origin_form("/path?url=http://x/"), "/path?url=http://x/");
    EXPECT_EQ(origin_form("*"), "*");
}

}  // namespace
}  // namespace gantry::service
