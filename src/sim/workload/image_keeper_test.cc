#include "sim/workload/image_keeper.h"

#include <gtest/gtest.h>

namespace gantry::sim {
namespace {

class JudgeImagesTest : public testing::Test {
  protected:
    JudgeImagesTest() {
        repository_.images = {{"A", "v1"}, {"B", ""}, {"C", "dev-1"}};
        listed_ = {{"A", {"v1"}}, {"B", {}}, {"C", {"dev-1"}}};
    }
    bool wrong() {
        KeptRepository repository = repository_;
        return !judge_images(repository, listed_).empty();
    }

    KeptRepository repository_;
    std::vector<ListedImage> listed_;
};

TEST_F(JudgeImagesTest, WhatWasAcknowledgedIsListed) {
    EXPECT_FALSE(wrong());
    EXPECT_EQ(repository_.holder("v1"), "A");
    EXPECT_EQ(repository_.holder(""), "");
}

TEST_F(JudgeImagesTest, WhatIsWrongIsNoticed) {
    const auto good = listed_;
    listed_[0].tags = {"v2"};
    EXPECT_TRUE(wrong()) << "another tag";
    listed_ = good;
    listed_[1].tags = {"v1"};
    EXPECT_TRUE(wrong()) << "a tag twice";
    listed_ = good;
    listed_.push_back(good[0]);
    EXPECT_TRUE(wrong()) << "an image twice";
    listed_ = {{"D", {}}};
    EXPECT_TRUE(wrong()) << "never pushed";
}

TEST_F(JudgeImagesTest, OnlyWhatARuleSelectsMayExpire) {
    listed_.resize(1);
    EXPECT_TRUE(wrong());
    repository_.expires = true;
    EXPECT_EQ(judge_images(repository_, listed_), "");
    EXPECT_EQ(repository_.images.size(), 1U) << "what is gone stays gone";
    listed_.clear();
    EXPECT_TRUE(wrong());
}

TEST_F(JudgeImagesTest, WhatWasUnknownIsKnownAfterwards) {
    repository_.or_these = repository_.images;
    repository_.or_these->erase("A");
    listed_.erase(listed_.begin());
    EXPECT_EQ(judge_images(repository_, listed_), "");
    EXPECT_FALSE(repository_.or_these);
    EXPECT_EQ(repository_.holder("v1"), "");
}

}  // namespace
}  // namespace gantry::sim
