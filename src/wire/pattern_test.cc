#include "wire/pattern.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "api/ec2/operations.h"
#include "api/ecs/operations.h"
#include "api/iam/operations.h"
#include "api/s3/operations.h"
#include "api/sts/operations.h"
#include "api/test/cloudwatch/operations.h"
#include "api/test/elasticloadbalancingv2/operations.h"
#include "api/test/scheduler/operations.h"

namespace gantry::wire {
namespace {

TEST(Pattern, matches_the_whole_text) {
    struct PatternCase {
        std::string_view pattern;
        std::string_view text;
        bool expected;
    };
    constexpr PatternCase kCases[] = {
        {"", "", true},
        {"", "a", false},
        {"abc", "abc", true},
        {"abc", "abcd", false},
        {"a.c", "abc", true},
        {"a*", "", true},
        {"a*", "aaaa", true},
        {"a+", "", false},
        {"ab?c", "ac", true},
        {"a|bc", "bc", true},
        {"(a|b)*c", "ababc", true},
        {"[a-c]+", "abcabc", true},
        {"[^a-c]", "b", false},
        {"[]a]+", "]a", true},
        {"[a-]+", "a-", true},
        {"\\d{2,3}", "1", false},
        {"\\d{2,3}", "123", true},
        {"\\d{2,3}", "1234", false},
        {"\\w+\\.\\w+", "m5.large", true},
        {"x{2}", "xx", true},
        {"x{2,}", "xxxxx", true},
        {"^a$", "a", true},
        {"(?:ab)+", "abab", true},
        {"()", "", true},
        {"(|a)b", "b", true},
        {"\\s\\S", " x", true},
        {"(a*)*", "aaa", true},
    };
    for (const PatternCase& each : kCases) {
        const auto pattern = Pattern::compile(each.pattern);
        ASSERT_TRUE(pattern) << each.pattern;
        EXPECT_EQ(pattern->matches(each.text), each.expected) << each.pattern << " / " << each.text;
    }
    for (const std::string_view bad :
         {"(",
          ")",
          "a)",
          "[a",
          "*",
          "a{2,1}",
          "a{1001}",
          "\\",
          "[b-a]",
          "(?=a)",
          "((a{100}){100}){100}"}) {
        EXPECT_FALSE(Pattern::compile(bad)) << bad;
    }
}

TEST(Pattern, says_what_is_wrong) {
    EXPECT_EQ(
        Pattern::compile("a(").error().message, "a pattern that cannot be read: missing ): a("
    );
}

TEST(Pattern, reads_characters_not_bytes) {
    EXPECT_TRUE(Pattern::compile("...")->matches("äöü"));
    EXPECT_TRUE(Pattern::compile("[\\p{L}]+")->matches("größe東京"));
    EXPECT_TRUE(Pattern::compile("[\\x{20AC}]")->matches("€"));
}

TEST(Pattern, is_found_within_a_text) {
    EXPECT_TRUE(Pattern::compile("b+")->found_in("abbc"));
    EXPECT_FALSE(Pattern::compile("^b+")->found_in("abbc"));
}

TEST(Pattern, is_not_slow_on_nested_repetition) {
    const auto pattern = Pattern::compile("(a+)+(a+)+(a+)+b");
    ASSERT_TRUE(pattern);
    EXPECT_FALSE(pattern->matches(std::string(2000, 'a')));
}

class PatternsOfModels {
  public:
    void add(const reflect::TypeInfo& type) {
        if (!seen_.insert(&type).second) return;
        if (type.element != nullptr) add(type.element());
        for (const reflect::FieldInfo& field : type.fields) {
            add(field.bounds);
            for (auto* element = field.element; element != nullptr; element = element->inside) {
                add(element->bounds);
                add(element->key_bounds);
            }
            add(field.type());
        }
    }

    std::set<std::string_view> found;

  private:
    void add(const reflect::Bounds& bounds) {
        if (!bounds.pattern.empty()) found.insert(bounds.pattern);
    }

    std::set<const reflect::TypeInfo*> seen_;
};

// A model's pattern that RE2 cannot take is not checked: it is listed here, or written otherwise in
// the model (api/importer/patterns.py).
TEST(Pattern, of_models_are_read_but_for_those_listed) {
    PatternsOfModels patterns;
    for (const auto operations :
         {api::ecs::operations(),
          api::iam::operations(),
          api::sts::operations(),
          api::test::cloudwatch::operations(),
          api::ec2::operations(),
          api::test::elasticloadbalancingv2::operations(),
          api::s3::operations(),
          api::test::scheduler::operations()}) {
        for (const api::OperationInfo& operation : operations) {
            patterns.add(operation.input());
            patterns.add(operation.output());
        }
    }
    EXPECT_GT(patterns.found.size(), 20U);
    std::set<std::string_view> unread;
    for (const std::string_view pattern : patterns.found) {
        if (!Pattern::compile(pattern, Pattern::kOurs)) unread.insert(pattern);
    }
    const std::set<std::string_view> expected{
        // Scheduler, where an event is from
        R"(^(?=[/\.\-_A-Za-z0-9]+)((?!aws\.).*)|(\$(\.[\w_-]+(\[(\d+|\*)\])*)*)$)",
    };
    EXPECT_EQ(unread, expected);
}

TEST(Pattern, of_a_model_that_is_not_read_fits_everything) {
    EXPECT_TRUE(fits_model_pattern("^(?=a)b$", "c"));
    EXPECT_FALSE(fits_model_pattern("^a+$", "aab"));
    EXPECT_TRUE(fits_model_pattern("^a+$", "aa"));
}

TEST(Pattern, shows_what_its_groups_match) {
    const auto pattern = Pattern::compile(R"((?P<user>[a-z]+)=(\d+)?(;)?)");
    ASSERT_TRUE(pattern);
    EXPECT_EQ(pattern->group_names(), (std::vector<std::string>{"user", "", ""}));
    const auto groups = pattern->groups_in("x: ann=17!");
    ASSERT_EQ(groups.size(), 3U);
    EXPECT_EQ(groups[0], "ann");
    EXPECT_EQ(groups[1], "17");
    EXPECT_FALSE(groups[2]);
    EXPECT_TRUE(pattern->groups_in("nothing").empty());
}

}  // namespace
}  // namespace gantry::wire
