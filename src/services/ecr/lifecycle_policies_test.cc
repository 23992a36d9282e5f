#include <gtest/gtest.h>

#include <cstdint>
#include <utility>

#include "api/ecr/get_lifecycle_policy_preview_response.h"
#include "api/ecr/get_lifecycle_policy_response.h"
#include "api/ecr/list_images_response.h"
#include "core/controller.h"
#include "services/ecr/model/images.h"
#include "services/ecr/test_support.h"

namespace gantry::ecr {
namespace {

const std::string kKeepOne =
    R"({"rules":[{"rulePriority":1,"description":"keep one","selection":{"tagStatus":"any",)"
    R"("countType":"imageCountMoreThan","countNumber":1},"action":{"type":"expire"}}]})";
const std::string kTwoDays =
    R"({"rules":[{"rulePriority":1,"selection":{"tagStatus":"untagged","countUnit":"days",)"
    R"("countType":"sinceImagePushed","countNumber":2},"action":{"type":"expire"}}]})";

class EcrLifecycle : public testing::Test {
  protected:
    EcrLifecycle() { world_.ok("CreateRepository", R"({"repositoryName":"web"})"); }

    static std::string in_web(const std::string& more = "") {
        return R"({"repositoryName":"web")" + (more.empty() ? "" : "," + more) + "}";
    }
    static std::string with(const std::string& policy) {
        return in_web(R"("lifecyclePolicyText":)" + quoted(policy));
    }
    void put(const std::string& layers, const std::string& tag = "") {
        const std::string manifest = image_manifest(layers);
        const std::string with_tag = tag.empty() ? "" : R"(,"imageTag":")" + tag + "\"";
        world_.ok("PutImage", in_web(R"("imageManifest":)" + quoted(manifest) + with_tag));
    }
    std::size_t images() { return world_.rows().images.size(); }
    void pass(Duration time) { world_.world().loop.advance(time); }
    /// As the control plane runs it.
    core::ControllerRunner run() {
        return {world_.world().core(), world_.world().registry().get<Instance>().controllers()};
    }

