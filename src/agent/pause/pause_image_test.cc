#include "agent/pause/pause_image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gantry::agent {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(PauseImage, IsAnArchiveOfTheProgramAndWhatDockerSavesWithIt) {
    const PauseImage image = make_pause_image(
        "\x7f"
        "ELF",
        "amd64"
    );
    EXPECT_THAT(image.name, StartsWith("gantry-pause:"));
    EXPECT_EQ(image.archive.size() % 512, 0u);
    EXPECT_THAT(image.archive, StartsWith("manifest.json"));
    EXPECT_THAT(image.archive, HasSubstr(R"("RepoTags":[")" + image.name + R"("])"));
    EXPECT_THAT(image.archive, HasSubstr(R"("Entrypoint":["/pause"])"));
    EXPECT_THAT(
        image.archive,
        HasSubstr("\x7f"
                  "ELF")
    );
    EXPECT_EQ(image.archive.substr(257, 5), "ustar");
}

TEST(PauseImage, OfOtherContentHasAnotherName) {
    EXPECT_EQ(make_pause_image("a", "amd64").name, make_pause_image("a", "amd64").name);
    EXPECT_NE(make_pause_image("a", "amd64").name, make_pause_image("b", "amd64").name);
    EXPECT_NE(make_pause_image("a", "amd64").name, make_pause_image("a", "arm64").name);
}

TEST(PauseImage, OfThisBuildHoldsAProgramOfThisMachine) {
    EXPECT_THAT(
        pause_image().archive,
        HasSubstr("\x7f"
                  "ELF")
    );
    EXPECT_LT(pause_image().archive.size(), 64U << 10U);
}

}  // namespace
}  // namespace gantry::agent
