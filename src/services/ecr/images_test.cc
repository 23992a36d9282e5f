#include <gtest/gtest.h>

#include "api/ecr/batch_delete_image_response.h"
#include "api/ecr/batch_get_image_response.h"
#include "api/ecr/describe_images_response.h"
#include "api/ecr/list_images_response.h"
#include "api/ecr/put_image_response.h"
#include "services/ecr/test_support.h"

namespace gantry::ecr {
namespace {

class EcrImages : public testing::Test {
  protected:
    EcrImages() { world_.ok("CreateRepository", R"({"repositoryName":"web"})"); }

    static std::string in_web(const std::string& more) {
        return R"({"repositoryName":"web")" + (more.empty() ? "" : "," + more) + "}";
    }
    std::string put(const std::string& manifest, const std::string& tag = "") {
        const std::string with_tag = tag.empty() ? "" : R"(,"imageTag":")" + tag + "\"";
        return world_.run("PutImage", in_web(R"("imageManifest":)" + quoted(manifest) + with_tag));
    }
    std::string digest(const std::string& manifest) { return digest_of(manifest); }
    /// "digest's first six:tag …" of all images.
    std::string list(const std::string& filter = "") {
        const auto out = world_.as<api::ecr::ListImagesResponse>("ListImages", in_web(filter));
        std::string text;
        for (const auto& id : *out.image_ids) {
            text += (text.empty() ? "" : " ") + names_.at(*id.image_digest);
            if (id.image_tag) text += ":" + *id.image_tag;
        }
        return text;
    }
    std::string named(const std::string& name, const std::string& manifest) {
        names_[digest_of(manifest)] = name;
        return manifest;
    }
    [[nodiscard]] std::string key(const std::string& manifest) const {
        return "123456789012/us-east-1/web:" + digest_of(manifest);
    }
    std::string remove(const std::string& ids) {
        return world_.run("BatchDeleteImage", in_web(R"("imageIds":[)" + ids + "]"));
    }
    static std::string index_of(const std::vector<std::string>& manifests) {
        std::string list;
        for (const std::string& each : manifests) {
            list += (list.empty() ? "" : ",") +
                    (R"({"mediaType":"m","size":5,"digest":")" + digest_of(each) + "\"}");
        }
        return R"({"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json",)"
               R"("manifests":[)" +
               list + "]}";
    }

    EcrWorld world_;
    std::map<std::string, std::string> names_;
    const std::string a_ = named("A", image_manifest("1"));
    const std::string b_ = named("B", image_manifest("12"));
};

TEST_F(EcrImages, are_put_and_read) {
    const auto out = wire::decode_json<api::ecr::PutImageResponse>(put(a_, "latest"));
    ASSERT_TRUE(out && out->image);
    EXPECT_EQ(out->image->image_id->image_digest, digest(a_));
    EXPECT_EQ(out->image->image_id->image_tag, "latest");
    EXPECT_EQ(out->image->image_manifest, a_);
    EXPECT_EQ(out->image->image_manifest_media_type, "application/vnd.oci.image.manifest.v1+json");
    EXPECT_EQ(world_.store->manifests.at(key(a_)), a_);
    const auto got = world_.as<api::ecr::BatchGetImageResponse>(
        "BatchGetImage", in_web(R"("imageIds":[{"imageTag":"latest"},{"imageTag":"gone"},{}])")
    );
    ASSERT_EQ(got.images->size(), 1);
    EXPECT_EQ(got.images->front().image_manifest, a_);
    ASSERT_EQ(got.failures->size(), 2);
    EXPECT_EQ(got.failures->at(0).failure_reason, "Requested image not found");
    EXPECT_EQ(
        got.failures->at(1).failure_reason,
        "Invalid request parameters: both tag and digest cannot be null"
    );
}

