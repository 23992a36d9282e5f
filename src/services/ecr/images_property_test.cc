// Images pushed, tagged, listed and deleted at random: rows always agree with each other and, once
// it is quiet, with the store; tags that may not move stay where they are.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "base/random.h"
#include "services/ecr/test_support.h"

namespace gantry::ecr {
namespace {

constexpr const char* kRepository = "123456789012/us-east-1/web";

class RandomPushes {
  public:
    explicit RandomPushes(std::uint64_t seed) : random_(seed) {
        world_.ok("CreateRepository", R"({"repositoryName":"web"})");
        for (int i = 0; i < 5; ++i)
            manifests_.push_back(image_manifest(std::string(1, char('1' + i))));
        for (int i = 0; i < 3; ++i) manifests_.push_back(draw_list());
    }

    void step() {
        const auto before = tags();
        const auto kind = random_.below(10);
        if (kind < 5) {
            put();
        } else if (kind < 9) {
            remove();
        } else {
            change_mutability();
        }
        if (immutable_ && kind < 5) check_unmoved(before);
        check_rows();
    }

  private:
    using TagsByName = std::map<std::string, std::string>;

    std::string draw_list() {
        std::string list;
        for (int i = 0; i < 2; ++i) {
            list += (i > 0 ? "," : "") +
                    (R"({"mediaType":"m","size":5,"digest":")" +
                     digest_of(manifests_[random_.below(manifests_.size())])) +
                    "\"}";
        }
        return R"({"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json",)"
               R"("manifests":[)" +
               list + "]}";
    }
    const std::string& draw_manifest() { return manifests_[random_.below(manifests_.size())]; }
    std::string draw_tag() { return std::string("t") + char('0' + random_.below(4)); }

    void put() {
        const std::string tag = random_.chance(0.7) ? R"(,"imageTag":")" + draw_tag() + "\"" : "";
        world_.run(
            "PutImage",
            R"({"repositoryName":"web","imageManifest":)" + quoted(draw_manifest()) + tag + "}"
        );
    }
    void remove() {
        std::string ids;
        for (auto n = random_.between(1, 3); n > 0; --n) {
            ids += ids.empty() ? "" : ",";
            ids += random_.chance(0.5) ? R"({"imageTag":")" + draw_tag() + "\"}"
                                       : R"({"imageDigest":")" + digest_of(draw_manifest()) + "\"}";
        }
        world_.ok("BatchDeleteImage", R"({"repositoryName":"web","imageIds":[)" + ids + "]}");
    }
    void change_mutability() {
        immutable_ = random_.chance(0.5);
        world_.ok(
            "PutImageTagMutability",
            std::string(R"({"repositoryName":"web","imageTagMutability":")") +
                (immutable_ ? "IMMUTABLE" : "MUTABLE") + "\"}"
        );
    }

    [[nodiscard]] TagsByName tags() const {
        TagsByName tags;
        for (const auto& [key, row] : world_.rows().tags.rows()) tags[key] = row->digest;
        return tags;
    }
    void check_unmoved(const TagsByName& before) const {
        const auto after = tags();
        for (const auto& [key, digest] : before) EXPECT_EQ(after.at(key), digest) << key;
    }
    void check_rows() const {
        const Tables& rows = world_.rows();
        for (const auto& [key, tag] : rows.tags.rows()) {
            EXPECT_TRUE(rows.images.find(std::string(kRepository) + ":" + tag->digest)) << key;
        }
        EXPECT_EQ(rows.images.size(), rows.manifests.size());
        EXPECT_EQ(rows.images.size(), world_.store->manifests.size());
        for (const auto& [key, image] : rows.images.rows()) {
            EXPECT_EQ(digest_of(rows.manifests.find(key)->text), image->digest);
            EXPECT_TRUE(world_.store->manifests.contains(key)) << key;
            for (const std::string& child : image->children) {
                EXPECT_TRUE(rows.images.find(std::string(kRepository) + ":" + child)) << child;
            }
        }
    }

    Random random_;
    EcrWorld world_;
    std::vector<std::string> manifests_;
    bool immutable_ = false;
};

TEST(EcrImagesProperty, holds) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        RandomPushes pushes(seed);
        for (int i = 0; i < 150; ++i) {
            pushes.step();
            if (testing::Test::HasFailure()) FAIL() << "seed " << seed << " step " << i;
        }
    }
}

}  // namespace
}  // namespace gantry::ecr
