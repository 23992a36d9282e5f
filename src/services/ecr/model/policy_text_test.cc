#include "services/ecr/model/policy_text.h"

#include <gtest/gtest.h>

namespace gantry::ecr {
namespace {

TEST(EcrPolicyText, is_about_the_repository) {
    EXPECT_EQ(
        with_resources(
            R"({"Version":"2012-10-17", "Statement":[{"Effect":"Allow"}, {"Effect":"Deny"}]})"
        ),
        R"({"Version":"2012-10-17","Statement":[{"Resource":"*","Effect":"Allow"},{"Resource":"*","Effect":"Deny"}]})"
    );
    EXPECT_EQ(
        with_resources(R"({"Statement":{"Effect":"Allow"}})"),
        R"({"Statement":[{"Resource":"*","Effect":"Allow"}]})"
    );
}

TEST(EcrPolicyText, that_is_no_policy_stays) {
    for (const char* text :
         {"", "x", "[]", "{", R"({"Statement":[)", R"({"Statement":5})", R"({"Statement":["a"]})"
         }) {
        EXPECT_EQ(with_resources(text), text);
        EXPECT_FALSE(names_resources(text)) << text;
    }
}

TEST(EcrPolicyText, names_no_resources) {
    EXPECT_FALSE(names_resources(R"({"Statement":[{"Effect":"Allow"}]})"));
    EXPECT_TRUE(names_resources(R"({"Statement":[{"Effect":"Allow"},{"Resource":"*"}]})"));
    EXPECT_TRUE(names_resources(R"({"Statement":{"NotResource":"*"}})"));
    EXPECT_TRUE(names_resources(R"({"Statement":{"\u0052esource":"*"}})"));
}

}  // namespace
}  // namespace gantry::ecr
