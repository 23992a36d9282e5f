#include "service/tag_rules.h"

#include <gtest/gtest.h>

namespace gantry::service {
namespace {

struct SomeTag {
    std::optional<std::string> key;
    std::optional<std::string> value;
    friend bool operator==(const SomeTag&, const SomeTag&) = default;
};
using SomeTags = std::vector<SomeTag>;

TEST(TagRules, KeysOfAwssOwnAreKnownInAnyLetters) {
    for (const char* key : {"aws:", "aws:ecs:clusterName", "AWS:x", "aWs:x"}) {
        EXPECT_TRUE(is_reserved_tag_key(key)) << key;
    }
    for (const char* key : {"", "aws", "awsx", "my:aws:", "aws-x"}) {
        EXPECT_FALSE(is_reserved_tag_key(key)) << key;
    }
    EXPECT_EQ(count_user_tags(SomeTags{{"a", "1"}, {"aws:a", "1"}, {{}, {}}}), 2U);
}

TEST(TagRules, AKeyThatIsThereTwiceIsFound) {
    EXPECT_EQ(find_repeated_key(SomeTags{{"a", "1"}, {"A", "1"}, {"b", "1"}}), std::nullopt);
    EXPECT_EQ(find_repeated_key(SomeTags{{"a", "1"}, {"b", "1"}, {"a", "2"}}), "a");
}

TEST(TagRules, NewOnesComeLastAndAwssOwnStay) {
    const SomeTags before{{"b", "1"}, {"aws:c", "2"}};
    EXPECT_EQ(
        merge_tags(before, {{"a", {}}, {"b", "3"}}),
        (SomeTags{{"b", "3"}, {"aws:c", "2"}, {"a", ""}})
    );
    EXPECT_EQ(remove_tags(before, {"b", "aws:c", "none"}), (SomeTags{{"aws:c", "2"}}));
}

}  // namespace
}  // namespace gantry::service
