#include "services/ecr/model/names.h"

#include <gtest/gtest.h>

#include "services/ecr/model/wildcard.h"

namespace gantry::ecr {
namespace {

TEST(EcrNames, of_repositories) {
    for (const std::string_view good :
         {"ab", "web", "shop/web", "a1/b2/c3", "a.b", "a_b", "a__b", "a---b", "0/1"}) {
        EXPECT_TRUE(is_repository_name(good)) << good;
    }
    for (const std::string_view bad :
         {"",
          "a",
          "A",
          "Web",
          "-ab",
          "ab-",
          "a..b",
          "a._b",
          "a___b",
          "/ab",
          "ab/",
          "a//b",
          "a/../b",
          "a b",
          "a:b",
          "a%2fb",
          "a@b",
          "a/-b",
          "é"}) {
        EXPECT_FALSE(is_repository_name(bad)) << bad;
    }
    EXPECT_TRUE(is_repository_name(std::string(256, 'a')));
    EXPECT_FALSE(is_repository_name(std::string(257, 'a')));
}

TEST(EcrNames, of_tags_and_digests) {
    EXPECT_TRUE(is_tag("latest"));
    EXPECT_TRUE(is_tag("_1.2-b"));
    EXPECT_TRUE(is_tag(std::string(128, 'A')));
    for (const std::string_view bad : {"", ".a", "-a", "a:b", "a/b", "a b", "a*"}) {
        EXPECT_FALSE(is_tag(bad)) << bad;
    }
    EXPECT_FALSE(is_tag(std::string(129, 'A')));
    EXPECT_TRUE(is_digest("sha256:" + std::string(64, 'f')));
    EXPECT_FALSE(is_digest("sha256:" + std::string(64, 'F')));
    EXPECT_FALSE(is_digest("sha256:" + std::string(63, 'f')));
    EXPECT_FALSE(is_digest("sha512:" + std::string(64, 'f')));
}

TEST(EcrNames, of_arns_and_keys) {
    const aws::Scope scope{"123456789012", "eu-west-1"};
    const std::string arn = repository_arn(scope, "shop/web");
    EXPECT_EQ(arn, "arn:aws:ecr:eu-west-1:123456789012:repository/shop/web");
    const auto named = parse_repository_arn(arn);
    ASSERT_TRUE(named);
    EXPECT_EQ(named->scope, scope);
    EXPECT_EQ(named->name, "shop/web");
    EXPECT_FALSE(parse_repository_arn("arn:aws:ecr:eu-west-1:123456789012:repository/../x"));
    EXPECT_FALSE(parse_repository_arn("arn:aws:ecs:eu-west-1:123456789012:repository/web"));
    EXPECT_FALSE(parse_repository_arn("arn:aws:ecr:eu-west-1:1/2:repository/web"));
    const std::string key = repository_key(scope, "shop/web");
    EXPECT_EQ(repository_of(member_key(key, "sha256:ab")), key);
    EXPECT_EQ(parse_repository_key(key)->name, "shop/web");
    EXPECT_EQ(repository_uri("http://127.0.0.1:4566", "a/b"), "127.0.0.1:4566/a/b");
    EXPECT_EQ(repository_uri("https://gantry.local/", "a"), "gantry.local/a");
}

TEST(EcrNames, fit_wildcards) {
    EXPECT_TRUE(fits_wildcard("*", ""));
    EXPECT_TRUE(fits_wildcard("prod*", "prod-1"));
    EXPECT_TRUE(fits_wildcard("*a*b*", "xxaxbx"));
    EXPECT_TRUE(fits_wildcard("a*a", "aaa"));
    EXPECT_FALSE(fits_wildcard("a*a", "a"));
    EXPECT_FALSE(fits_wildcard("prod", "prod-1"));
    EXPECT_FALSE(fits_wildcard("", "a"));
    // Takes no longer than the product of both.
    std::string stars;
    for (int i = 0; i < 60; ++i) stars += "*a";
    EXPECT_FALSE(fits_wildcard(stars + "b", std::string(300, 'a')));
}

}  // namespace
}  // namespace gantry::ecr