TEST_F(EcrImages, are_described) {
    put(a_, "one");
    put(a_, "two");
    put(b_);
    const auto out = world_.as<api::ecr::DescribeImagesResponse>(
        "DescribeImages", in_web(R"("filter":{"tagStatus":"TAGGED"})")
    );
    ASSERT_EQ(out.image_details->size(), 1);
    const auto& image = out.image_details->front();
    EXPECT_EQ(image.image_tags, (std::vector<std::string>{"one", "two"}));
    EXPECT_EQ(image.image_size_in_bytes, 107);
    EXPECT_EQ(image.image_pushed_at, world_.world().loop.now());
    EXPECT_EQ(image.artifact_media_type, "application/octet-stream");
    EXPECT_FALSE(image.last_recorded_pull_time);
    world_.ok("BatchGetImage", in_web(R"("imageIds":[{"imageTag":"one"}])"));
    const auto again = world_.as<api::ecr::DescribeImagesResponse>(
        "DescribeImages", in_web(R"("imageIds":[{"imageTag":"one"}])")
    );
    EXPECT_EQ(again.image_details->front().last_recorded_pull_time, world_.world().loop.now());
    EXPECT_EQ(
        world_.run("DescribeImages", in_web(R"("imageIds":[{"imageTag":"three"}])")),
        "ImageNotFoundException: The image with imageId {imageDigest:'null', imageTag:'three'} "
        "does "
        "not exist within the repository with name 'web' in the registry with id '123456789012'"
    );
    EXPECT_EQ(
        world_.run("DescribeImageScanFindings", in_web(R"("imageId":{"imageTag":"one"})")),
        "ScanNotFoundException: Image scan does not exist for the image with '{imageDigest:'null', "
        "imageTag:'one'}' in the repository with name 'web' in the registry with id '123456789012'"
    );
}

TEST_F(EcrImages, are_listed_tag_by_tag) {
    put(a_, "one");
    put(a_, "two");
    put(b_);
    const bool a_first = digest(a_) < digest(b_);
    EXPECT_EQ(list(), a_first ? "A:one A:two B" : "B A:one A:two");
    EXPECT_EQ(list(R"("filter":{"tagStatus":"UNTAGGED"})"), "B");
    EXPECT_EQ(list(R"("filter":{"tagStatus":"TAGGED"})"), "A:one A:two");
    EXPECT_EQ(list(R"("filter":{"imageStatus":"ARCHIVED"})"), "");
    const auto page =
        world_.as<api::ecr::ListImagesResponse>("ListImages", in_web(R"("maxResults":2)"));
    EXPECT_EQ(page.image_ids->size(), 2);
    EXPECT_TRUE(page.next_token);
}

TEST_F(EcrImages, give_their_tag_away) {
    put(a_, "latest");
    put(b_, "latest");
    EXPECT_EQ(list(R"("filter":{"tagStatus":"TAGGED"})"), "B:latest");
    EXPECT_EQ(list(R"("filter":{"tagStatus":"UNTAGGED"})"), "A");
    EXPECT_EQ(
        put(b_, "latest"),
        "ImageAlreadyExistsException: Image with digest '" + digest(b_) +
            "' and tag 'latest' already exists in the repository with name 'web' in registry with "
            "id '123456789012'"
    );
}

TEST_F(EcrImages, keep_tags_that_may_not_move) {
    put(a_, "v1");
    put(a_, "dev-1");
    const auto set = [&](const std::string& mutability, const std::string& more = "") {
        world_.ok(
            "PutImageTagMutability", in_web(R"("imageTagMutability":")" + mutability + "\"" + more)
        );
    };
    const std::string filters =
        R"(,"imageTagMutabilityExclusionFilters":[{"filterType":"WILDCARD","filter":"dev-*"}])";
    set("IMMUTABLE");
    EXPECT_EQ(
        put(b_, "v1"),
        "ImageTagAlreadyExistsException: The image tag 'v1' already exists in the 'web' repository "
        "and cannot be overwritten because the tag is immutable."
    );
    EXPECT_TRUE(put(b_, "dev-1").starts_with("ImageTagAlreadyExistsException: "));
    EXPECT_FALSE(world_.store->manifests.contains(key(b_)));
    set("IMMUTABLE_WITH_EXCLUSION", filters);
    EXPECT_TRUE(put(b_, "v1").starts_with("ImageTagAlreadyExistsException: "));
    EXPECT_TRUE(put(b_, "dev-1").starts_with("{"));
    EXPECT_TRUE(put(b_, "v2").starts_with("{"));
    set("MUTABLE_WITH_EXCLUSION", filters);
    EXPECT_TRUE(put(a_, "dev-1").starts_with("ImageTagAlreadyExistsException: "));
    EXPECT_TRUE(put(b_, "v1").starts_with("{"));
}