    EcrWorld world_;
};

TEST_F(EcrLifecycle, policies_are_kept) {
    constexpr const char* kNone =
        "LifecyclePolicyNotFoundException: Lifecycle policy does not exist for the repository with "
        "name 'web' in the registry with id '123456789012'";
    EXPECT_EQ(world_.run("GetLifecyclePolicy", in_web()), kNone);
    EXPECT_EQ(world_.run("DeleteLifecyclePolicy", in_web()), kNone);
    world_.ok("PutLifecyclePolicy", with(kKeepOne));
    const auto out =
        world_.as<api::ecr::GetLifecyclePolicyResponse>("GetLifecyclePolicy", in_web());
    EXPECT_EQ(out.lifecycle_policy_text, kKeepOne);
    EXPECT_FALSE(out.last_evaluated_at);
    EXPECT_TRUE(world_.run("PutLifecyclePolicy", with(std::string(100, 'x')))
                    .starts_with("InvalidParameterException: "));
    world_.ok("DeleteLifecyclePolicy", in_web());
    EXPECT_EQ(world_.run("GetLifecyclePolicy", in_web()), kNone);
}

TEST_F(EcrLifecycle, previews_show_what_would_go) {
    EXPECT_TRUE(world_.run("StartLifecyclePolicyPreview", in_web())
                    .starts_with("LifecyclePolicyNotFoundException: "));
    EXPECT_EQ(
        world_.run("GetLifecyclePolicyPreview", in_web()),
        "LifecyclePolicyPreviewNotFoundException: Lifecycle policy preview does not exist for the "
        "repository with name 'web' in the registry with id '123456789012'"
    );
    put("1", "old");
    pass(hours(1));
    put("2");
    const auto started = world_.ok("StartLifecyclePolicyPreview", with(kKeepOne));
    EXPECT_NE(started.find(R"("status":"IN_PROGRESS")"), std::string::npos);
    const auto out = world_.as<api::ecr::GetLifecyclePolicyPreviewResponse>(
        "GetLifecyclePolicyPreview", in_web()
    );
    EXPECT_EQ(out.status, api::ecr::LifecyclePolicyPreviewStatus::Complete);
    EXPECT_EQ(out.summary->expiring_image_total_count, 1);
    ASSERT_EQ(out.preview_results->size(), 1);
    const auto& result = out.preview_results->front();
    EXPECT_EQ(result.image_tags, (std::vector<std::string>{"old"}));
    EXPECT_EQ(result.image_digest, digest_of(image_manifest("1")));
    EXPECT_EQ(result.applied_rule_priority, 1);
    EXPECT_EQ(result.action->type, api::ecr::ImageActionType::Expire);
    const auto untagged = world_.as<api::ecr::GetLifecyclePolicyPreviewResponse>(
        "GetLifecyclePolicyPreview", in_web(R"("filter":{"tagStatus":"UNTAGGED"})")
    );
    EXPECT_EQ(untagged.preview_results->size(), 0);
    EXPECT_EQ(images(), 2);
}

TEST_F(EcrLifecycle, images_go_when_a_policy_is_put_and_when_others_come) {
    auto runner = run();
    runner.start();
    put("1");
    put("2");
    EXPECT_EQ(images(), 2);
    pass(Seconds(1));
    put("3");
    world_.ok("PutLifecyclePolicy", with(kKeepOne));
    EXPECT_EQ(images(), 1);
    EXPECT_TRUE(
        world_.rows().images.find("123456789012/us-east-1/web:" + digest_of(image_manifest("3")))
    );
    EXPECT_EQ(world_.store->manifests.size(), 1);
    pass(Seconds(60));
    put("4");
    pass(Seconds(20));
    EXPECT_EQ(images(), 1);
    const auto out =
        world_.as<api::ecr::GetLifecyclePolicyResponse>("GetLifecyclePolicy", in_web());
    EXPECT_TRUE(out.last_evaluated_at);
}

TEST_F(EcrLifecycle, images_go_when_their_time_has_come) {
    auto runner = run();
    runner.start();
    put("1");
    put("2", "kept");
    world_.ok("PutLifecyclePolicy", with(kTwoDays));
    pass(hours(47));
    EXPECT_EQ(images(), 2);
    pass(hours(2));
    EXPECT_EQ(images(), 1);
    // Nothing more is to be said for a day.
    const auto before = world_.world().core().applied();
    pass(hours(20));
    EXPECT_EQ(world_.world().core().applied(), before);
}

/// Rows are changed in turns of some hundred; no turn leaves an artifact of what is gone.
TEST_F(EcrLifecycle, many_images_go_with_their_artifacts) {
    constexpr int kImages = 300;
    const auto& rows = world_.rows();
    const std::string web = "123456789012/us-east-1/web";
    const auto stage = [&](core::Transaction& tx, const std::string& more, int number) {
        PushedManifest pushed{.text = image_manifest("1", more)};
        if (number >= 0) pushed.tag = "v" + std::to_string(number);
        const auto image = read_image(std::move(pushed)).value();
        EXPECT_TRUE(stage_image(tx, rows, web, image, world_.world().loop.now()));
        return R"(,"subject":{"mediaType":"application/vnd.oci.image.manifest.v1+json","size":5,)"
               R"("digest":")" +
               image.digest + "\"}";
    };
    core::Transaction tx;
    for (int i = 0; i < kImages; ++i) {
        const std::string of_image =
            stage(tx, R"(,"annotations":{"n":")" + std::to_string(i) + "\"}", i);
        const std::string of_artifact = stage(tx, of_image, -1);
        stage(tx, of_artifact, -1);
    }
    world_.world().commit(std::move(tx));
    EXPECT_EQ(images(), 3 * kImages);
    std::size_t turns = 0;
    bool left_behind = false;
    std::uint64_t seen = world_.world().core().applied();
    const auto look = [&](const core::Change& change) {
        const std::uint64_t applied = world_.world().core().applied();
        if (!change.is_of(rows.images) || std::exchange(seen, applied) == applied) return;
        ++turns;
        for (const auto& [key, image] : rows.images.rows()) {
            const bool lacks = !image->subject.empty() && !find_image(rows, web, image->subject);
            left_behind = left_behind || lacks;
        }
    };
    world_.world().core().subscribe({look, [] {}});
    auto runner = run();
    runner.start();
    world_.ok(
        "PutLifecyclePolicy",
        with(R"({"rules":[{"rulePriority":1,"selection":{"tagStatus":"tagged","tagPrefixList":)"
             R"(["v"],"countType":"imageCountMoreThan","countNumber":1},"action":)"
             R"({"type":"expire"}}]})")
    );
    pass(Seconds(30));
    EXPECT_EQ(images(), 3);
    EXPECT_GT(turns, 2);
    EXPECT_FALSE(left_behind);
}

TEST_F(EcrLifecycle, many_images_go_turn_by_turn) {
    core::Transaction tx;
    for (int i = 0; i < 400; ++i) {
        const auto& rows = world_.rows();
        const std::string manifest =
            image_manifest("1", R"(,"annotations":{"n":")" + std::to_string(i) + "\"}");
        ASSERT_TRUE(stage_image(
            tx,
            rows,
            "123456789012/us-east-1/web",
            read_image({.text = manifest}).value(),
            world_.world().loop.now()
        ));
    }
    world_.world().commit(std::move(tx));
    auto runner = run();
    runner.start();
    world_.ok("PutLifecyclePolicy", with(kKeepOne));
    pass(Seconds(30));
    EXPECT_EQ(images(), 1);
}

}  // namespace
}  // namespace gantry::ecr
