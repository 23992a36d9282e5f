#include "store/change_text.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace gantry::store {
namespace {

using core::RowChange;
using Changes = std::vector<RowChange>;

TEST(ChangeText, ReadsAsPlainJson) {
    const Changes changes{{"task", "a/b", R"({"x":1})"}, {"task", "c", std::nullopt}};
    EXPECT_EQ(
        format_changes(changes).value(),
        R"([{"table":"task","key":"a/b","row":{"x":1}},{"table":"task","key":"c"}])"
    );
    EXPECT_EQ(format_changes({}).value(), "[]");
}

TEST(ChangeText, ComesBackByteForByte) {
    const Changes changes{
        {"t\"\\", std::string("k\n\0\x1f/ü", 7), R"({ "a" : [ "}\"]" , {} ], "b\\":null })"},
        {"", "", "\"text, with ] and }\""},
        {"n", "1", "-1.5E+9"},
        {"n", "2", "null"},
        {"n", "3", std::nullopt},
    };
    const auto text = format_changes(changes);
    ASSERT_TRUE(text);
    EXPECT_EQ(parse_changes(*text).value(), changes);
}

TEST(ChangeText, AcceptsWhatSomeoneElseWrote) {
    const auto changes = parse_changes(
        " [ {\"row\" : [1, 2] , \"note\":{\"x\":[]}, \"key\":\"\\u00fc\\ud83d\\ude00\\/\","
        "\n\t\"table\":\"t\"} ] "
    );
    ASSERT_TRUE(changes);
    EXPECT_EQ(*changes, (Changes{{"t", "ü😀/", "[1, 2]"}}));
}

TEST(ChangeText, RefusesRowsThatAreNotOneValue) {
    for (const char* row :
         {"",
          " ",
          "{",
          "}",
          "[}",
          "{}{}",
          "{} ",
          " {}",
          "\"",
          "\"\\\"",
          "word",
          "1,2",
          "nul",
          "[\"]"}) {
        const Changes changes{{"t", "k", row}};
        const auto text = format_changes(changes);
        ASSERT_FALSE(text) << row;
        EXPECT_EQ(text.error().message, "The text of row 'k' of table 't' is not JSON.");
    }
}

TEST(ChangeText, RefusesTornText) {
    const std::string whole =
        format_changes(Changes{{"task", "a", R"({"x":"\u0041"})"}, {"task", "b", "1"}}).value();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_FALSE(parse_changes(whole.substr(0, size))) << size;
    }
    EXPECT_FALSE(parse_changes(whole + "x"));
    EXPECT_FALSE(parse_changes(R"([{"key":"no table"}])"));
    EXPECT_FALSE(parse_changes(R"([{"table":"t","key":"\ud83d"}])"));
    EXPECT_FALSE(parse_changes(R"([{"table":"t","key":"\udc00"}])"));
    EXPECT_FALSE(parse_changes(R"([{"table":"t","key":"\u00g0"}])"));
}

TEST(ChangeText, SurvivesAnyByteChanged) {
    Random random(7);
    const std::string whole =
        format_changes(Changes{{"task", "a\n", R"({"x":["\u0041",{}]})"}, {"u", "b", {}}}).value();
    for (int round = 0; round < 20'000; ++round) {
        std::string text = whole;
        text[random.below(text.size())] = static_cast<char>(random.below(256));
        const auto changes = parse_changes(text);
        if (!changes) continue;
        const auto again = format_changes(*changes);
        ASSERT_TRUE(again) << text;
        EXPECT_EQ(parse_changes(*again).value(), *changes) << text;
    }
}

}  // namespace
}  // namespace gantry::store
