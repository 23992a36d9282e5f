#include "service/credentials.h"

#include <gtest/gtest.h>

namespace gantry::service {
namespace {

TEST(KeyRing, knows_the_newest_of_each_id) {
    KeyRing ring;
    EXPECT_FALSE(ring.find("AKIA1"));
    ring.put({"AKIA1", "one", "111111111111", ""});
    ring.put({"AKIA1", "two", "111111111111", ""});
    EXPECT_EQ(ring.find("AKIA1")->secret, "two");
    ring.remove("AKIA1");
    ring.remove("AKIA1");
    EXPECT_FALSE(ring.find("AKIA1"));
}

TEST(SessionToken, says_what_it_was_made_with) {
    const aws::Session session{
        .access_key_id = "ASIA1",
        .account = "111111111111",
        .principal = "arn:aws:sts::111111111111:assumed-role/deploy/ci",
        .user_id = "AROA1:ci",
        .expires = from_epoch_ms(1'800'000'000'000),
        .policies = {{R"({"Version":"2012-10-17","Statement":[]})"}},
        .policy_arns = {"arn:aws:iam::aws:policy/ReadOnlyAccess"},
        .tags = {{"team", "blue"}},
        .transitive_tags = {"team"},
        .source_identity = "ann",
    };
    const std::string token = make_session_token("secret", "nonce", session);
    EXPECT_EQ(read_session_token("secret", token), session);
    EXPECT_FALSE(read_session_token("another", token));
    EXPECT_FALSE(read_session_token("secret", token + "x"));
    EXPECT_FALSE(read_session_token("secret", ""));
}

TEST(SecretAccessKey, has_the_length_of_awss) {
    EXPECT_EQ(secret_access_key("secret", "AKIA1").size(), 40U);
    EXPECT_NE(secret_access_key("secret", "AKIA1"), secret_access_key("secret", "AKIA2"));
}

}  // namespace
}  // namespace gantry::service
