#include "agent/engine/image_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gantry::agent {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const SysTime kNoon{hours{12}};

PulledImage pulled(std::string name, Duration ago, Duration used_ago) {
    return {.image = std::move(name), .pulled_at = kNoon - ago, .last_used_at = kNoon - used_ago};
}

TEST(ImagePolicy, LeastRecentlyUsedGoFirstAndSoManyAtATime) {
    const std::vector<PulledImage> images{
        pulled("b", hours{5}, hours{2}),
        pulled("a", hours{5}, hours{2}),
        pulled("c", hours{9}, hours{1}),
        pulled("d", hours{3}, hours{3}),
    };
    EXPECT_THAT(
        images_to_remove({.most_at_a_time = 3}, images, kNoon, false), ElementsAre("d", "a", "b")
    );
}

TEST(ImagePolicy, YoungUsedAndKeptOnesStay) {
    std::vector<PulledImage> images{
        pulled("young", minutes{59}, minutes{59}),
        pulled("kept", hours{5}, hours{5}),
        pulled("used", hours{5}, hours{5}),
        pulled("old", hours{1}, hours{1}),
    };
    images[2].in_use = true;
    EXPECT_THAT(images_to_remove({.keep = {"kept"}}, images, kNoon, false), ElementsAre("old"));
}

TEST(ImagePolicy, WhereTheDiskIsFullAgeAndNumberDoNotCount) {
    std::vector<PulledImage> images{
        pulled("young", minutes{1}, minutes{1}),
        pulled("kept", hours{5}, hours{5}),
        pulled("used", hours{5}, hours{5}),
        pulled("old", hours{1}, hours{1}),
    };
    images[2].in_use = true;
    const ImagePolicy policy{.most_at_a_time = 1, .keep = {"kept"}};
    EXPECT_THAT(images_to_remove(policy, images, kNoon, true), ElementsAre("old", "young"));
    EXPECT_THAT(images_to_remove(policy, {}, kNoon, true), IsEmpty());
}

}  // namespace
}  // namespace gantry::agent
