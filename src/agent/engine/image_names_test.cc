#include "agent/engine/image_names.h"

#include <gtest/gtest.h>

namespace gantry::agent {
namespace {

TEST(ImageNames, ATagIsNotAPort) {
    EXPECT_EQ(repository_of("registry:5000/app"), "registry:5000/app");
    EXPECT_EQ(repository_of("registry:5000/app:1"), "registry:5000/app");
    EXPECT_EQ(repository_of("registry:5000/app:1@sha256:9"), "registry:5000/app");
    EXPECT_EQ(full_image_name("registry:5000/app"), "registry:5000/app:latest");
    EXPECT_EQ(full_image_name("app@sha256:9"), "app@sha256:9");
}

TEST(ImageNames, AreComparedAsDockerListsThem) {
    EXPECT_EQ(short_name("docker.io/library/app:1"), "app:1");
    EXPECT_EQ(short_name("index.docker.io/shop/app"), "shop/app");
    EXPECT_EQ(short_name("library/app@sha256:9"), "app@sha256:9");
    EXPECT_EQ(short_name("registry:5000/library/app"), "registry:5000/library/app");
}

TEST(ImageNames, ADigestTakesTheTagsPlace) {
    EXPECT_EQ(by_digest("registry:5000/app:1", "sha256:9"), "registry:5000/app@sha256:9");
    EXPECT_EQ(by_digest("app", "sha256:9"), "app@sha256:9");
    EXPECT_EQ(by_digest("app:1", ""), "app:1");
    EXPECT_EQ(by_digest("app@sha256:1", "sha256:9"), "app@sha256:1");
    EXPECT_EQ(by_digest("app:1@sha256:1", ""), "app@sha256:1");
}

TEST(ImageNames, ADigestIsItsRepositorys) {
    const runtime::ImageStatus status{
        .repo_digests = {"other/app@sha256:1", "app@sha256:2"},
    };
    EXPECT_EQ(digest_of("app:1", status), "sha256:2");
    EXPECT_EQ(digest_of("third/app", status), "");
    EXPECT_EQ(digest_of("docker.io/library/app:1", status), "sha256:2");
}

}  // namespace
}  // namespace gantry::agent
