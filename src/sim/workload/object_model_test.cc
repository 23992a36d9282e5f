#include "sim/workload/object_model.h"

#include <gtest/gtest.h>

namespace gantry::sim {
namespace {

KeptVersion version(const std::string& id, const std::string& etag) {
    return {.id = id, .etag = etag, .files = {{"file-" + etag, 0, 3}}};
}

std::string ids(const KeptVersions& versions) {
    std::string all;
    for (const KeptVersion& one : versions) all += one.id + (one.is_marker ? "- " : " ");
    return all;
}

TEST(ObjectModel, VersionsComeAndGoAsTheGuideSays) {
    KeptVersions all = with_new(Versioning::Never, {}, version("", "a"));
    all = with_new(Versioning::Never, all, version("", "b"));
    EXPECT_EQ(ids(all), "null ");
    EXPECT_EQ(ids(without_newest(Versioning::Never, all)), "");
    all = with_new(Versioning::Enabled, all, version("1", "c"));
    EXPECT_EQ(ids(all), "1 null ");
    EXPECT_EQ(ids(without_newest(Versioning::Suspended, all)), "null- 1 ");
    all = with_new(Versioning::Suspended, all, version("", "d"));
    EXPECT_EQ(ids(all), "null 1 ");
    EXPECT_EQ(ids(without_newest(Versioning::Enabled, all)), "- null 1 ");
    EXPECT_EQ(ids(without_version(all, "1")), "null ");
}

class JudgeVersionsTest : public testing::Test {
  protected:
    JudgeVersionsTest() {
        keys_["k"].versions = {
            version("2", "b"), {.id = "m", .is_marker = true}, version("1", "a")
        };
        listed_["k"] = {{{"2", "b", 3}, {"1", "a", 3}}, {"m"}, "2", 1};
    }
    bool wrong() {
        KeptKeys keys = keys_;
        return !judge_versions(keys, listed_).empty();
    }

    KeptKeys keys_;
    std::map<std::string, ListedKey> listed_;
};

TEST_F(JudgeVersionsTest, WhatWasAcknowledgedIsListed) {
    EXPECT_FALSE(wrong());
    keys_["none"] = {};
    EXPECT_FALSE(wrong());
}

TEST_F(JudgeVersionsTest, WhatIsWrongIsNoticed) {
    const auto good = listed_;
    listed_.clear();
    EXPECT_TRUE(wrong()) << "lost";
    listed_ = good;
    listed_["other"] = listed_["k"];
    EXPECT_TRUE(wrong()) << "never put";
    listed_ = good;
    listed_["k"].versions.pop_back();
    EXPECT_TRUE(wrong()) << "a version is lost";
    listed_ = good;
    listed_["k"].versions[0].bytes = 4;
    EXPECT_TRUE(wrong()) << "bytes";
    listed_ = good;
    listed_["k"].versions[1].etag = "b";
    EXPECT_TRUE(wrong()) << "etag";
    listed_ = good;
    listed_["k"].latest = "m";
    EXPECT_TRUE(wrong()) << "latest";
    listed_ = good;
    listed_["k"].latests = 2;
    EXPECT_TRUE(wrong()) << "two are the latest";
}

TEST_F(JudgeVersionsTest, WhatWasUnknownIsKnownAfterwards) {
    KeptKey& key = keys_["k"];
    key.or_these = key.versions;
    key.versions.erase(key.versions.begin());
    key.or_these->front().id.clear();
    EXPECT_EQ(judge_versions(keys_, listed_), "");
    EXPECT_FALSE(key.or_these);
    EXPECT_EQ(ids(key.versions), "2 m- 1 ");
    listed_["k"] = {{{"1", "a", 3}}, {"m"}, "m", 1};
    EXPECT_TRUE(wrong()) << "it was there once";
}

}  // namespace
}  // namespace gantry::sim
