#include "services/iam/policy/pattern.h"

#include <gtest/gtest.h>

#include <string>

#include "base/random.h"
#include "services/iam/policy/wildcards.h"

namespace gantry::iam::policy {
namespace {

bool matches_text(std::string_view pattern, std::string_view text) {
    return matches_glob(make_glob(pattern), text);
}

/// The definition, without a thought for time.
bool matches_slowly(std::string_view glob, std::string_view text) {
    if (glob.empty()) return text.empty();
    if (glob[0] == '*') {
        return matches_slowly(glob.substr(1), text) ||
               (!text.empty() && matches_slowly(glob, text.substr(1)));
    }
    if (text.empty() || (glob[0] != '?' && glob[0] != text[0])) return false;
    return matches_slowly(glob.substr(1), text.substr(1));
}

TEST(WildcardsTest, RunsAndSingleCharacters) {
    EXPECT_TRUE(matches_text("", ""));
    EXPECT_FALSE(matches_text("", "a"));
    EXPECT_TRUE(matches_text("*", ""));
    EXPECT_TRUE(matches_text("a*b*c", "a-b-b-c"));
    EXPECT_FALSE(matches_text("a*b*c", "a-b-b-"));
    EXPECT_TRUE(matches_text("**", "x"));
    EXPECT_FALSE(matches_text("?", ""));
    EXPECT_TRUE(matches_text("*?", "abc"));
}

TEST(WildcardsTest, AQuestionMarkIsACharacterNotAByte) {
    EXPECT_TRUE(matches_text("?", "ä"));
    EXPECT_TRUE(matches_text("x?y", "x€y"));
    EXPECT_FALSE(matches_text("??", "ä"));
}

TEST(WildcardsTest, ManyRunsTakeNoAges) {
    std::string pattern;
    for (int i = 0; i < 200; ++i) pattern += "a*";
    EXPECT_FALSE(matches_text(pattern + "b", std::string(20'000, 'a')));
    EXPECT_TRUE(matches_text(pattern, std::string(20'000, 'a')));
}

TEST(WildcardsTest, AsTheDefinitionSays) {
    Random random(7);
    const auto draw = [&](std::string_view letters, std::size_t most) {
        std::string text(random.below(most + 1), ' ');
        for (char& c : text) c = letters[random.below(letters.size())];
        return text;
    };
    for (int i = 0; i < 20'000; ++i) {
        const std::string pattern = draw("ab*?", 8);
        const std::string text = draw("ab", 9);
        ASSERT_EQ(matches_text(pattern, text), matches_slowly(pattern, text))
            << pattern << " " << text;
        // The same by way of Pattern, which takes short cuts.
        ASSERT_EQ(
            Pattern(pattern, {}).matches(text, {}, nullptr) == Match::Yes,
            matches_text(pattern, text)
        );
    }
}

TEST(PatternTest, RunsAroundAVariableStayTwo) {
    Context context;
    context.set("aws:username", "alice");
    const Pattern pattern("*${aws:username}*", {});
    EXPECT_EQ(pattern.matches("of-alice-and-bob", context, nullptr), Match::Yes);
    EXPECT_EQ(pattern.matches("of-bob", context, nullptr), Match::No);
}

TEST(PatternTest, AVariableThatDoesNotEndIsText) {
    EXPECT_EQ(Pattern("a${b", {}).matches("a${b", {}, nullptr), Match::Yes);
    EXPECT_EQ(Pattern("$", {}).matches("$", {}, nullptr), Match::Yes);
}

TEST(PatternTest, ValuesThatAreNoUtf8MatchNothing) {
    Context context;
    context.set("aws:username", "\xFF");
    const Pattern pattern("home/${aws:username}", {});
    EXPECT_EQ(pattern.matches("home/bob", context, nullptr), Match::Unresolved);
}

TEST(PatternTest, MissingKeysAreNamedAsWritten) {
    MissingKeys missing;
    EXPECT_EQ(
        Pattern("${aws:PrincipalTag/Team}", {}).matches("x", {}, &missing), Match::Unresolved
    );
    EXPECT_EQ(missing, MissingKeys{"aws:PrincipalTag/Team"});
}

TEST(ContextTest, KeysAreFoundInAnyLettersAndReplaced) {
    Context context;
    context.set("aws:B", "1");
    context.set("aws:a", std::vector<std::string>{"2", "3"});
    context.set("AWS:b", "4");
    ASSERT_EQ(context.entries().size(), 2U);
    EXPECT_EQ(context.entries()[0].key, "aws:a");
    EXPECT_EQ(*context.find_single("aws:b"), "4");
    EXPECT_EQ(context.find_single("aws:a"), nullptr);
    EXPECT_EQ(context.find("aws:c"), nullptr);
}

}  // namespace
}  // namespace gantry::iam::policy