TEST_F(EcrImages, are_what_they_say) {
    EXPECT_EQ(
        world_.run(
            "PutImage",
            in_web(R"("imageManifest":)" + quoted(a_) + R"(,"imageDigest":")" + digest(b_) + "\"")
        ),
        "ImageDigestDoesNotMatchException: The provided image digest does not match the digest of "
        "the image manifest."
    );
    EXPECT_EQ(
        put("x"),
        "InvalidParameterException: Invalid parameter at 'ImageManifest' failed to satisfy "
        "constraint: 'Invalid JSON syntax'"
    );
    EXPECT_TRUE(put(a_, "a/b").starts_with("InvalidParameterException: "));
    EXPECT_EQ(
        put(index_of({a_})),
        "ReferencedImagesNotFoundException: The referenced image with digest '" + digest(a_) +
            "' does not exist"
    );
}

TEST_F(EcrImages, need_their_layers) {
    world_.store->asks_for_blobs = true;
    const std::string answer = put(a_, "v1");
    EXPECT_TRUE(answer.starts_with("LayersNotFoundException: blob sha256:")) << answer;
    EXPECT_EQ(list(), "");
    world_.store->away = true;
    EXPECT_EQ(put(a_, "v1"), "ServerException: away");
    EXPECT_EQ(list(), "");
}

TEST_F(EcrImages, go_with_their_last_tag) {
    put(a_, "one");
    put(a_, "two");
    EXPECT_EQ(
        remove(R"({"imageTag":"one"})"),
        R"({"imageIds":[{"imageDigest":")" + digest(a_) + R"(","imageTag":"one"}],"failures":[]})"
    );
    EXPECT_EQ(list(), "A:two");
    EXPECT_TRUE(world_.store->manifests.contains(key(a_)));
    remove(R"({"imageTag":"two"})");
    EXPECT_EQ(list(), "");
    EXPECT_FALSE(world_.store->manifests.contains(key(a_)));
    EXPECT_EQ(world_.rows().manifests.size(), 0);
    EXPECT_EQ(world_.rows().tags.size(), 0);
}

TEST_F(EcrImages, go_by_their_digest) {
    put(a_, "one");
    put(a_, "two");
    put(b_, "three");
    EXPECT_EQ(
        remove(
            R"({"imageDigest":")" + digest(b_) + R"(","imageTag":"one"},{"imageDigest":"x"},)" +
            R"({"imageDigest":")" + digest(a_) + "\"}"
        ),
        R"({"imageIds":[{"imageDigest":")" + digest(a_) + R"(","imageTag":"one"},)" +
            R"({"imageDigest":")" + digest(a_) + R"(","imageTag":"two"}],"failures":[)" +
            R"({"imageId":{"imageDigest":")" + digest(b_) +
            R"(","imageTag":"one"},"failureCode":"ImageTagDoesNotMatchDigest","failureReason":)" +
            R"("Requested image tag does not match the requested image digest"},)" +
            R"({"imageId":{"imageDigest":"x"},"failureCode":"InvalidImageDigest","failureReason":)" +
            R"("Invalid request parameters: image digest should satisfy the regex )" +
            R"('[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'"}]})"
    );
    EXPECT_EQ(list(), "B:three");
}

TEST_F(EcrImages, stay_while_a_list_has_them) {
    put(a_);
    put(b_);
    const std::string both = named("L", index_of({a_, b_}));
    put(both, "latest");
    const auto described = world_.as<api::ecr::DescribeImagesResponse>(
        "DescribeImages", in_web(R"("imageIds":[{"imageTag":"latest"}])")
    );
    EXPECT_EQ(described.image_details->front().image_size_in_bytes, 207);  // the larger one's
    const std::string a = R"({"imageDigest":")" + digest(a_) + "\"}";
    const auto refused = wire::decode_json<api::ecr::BatchDeleteImageResponse>(remove(a));
    ASSERT_EQ(refused->failures->size(), 1);
    EXPECT_EQ(
        refused->failures->front().failure_reason,
        "Requested image referenced by manifest list: [" + digest(both) + "]"
    );
    const auto gone = wire::decode_json<api::ecr::BatchDeleteImageResponse>(
        remove(a + R"(,{"imageTag":"latest"})")
    );
    EXPECT_EQ(gone->failures->size(), 0);
    EXPECT_EQ(list(), "B");
}

