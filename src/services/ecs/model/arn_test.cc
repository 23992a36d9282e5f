#include "services/ecs/model/arn.h"

#include <gtest/gtest.h>

#include <string>

#include "base/random.h"

namespace gantry::ecs {
namespace {

using namespace std::string_view_literals;

const Scope kArnScope{"123456789012", "eu-central-1"};

TEST(Arn, TakesAnArnApart) {
    const auto arn =
        Arn::parse("arn:aws:ecs:eu-central-1:123456789012:task/default/0123456789abcdef");
    ASSERT_TRUE(arn);
    EXPECT_EQ(arn->partition, "aws");
    EXPECT_EQ(arn->scope, kArnScope);
    EXPECT_EQ(arn->type, "task");
    EXPECT_EQ(arn->path, "default/0123456789abcdef");
}

TEST(Arn, KeepsColonsOfARevisionInThePath) {
    const auto arn = Arn::parse("arn:aws:ecs:us-east-1:123456789012:task-definition/web:7");
    ASSERT_TRUE(arn);
    EXPECT_EQ(arn->type, "task-definition");
    EXPECT_EQ(arn->path, "web:7");
}

TEST(Arn, EveryKindComesBackAsItWas) {
    const std::string id = "0123456789abcdef0123456789abcdef";
    const std::string container = "8f2f0a4e-5b1b-4f7e-9a36-0c5d2f3e4b5a";
    for (const std::string& text : {
             cluster_arn(kArnScope, "default"),
             task_definition_arn(kArnScope, "web", 12),
             task_arn(kArnScope, "default", id),
             container_arn(kArnScope, "default", id, container),
             container_instance_arn(kArnScope, "default", id),
             service_arn(kArnScope, "default", "web"),
             capacity_provider_arn(kArnScope, "spot"),
         }) {
        const auto arn = Arn::parse(text);
        ASSERT_TRUE(arn) << text;
        EXPECT_EQ(arn->str(), text);
        EXPECT_EQ(arn->scope, kArnScope);
    }
}

TEST(Arn, AnEmptyAccountIsTheOneGiven) {
    const std::string text = "arn:aws:ecs:eu-central-1::cluster/default";
    const auto arn = Arn::parse(text, kArnScope.account);
    ASSERT_TRUE(arn);
    EXPECT_EQ(arn->str(), cluster_arn(kArnScope, "default"));
    EXPECT_FALSE(Arn::parse(text));
    const std::string other = cluster_arn({"999999999999", "eu-central-1"}, "default");
    EXPECT_EQ(Arn::parse(other, kArnScope.account)->scope.account, "999999999999");
}

TEST(Arn, FollowsTheRegionIntoItsPartition) {
    EXPECT_EQ(
        cluster_arn({"123456789012", "cn-north-1"}, "a"),
        "arn:aws-cn:ecs:cn-north-1:123456789012:cluster/a"
    );
    EXPECT_EQ(
        cluster_arn({"123456789012", "us-gov-west-1"}, "a"),
        "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:cluster/a"
    );
}

TEST(Arn, RefusesWhatIsNone) {
    for (const std::string text : {
             "",
             "arn",
             "arn:",
             "default",
             "arn:aws:ecs:us-east-1:123456789012",
             "arn:aws:ecs:us-east-1:123456789012:",
             "arn:aws:ecs:us-east-1:123456789012:cluster",
             "arn:aws:ecs:us-east-1:123456789012:cluster/",
             "arn:aws:ecs:us-east-1:123456789012:/default",
             "arn:aws:ecs:us-east-1:12345678901:cluster/default",
             "arn:aws:ecs:us-east-1:12345678901x:cluster/default",
             "arn:aws:ecs::123456789012:cluster/default",
             "arn::ecs:us-east-1:123456789012:cluster/default",
             "arn:aws:ec2:us-east-1:123456789012:cluster/default",
             "ARN:aws:ecs:us-east-1:123456789012:cluster/default",
             "arn:aws:ecs:us-east-1:123456789012:cluster/with space",
             "arn:aws:ecs:us-east-1:123456789012:cluster/line\nbreak",
         }) {
        EXPECT_FALSE(Arn::parse(text)) << text;
    }
    EXPECT_FALSE(Arn::parse(cluster_arn(kArnScope, std::string(3000, 'x'))));
    EXPECT_FALSE(Arn::parse("arn:aws:ecs:us-east-1:123456789012:cluster/a\0b"sv));
}

TEST(Arn, MutilatedOnesEitherFailOrComeBackAsTheyAre) {
    Random random(7);
    const std::string whole = task_arn(kArnScope, "default", "0123456789abcdef0123456789abcdef");
    for (int round = 0; round < 20000; ++round) {
        std::string text = whole;
        for (std::uint64_t i = random.below(4); i < 4; ++i) {
            const std::size_t at = random.below(text.size());
            if (random.chance(0.5)) {
                text[at] = static_cast<char>(random.below(256));
            } else {
                text.erase(at, 1);
            }
        }
        if (const auto arn = Arn::parse(text)) EXPECT_EQ(arn->str(), text);
    }
}

TEST(Arn, BelongsToAnAccountARegionAndItsPartition) {
    const auto is_ours = [](std::string_view text) { return Arn::parse(text)->is_of(kArnScope); };
    EXPECT_TRUE(is_ours("arn:aws:ecs:eu-central-1:123456789012:cluster/a"));
    EXPECT_FALSE(is_ours("arn:aws-cn:ecs:eu-central-1:123456789012:cluster/a"));
    EXPECT_FALSE(is_ours("arn:aws:ecs:us-east-1:123456789012:cluster/a"));
    EXPECT_EQ(root_arn({"123456789012", "us-gov-west-1"}), "arn:aws-us-gov:iam::123456789012:root");
}

TEST(Arn, LooksLikeOneByItsBeginning) {
    EXPECT_TRUE(looks_like_arn("arn:anything"));
    EXPECT_FALSE(looks_like_arn("arn"));
    EXPECT_FALSE(looks_like_arn("default"));
}

TEST(RowKey, KeepsOwnersOutermost) {
    EXPECT_EQ(cluster_key(kArnScope, "default"), "123456789012/eu-central-1/default");
    EXPECT_EQ(in_cluster_key(kArnScope, "default", "web"), "123456789012/eu-central-1/default/web");
    EXPECT_TRUE(
        in_cluster_key(kArnScope, "default", "x").starts_with(cluster_prefix(kArnScope, "default"))
    );
    EXPECT_EQ(family_key(kArnScope, "web"), "123456789012/eu-central-1/web");
}

TEST(RowKey, OrdersRevisionsAsNumbers) {
    EXPECT_EQ(task_definition_key(kArnScope, "web", 7), "123456789012/eu-central-1/web/0000000007");
    EXPECT_LT(task_definition_key(kArnScope, "web", 9), task_definition_key(kArnScope, "web", 10));
}

}  // namespace
}  // namespace gantry::ecs
