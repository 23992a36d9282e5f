// Examples of the ECR User Guide, "Examples of lifecycle policies in Amazon ECR", and what they do
// not show.
#include "services/ecr/model/lifecycle.h"

#include <gtest/gtest.h>

namespace gantry::ecr {
namespace {

using Tagged = LifecycleRule::Tagged;
using Count = LifecycleRule::Count;

constexpr SysTime kNow = SysTime{} + std::chrono::days(1000);

LifecycleImage image(const std::string& digest, std::vector<std::string> tags, int days_ago) {
    return {
        .digest = digest, .tags = std::move(tags), .pushed = kNow - std::chrono::days(days_ago)
    };
}

LifecycleRule more_than(int priority, std::vector<std::string> prefixes, int number) {
    return {
        .priority = priority,
        .tagged = Tagged::Tagged,
        .prefixes = std::move(prefixes),
        .patterns = {},
        .number = number,
    };
}

/// "A1 B2": what goes, and by which rule.
std::string expired(
    const std::vector<LifecycleRule>& rules, const std::vector<LifecycleImage>& images
) {
    std::string text;
    for (const auto& [at, priority] : expiring_images(rules, images, kNow)) {
        text += (text.empty() ? "" : " ") + images[at].digest + std::to_string(priority);
    }
    return text;
}

TEST(Lifecycle, rules_of_higher_priority_keep_what_is_theirs) {
    const std::vector<LifecycleImage> images = {
        image("A", {"beta-1", "prod-1"}, 10),
        image("B", {"beta-2", "prod-2"}, 9),
        image("C", {"beta-3"}, 8),
    };
    EXPECT_EQ(expired({more_than(1, {"prod"}, 1), more_than(2, {"beta"}, 1)}, images), "A1");
    // C counts among the betas, so that B is one too many.
    EXPECT_EQ(expired({more_than(1, {"beta"}, 1), more_than(2, {"prod"}, 1)}, images), "A1 B1");
}

TEST(Lifecycle, one_rule_for_all_tags_or_one_for_each) {
    const std::vector<LifecycleImage> images = {
        image("A", {"alpha-1"}, 12),
        image("B", {"beta-1"}, 11),
        image("C", {"alpha-2"}, 10),
        image("D", {"git-1", "beta-2"}, 9),
        image("E", {"gold-1", "alpha-1"}, 8),
    };
    EXPECT_EQ(expired({more_than(1, {"alpha"}, 1), more_than(2, {"beta"}, 1)}, images), "A1 B2 C1");
    // All of the list are wanted.
    EXPECT_EQ(expired({more_than(1, {"alpha", "gold"}, 1)}, images), "");
    EXPECT_EQ(expired({more_than(1, {"nothing"}, 1)}, images), "");
}

TEST(Lifecycle, patterns_are_about_whole_tags) {
    const std::vector<LifecycleImage> images = {
        image("A", {"prod"}, 3), image("B", {"prod-1"}, 2), image("C", {"x-prod-y"}, 1)
    };
    const auto with = [&images](const std::string& pattern) {
        LifecycleRule rule{.tagged = Tagged::Tagged, .prefixes = {}, .patterns = {pattern}};
        rule.count = Count::SincePushed;
        return expired({rule}, images);
    };
    EXPECT_EQ(with("prod"), "A1");
    EXPECT_EQ(with("prod*"), "A1 B1");
    EXPECT_EQ(with("*prod*"), "A1 B1 C1");
}

TEST(Lifecycle, any_comes_last) {
    const std::vector<LifecycleImage> images = {
        image("A", {"alpha-1"}, 14),
        image("B", {"beta-1"}, 13),
        image("C", {"alpha-2"}, 12),
        image("D", {}, 11),
        image("E", {"x"}, 10),
    };
    const LifecycleRule any{.priority = 2, .tagged = Tagged::Any, .prefixes = {}, .patterns = {}};
    // The newest one stays; the alphas are another rule's.
    EXPECT_EQ(expired({more_than(1, {"alpha"}, 1), any}, images), "A1 B2 D2");
}

TEST(Lifecycle, days_since_it_was_pushed_or_pulled) {
    std::vector<LifecycleImage> images = {
        image("A", {}, 14), image("B", {}, 13), image("C", {"t"}, 99)
    };
    LifecycleRule rule{.tagged = Tagged::Untagged, .prefixes = {}, .patterns = {}};
    rule.count = Count::SincePushed;
    rule.number = 14;
    EXPECT_EQ(expired({rule}, images), "A1");
    rule.count = Count::SincePulled;
    EXPECT_EQ(expired({rule}, images), "A1");  // never pulled
    images[0].pulled = kNow - std::chrono::days(2);
    EXPECT_EQ(expired({rule}, images), "");
}

TEST(Lifecycle, what_is_in_a_list_stays) {
    std::vector<LifecycleImage> images = {
        image("A", {}, 9), image("B", {}, 8), image("C", {"t"}, 7)
    };
    images[0].in_list = true;
    LifecycleRule rule{.tagged = Tagged::Untagged, .prefixes = {}, .patterns = {}};
    rule.count = Count::SincePushed;
    EXPECT_EQ(expired({rule}, images), "B1");
}

TEST(Lifecycle, artifacts_go_with_their_image) {
    std::vector<LifecycleImage> images = {
        image("A", {"t1"}, 9),
        image("B", {"t2"}, 8),
        image("C", {}, 99),
        image("D", {}, 99),
        image("E", {}, 99),
    };
    images[2].subject = "A";
    images[3].subject = "C";
    images[4].subject = "B";
    const LifecycleRule any{.priority = 3, .tagged = Tagged::Any, .prefixes = {}, .patterns = {}};
    EXPECT_EQ(expired({any}, images), "A3 C3 D3");
}

TEST(Lifecycle, artifacts_go_before_their_image) {
    std::vector<LifecycleImage> images = {
        image("A", {}, 9),
        image("B", {}, 9),
        image("C", {"t"}, 9),
        image("D", {}, 9),
        image("E", {}, 9),
        image("F", {}, 9),
        image("G", {}, 9),
    };
    images[0].subject = "D";
    images[1].subject = "A";
    images[4].subject = "D";
    images[5].subject = "C";  // stays with it
    const std::vector<Expiring> expiring = {{0, 1}, {1, 1}, {3, 1}, {4, 1}, {6, 1}};
    const std::vector<std::vector<std::size_t>> expected = {{1, 4, 0, 3}, {6}};
    EXPECT_EQ(in_groups(expiring, images), expected);
    EXPECT_TRUE(in_groups({}, images).empty());
}

}  // namespace
}  // namespace gantry::ecr
