#include "services/ecr/model/lifecycle_policy.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace gantry::ecr {
namespace {

std::string rule(
    int priority, const std::string& selection, const std::string& action = R"({"type":"expire"})"
) {
    return fmt::format(
        R"({{"rulePriority":{},"selection":{{{}}},"action":{}}})", priority, selection, action
    );
}

constexpr const char* kAny =
    R"("tagStatus":"any","countType":"imageCountMoreThan","countNumber":5)";
constexpr const char* kUntagged =
    R"("tagStatus":"untagged","countType":"sinceImagePushed","countUnit":"days","countNumber":14)";

std::string tagged(const std::string& list) {
    return R"("tagStatus":"tagged",)" + list +
           R"(,"countType":"imageCountMoreThan","countNumber":1)";
}

std::string policy(const std::string& rules) {
    return R"({"rules":[)" + rules + "]}";
}

/// "0","1",…
std::string numbers(int count) {
    std::string list;
    for (int i = 0; i < count; ++i) list += fmt::format("{}\"{}\"", i > 0 ? "," : "", i);
    return list;
}

/// What is wrong with it, without what is said of each.
std::string problem(const std::string& text) {
    const auto rules = read_lifecycle_policy(text);
    if (rules) return "";
    constexpr std::string_view kBefore = "Lifecycle policy validation failure: ";
    const std::string& message = rules.error().message;
    const std::size_t at = message.find(kBefore);
    return at == std::string::npos
               ? rules.error().code + ": " + message
               : message.substr(at + kBefore.size(), message.size() - at - kBefore.size() - 1);
}

TEST(LifecyclePolicy, is_read_in_order_of_priority) {
    const auto rules = read_lifecycle_policy(policy(
        rule(9, kAny) + "," + rule(2, kUntagged) + "," +
        rule(5, tagged(R"("tagPrefixList":["prod","v"])"))
    ));
    ASSERT_TRUE(rules);
    ASSERT_EQ(rules->size(), 3);
    EXPECT_EQ((*rules)[0].priority, 2);
    EXPECT_EQ((*rules)[0].tagged, LifecycleRule::Tagged::Untagged);
    EXPECT_EQ((*rules)[0].count, LifecycleRule::Count::SincePushed);
    EXPECT_EQ((*rules)[0].number, 14);
    EXPECT_EQ((*rules)[1].prefixes, (std::vector<std::string>{"prod", "v"}));
    EXPECT_EQ((*rules)[2].count, LifecycleRule::Count::MoreThan);
    EXPECT_EQ((*rules)[2].number, 5);
}

TEST(LifecyclePolicy, has_each_tag_once) {
    const auto prefixes = [](const std::string& list) {
        const auto rules = read_lifecycle_policy(
            policy(rule(1, tagged(fmt::format(R"("tagPrefixList":[{}])", list))))
        );
        return rules ? rules->front().prefixes : std::vector<std::string>{};
    };
    EXPECT_EQ(prefixes(R"("v","a","v")"), (std::vector<std::string>{"a", "v"}));
    EXPECT_EQ(prefixes(numbers(100) + "," + numbers(100)).size(), 100);
}

TEST(LifecyclePolicy, says_what_is_wrong) {
    const auto with = [](const std::string& selection) { return policy(rule(1, selection)); };
    struct Case {
        std::string text;
        std::string problem;
    };
    const Case cases[] = {
        {"x", "Could not map policyString into LifecyclePolicy."},
        {"{}", R"(object has missing required properties (["rules"]))"},
        {policy(""), "rules must not be empty"},
        {policy("{}"), R"(object has missing required properties (["rulePriority"]))"},
        {R"({"rules":[],"x":1})",
         R"(object instance has properties which are not allowed by the schema: (["x"]))"},
        {with(R"("tagStatus":"any","countType":"imageCountMoreThan","countNumber":0)"),
         "numeric instance is lower than the required minimum (minimum: 1, found: 0)"},
        {with(R"("tagStatus":"none","countType":"imageCountMoreThan","countNumber":1)"),
         R"(instance value ("none") not found in enum (possible values: ["any","tagged","untagged"]))"
        },
        {with(R"("tagStatus":"any","countType":"x","countNumber":1)"),
         "instance failed to match exactly one schema (matched 0 out of 2)"},
        {with(R"("tagStatus":"any","countType":"sinceImagePushed","countNumber":1)"),
         "countUnit must be days"},
        {with(
             R"("tagStatus":"any","countType":"imageCountMoreThan","countUnit":"days","countNumber":1)"
         ),
         "countUnit does not go with imageCountMoreThan"},
        {with(
             R"("tagStatus":"any","tagPrefixList":["a"],"countType":"imageCountMoreThan","countNumber":1)"
         ),
         "tagPrefixList and tagPatternList go with tagStatus tagged"},
        {with(R"("tagStatus":"tagged","countType":"imageCountMoreThan","countNumber":1)"),
         "tagStatus tagged needs one of tagPrefixList and tagPatternList"},
        {with(tagged(R"("tagPatternList":["*****"])")), "a pattern has at most 4 wildcards"},
        {with(tagged(fmt::format(R"("tagPrefixList":[{}])", numbers(101)))),
         "a rule names at most 100 tags"},
        {policy(
             rule(1, tagged(R"("tagPrefixList":["a","a"])")) + "," +
             rule(2, tagged(R"("tagPrefixList":["a"])"))
         ),
         "rules must not have the same tagPrefixList or tagPatternList"},
        {policy(rule(1, kAny) + "," + rule(2, kUntagged)),
         "a rule with tagStatus any must have the highest rulePriority"},
        {policy(rule(1, kUntagged) + "," + rule(1, kAny)), "rulePriority 1 is given more than once"
        },
        {policy(rule(1, kUntagged) + "," + rule(2, kUntagged)),
         "only one rule may select untagged images"},
        {policy(
             rule(1, tagged(R"("tagPrefixList":["a","b"])")) + "," +
             rule(2, tagged(R"("tagPrefixList":["b","a"])"))
         ),
         "rules must not have the same tagPrefixList or tagPatternList"},
        {policy(rule(1, kAny, R"({"type":"keep"})")),
         R"(instance value ("keep") not found in enum (possible values: ["expire"]))"},
        {policy(rule(1, kAny, R"({"type":"transition","targetStorageClass":"archive"})")),
         "UnsupportedOperationException: Lifecycle policies cannot archive images: there is no "
         "archive storage class."},
    };
    for (const Case& each : cases) EXPECT_EQ(problem(each.text), each.problem) << each.text;
}

}  // namespace
}  // namespace gantry::ecr