TEST_F(EcrImages, keep_their_repository) {
    put(a_, "one");
    EXPECT_EQ(
        world_.run("DeleteRepository", in_web("")),
        "RepositoryNotEmptyException: The repository with name 'web' in registry with id "
        "'123456789012' cannot be deleted because it still contains images"
    );
    world_.ok("DeleteRepository", in_web(R"("force":true)"));
    EXPECT_TRUE(world_.store->manifests.empty());
    EXPECT_EQ(world_.rows().images.size() + world_.rows().tags.size(), 0);
}

TEST_F(EcrImages, say_something_of_another) {
    put(a_, "one");
    const std::string artifact = image_manifest(
        "3",
        R"(,"artifactType":"application/spdx","annotations":{"by":"ann"},"subject":)"
        R"({"mediaType":"m","size":1,"digest":")" +
            digest(a_) + "\"}"
    );
    put(artifact);
    const std::string subject = R"("subjectId":{"imageDigest":")" + digest(a_) + "\"}";
    EXPECT_EQ(
        world_.ok("ListImageReferrers", in_web(subject)),
        R"({"referrers":[{"digest":")" + digest(artifact) +
            R"(","mediaType":"application/vnd.oci.image.manifest.v1+json",)" +
            R"("artifactType":"application/spdx","size":)" + std::to_string(artifact.size()) +
            R"(,"annotations":{"by":"ann"},"artifactStatus":"ACTIVE"}]})"
    );
    EXPECT_EQ(
        world_.ok("ListImageReferrers", in_web(subject + R"(,"filter":{"artifactTypes":["x"]})")),
        R"({"referrers":[]})"
    );
}

TEST_F(EcrImages, are_listed_page_by_page) {
    for (const char* tag : {"v2", "v1", "v3"}) put(a_, tag);
    put(b_);
    std::string all;
    std::string token;
    for (int pages = 0; pages < 9; ++pages) {
        const auto page = world_.as<api::ecr::ListImagesResponse>(
            "ListImages", in_web(R"("maxResults":1)" + token)
        );
        ASSERT_EQ(page.image_ids->size(), 1);
        const auto& id = page.image_ids->front();
        all += names_.at(*id.image_digest) + id.image_tag.value_or("") + " ";
        if (!page.next_token) break;
        token = R"(,"nextToken":")" + *page.next_token + "\"";
        if (pages == 1) remove(R"({"imageTag":"v1"})");
    }
    EXPECT_EQ(all, digest(a_) < digest(b_) ? "Av1 Av2 Av3 B " : "B Av1 Av2 Av3 ");
}

TEST_F(EcrImages, are_deleted_and_pushed_at_once) {
    put(a_, "one");
    std::string deleted;
    std::string pushed;
    auto& pusher = world_.world().registry().get<Instance>().pusher();
    world_.world().dispatcher().run_json(
        world_.root,
        "ecr",
        "BatchDeleteImage",
        "r",
        in_web(R"("imageIds":[{"imageTag":"one"}])"),
        [&](Result<std::string> how) {
            deleted = how ? *how : how.error().message;
            // The store is deleting the manifest by now.
            pusher.push(
                "123456789012/us-east-1/web",
                std::make_shared<const ReadImage>(read_image({.text = a_, .tag = "two"}).value()),
                "test",
                [&](const Result<StagedImage>& image) { pushed = image ? "pushed" : "refused"; }
            );
        }
    );
    world_.world().loop.run_until_idle();
    EXPECT_EQ(pushed, "pushed");
    EXPECT_EQ(list(), "A:two");
    EXPECT_TRUE(world_.store->manifests.contains(key(a_)));
}

}  // namespace
}  // namespace gantry::ecr
