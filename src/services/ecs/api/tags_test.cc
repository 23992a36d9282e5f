#include "services/ecs/api/tags.h"

#include <gtest/gtest.h>

#include <string>

#include "services/ecs/api/tag_characters.h"
#include "services/ecs/api/test_support.h"

namespace gantry::ecs {
namespace {

TEST(Tags, OrdinaryOnesAreFine) {
    EXPECT_TRUE(check_tags(std::nullopt));
    EXPECT_TRUE(check_tags(Tags{}));
    EXPECT_TRUE(check_tags(Tags{{.key = "team", .value = "a b_c.d/e=f+g-h:i@j"}, {.key = "x"}}));
    EXPECT_TRUE(check_tags(Tags{{.key = "größe", .value = "東京 ٣"}}));
}

TEST(Tags, EachRuleHasItsText) {
    EXPECT_EQ(
        outcome(check_tags(Tags{{.key = "a", .value = "1"}, {.key = "a", .value = "2"}})),
        "InvalidParameterException: Multiple tags contain the same key."
    );
    EXPECT_EQ(
        outcome(check_tags(Tags{{.key = "a", .value = "what?"}})),
        "InvalidParameterException: Some tags contain invalid characters. Valid characters: UTF-8 "
        "letters, spaces, numbers and _ . / = + - : @."
    );
    EXPECT_FALSE(check_tags(Tags{{.value = "no key"}}));
    EXPECT_FALSE(check_tags(Tags{{.key = std::string(129, 'k')}}));
    EXPECT_FALSE(check_tags(Tags{{.key = "k", .value = std::string(257, 'v')}}));
    EXPECT_TRUE(check_tags(Tags{{.key = std::string(128, 'k'), .value = std::string(256, 'v')}}));
    EXPECT_FALSE(check_tags(Tags{{.key = "AWS:mine"}}));
}

TEST(Tags, FiftyAreEnough) {
    Tags tags;
    for (int i = 0; i < 50; ++i) tags.push_back({.key = "k" + std::to_string(i)});
    EXPECT_TRUE(check_tags(tags));
    tags.push_back({.key = "one more"});
    EXPECT_FALSE(check_tags(tags));
}

TEST(TagCharacters, LettersSpacesDigitsAndSomeSigns) {
    EXPECT_TRUE(has_tag_characters(""));
    EXPECT_TRUE(has_tag_characters("Ωμέγα\u00a0½"));
    for (const char* text : {"a,b", "a;b", "a*b", "\t", "a\nb", "\u20ac", "\U0001f600", "\xff"}) {
        EXPECT_FALSE(has_tag_characters(text)) << text;
    }
}

}  // namespace
}  // namespace gantry::ecs
