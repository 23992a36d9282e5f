// On generated policies and repositories: nothing goes that no rule selects, counts hold, and rules
// keep their order.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/random.h"
#include "services/ecr/model/lifecycle.h"
#include "services/ecr/model/wildcard.h"

namespace gantry::ecr {
namespace {

using Tagged = LifecycleRule::Tagged;
using Count = LifecycleRule::Count;

constexpr SysTime kToday = SysTime{} + std::chrono::days(1000);

std::string draw_tag(Random& random) {
    constexpr std::string_view kLetters = "abc";
    std::string tag;
    for (auto n = random.between(1, 3); n > 0; --n) tag += kLetters[random.below(kLetters.size())];
    return tag;
}

std::vector<LifecycleImage> draw_images(Random& random) {
    std::vector<LifecycleImage> images;
    for (auto n = random.between(0, 14); n > 0; --n) {
        LifecycleImage image{.digest = "d" + std::to_string(images.size()), .tags = {}};
        for (auto tags = random.between(0, 3); tags > 0; --tags) {
            image.tags.push_back(draw_tag(random));
        }
        std::ranges::sort(image.tags);
        image.pushed = kToday - std::chrono::hours(random.between(0, 240));
        if (random.chance(0.3)) image.pulled = kToday - std::chrono::hours(random.between(0, 240));
        image.in_list = random.chance(0.15);
        if (!images.empty() && random.chance(0.15)) {
            image.subject = images[random.below(images.size())].digest;
        }
        images.push_back(std::move(image));
    }
    return images;
}

LifecycleRule draw_rule(Random& random, std::int64_t priority) {
    LifecycleRule rule{.priority = priority, .prefixes = {}, .patterns = {}};
    rule.tagged = static_cast<Tagged>(random.below(3));
    rule.count = static_cast<Count>(random.below(3));
    rule.number = random.between(1, 6);
    if (rule.tagged != Tagged::Tagged) return rule;
    auto& list = random.chance(0.5) ? rule.prefixes : rule.patterns;
    for (auto n = random.between(1, 2); n > 0; --n) {
        list.push_back(draw_tag(random));
        if (&list == &rule.patterns && random.chance(0.5)) list.back() += "*";
    }
    return rule;
}

std::vector<LifecycleRule> draw_rules(Random& random) {
    std::vector<LifecycleRule> rules;
    std::int64_t priority = 0;
    for (auto n = random.between(1, 4); n > 0; --n) {
        priority += random.between(1, 5);
        rules.push_back(draw_rule(random, priority));
    }
    return rules;
}

/// What the User Guide says, said once more.
bool selects(const LifecycleRule& rule, const LifecycleImage& image) {
    if (rule.tagged == Tagged::Any) return true;
    if (rule.tagged == Tagged::Untagged) return image.tags.empty();
    for (const std::string& prefix : rule.prefixes) {
        bool found = false;
        for (const std::string& tag : image.tags) found = found || tag.starts_with(prefix);
        if (!found) return false;
    }
    for (const std::string& pattern : rule.patterns) {
        bool found = false;
        for (const std::string& tag : image.tags) found = found || fits_wildcard(pattern, tag);
        if (!found) return false;
    }
    return true;
}

struct Judged {
    std::vector<LifecycleRule> rules;
    std::vector<LifecycleImage> images;
    std::map<std::size_t, std::int64_t> expired;  ///< artifacts left out

    [[nodiscard]] const LifecycleRule* owner(std::size_t image) const {
        const auto found = std::ranges::find_if(rules, [&](const LifecycleRule& rule) {
            return selects(rule, images[image]);
        });
        return found == rules.end() ? nullptr : &*found;
    }
};

/// Each goes by the first rule that is about it, and by no other; lists keep what they have.
void check_selected(const Judged& judged) {
    for (const auto& [at, priority] : judged.expired) {
        const LifecycleRule* owner = judged.owner(at);
        ASSERT_NE(owner, nullptr);
        EXPECT_EQ(owner->priority, priority);
        EXPECT_FALSE(judged.images[at].in_list);
        if (owner->count == Count::MoreThan) continue;
        const LifecycleImage& image = judged.images[at];
        const SysTime date =
            owner->count == Count::SincePulled ? image.pulled.value_or(image.pushed) : image.pushed;
        EXPECT_GE(kToday - date, std::chrono::days(owner->number));
    }
}

/// Of those that a count is about, the newest stay, as far as this rule goes; each that is its own
/// and not among them goes.
void check_counts(const Judged& judged) {
    for (const LifecycleRule& rule : judged.rules) {
        if (rule.count != Count::MoreThan) continue;
        for (std::size_t i = 0; i < judged.images.size(); ++i) {
            if (judged.owner(i) != &rule || !judged.images[i].subject.empty()) continue;
            std::int64_t newer = 0;
            for (std::size_t j = 0; j < judged.images.size(); ++j) {
                const LifecycleImage& a = judged.images[i];
                const LifecycleImage& b = judged.images[j];
                if (i == j || !b.subject.empty() || !selects(rule, b)) continue;
                newer += b.pushed > a.pushed || (b.pushed == a.pushed && b.digest < a.digest);
            }
            const bool goes = newer >= rule.number && !judged.images[i].in_list;
            EXPECT_EQ(judged.expired.contains(i), goes) << "image " << i;
        }
    }
}

TEST(LifecycleProperty, holds) {
    Random random(20);
    int expired = 0;
    for (int round = 0; round < 20'000; ++round) {
        Judged judged{draw_rules(random), draw_images(random), {}};
        const auto all = expiring_images(judged.rules, judged.images, kToday);
        ASSERT_TRUE(std::ranges::is_sorted(all, {}, &Expiring::image));
        std::map<std::string, std::int64_t> gone;
        for (const auto& [at, priority] : all) gone[judged.images[at].digest] = priority;
        for (const auto& [at, priority] : all) {
            const std::string& subject = judged.images[at].subject;
            if (subject.empty()) {
                judged.expired[at] = priority;
            } else {
                ASSERT_TRUE(gone.contains(subject)) << "an artifact goes with its image";
                EXPECT_EQ(gone[subject], priority);
            }
        }
        expired += static_cast<int>(judged.expired.size());
        check_selected(judged);
        check_counts(judged);
        if (testing::Test::HasFailure()) FAIL() << "round " << round;
        // Once they are gone, age expires nothing more.
        std::vector<LifecycleImage> left;
        for (const LifecycleImage& image : judged.images) {
            if (!gone.contains(image.digest)) left.push_back(image);
        }
        for (const auto& [at, priority] : expiring_images(judged.rules, left, kToday)) {
            ADD_FAILURE() << "round " << round << ": a second look expires " << left[at].digest;
        }
    }
    EXPECT_GT(expired, 10'000);
}

}  // namespace
}  // namespace gantry::ecr
