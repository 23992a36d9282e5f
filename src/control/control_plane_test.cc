#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "control/plane_fixture.h"

namespace gantry::control::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class ControlPlaneTest : public PlaneTest {
  protected:
    void SetUp() override { start(AuthMode::Verify); }

    /// What starting again says.
    std::string start_again() {
        plane.reset();
        auto started = ControlPlane::start(options);
        if (!started) return started.error().message;
        plane = std::move(*started);
        return "";
    }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(options.data_dir + "/" + name) << text;
    }
};

TEST_F(ControlPlaneTest, KeepsItsKeyAndItsStateOverAStart) {
    ASSERT_EQ(
        send(signed_by(call("CreateCluster", R"({"clusterName":"kept"})"), root)).status, 200
    );
    EXPECT_EQ(start_again(), "");
    EXPECT_THAT(send(signed_by(call("ListClusters"), root)).body, HasSubstr("cluster/kept"));
}

TEST_F(ControlPlaneTest, AnEmptySecretIsRefused) {
    plane.reset();
    write("root.key", "GNTRabc:\n");
    EXPECT_THAT(start_again(), HasSubstr("root.key holds an empty secret"));
    write("root.key", "");
    EXPECT_THAT(start_again(), HasSubstr("root.key is empty"));
    write("root.key", "GNTRabc:secret\n");
    write("page-token.key", "\n");
    EXPECT_THAT(start_again(), HasSubstr("page-token.key is empty"));
}

TEST_F(ControlPlaneTest, AKeyThatOthersMayReadIsRefused) {
    plane.reset();
    fs::permissions(options.data_dir + "/root.key", fs::perms::others_read, fs::perm_options::add);
    EXPECT_THAT(start_again(), HasSubstr("chmod 600"));
}

TEST_F(ControlPlaneTest, ADirectoryMadeWiderIsNarrowed) {
    plane.reset();
    fs::permissions(options.data_dir, fs::perms{0755});
    EXPECT_EQ(start_again(), "");
    EXPECT_EQ(fs::status(options.data_dir).permissions(), fs::perms::owner_all);
}

TEST_F(ControlPlaneTest, APortThatIsTakenIsSaid) {
    ControlPlaneOptions second = options;
    second.port = plane->port();
    second.data_dir = (directory.path() / "second").string();
    const auto started = ControlPlane::start(second);
    ASSERT_FALSE(started);
    EXPECT_THAT(started.error().message, HasSubstr("choose another port with --port"));
}

}  // namespace
}  // namespace gantry::control::test
