#include "services/ecr/model/token.h"

#include <gtest/gtest.h>

#include <memory>

namespace gantry::ecr {
namespace {

const aws::Caller kCaller{
    {"123456789012", "us-east-1"}, "arn:aws:iam::123456789012:user/ann", "AKIAX", nullptr
};
const SysTime kEnd = from_epoch_ms(1'000'000);

TEST(EcrToken, says_who_asked_for_it) {
    aws::Session session{.access_key_id = "ASIAX", .account = "123456789012"};
    session.policies = {"{}"};
    aws::Caller caller = kCaller;
    caller.session = std::make_shared<const aws::Session>(session);
    const std::string token = seal_token("secret", "n", caller, kEnd);
    const auto opened = open_token("secret", token, kEnd - milliseconds(1));
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->scope, caller.scope);
    EXPECT_EQ(opened->principal, caller.principal);
    EXPECT_EQ(opened->access_key_id, "AKIAX");
    ASSERT_TRUE(opened->session);
    EXPECT_EQ(*opened->session, session);
    // As a password it needs no escapes, and a colon would end the user's name.
    EXPECT_EQ(
        token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                "0123456789-_"),
        std::string::npos
    );
}

TEST(EcrToken, ends) {
    const std::string token = seal_token("secret", "n", kCaller, kEnd);
    EXPECT_TRUE(open_token("secret", token, kEnd - milliseconds(1)));
    EXPECT_FALSE(open_token("secret", token, kEnd));
}

TEST(EcrToken, is_nobody_elses) {
    const std::string token = seal_token("secret", "n", kCaller, kEnd);
    EXPECT_FALSE(open_token("another", token, SysTime{}));
    EXPECT_FALSE(open_token("secret", "", SysTime{}));
    for (std::size_t i = 0; i < token.size(); ++i) {
        std::string changed = token;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(open_token("secret", changed, SysTime{})) << i;
    }
}

}  // namespace
}  // namespace gantry::ecr
