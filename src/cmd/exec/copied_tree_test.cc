#include "cmd/exec/copied_tree.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string>

namespace gantry::cmd {
namespace {

namespace fs = std::filesystem;

class CopiedTreeTest : public testing::Test {
  protected:
    CopiedTreeTest() {
        std::string place = (fs::temp_directory_path() / "gantry-copied-XXXXXX").string();
        root_ = ::mkdtemp(place.data());
    }
    ~CopiedTreeTest() override { fs::remove_all(root_); }

    fs::path put(const std::string& name, const std::string& text) const {
        const fs::path path = root_ / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path) << text;
        return path;
    }
    [[nodiscard]] std::string text_of(const std::string& name) const {
        std::ifstream file(root_ / name);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    fs::path root_;
};

TEST_F(CopiedTreeTest, ASecondCopyGoesIntoTheFirst) {
    put("new/site/index", "second");
    put("new/site/sub/added", "second");
    put("site/index", "first");
    put("site/sub/kept", "first");
    ASSERT_TRUE(move_into_place(root_ / "new/site", root_ / "site"));
    EXPECT_EQ(text_of("site/index"), "second");
    EXPECT_EQ(text_of("site/sub/added"), "second");
    EXPECT_EQ(text_of("site/sub/kept"), "first");
    EXPECT_FALSE(fs::exists(root_ / "site/site"));
}

TEST_F(CopiedTreeTest, AFileDoesNotTakeADirectorysPlace) {
    put("new/site", "a file");
    put("site/index", "first");
    EXPECT_FALSE(move_into_place(root_ / "new/site", root_ / "site"));
    EXPECT_EQ(text_of("site/index"), "first");
}

TEST_F(CopiedTreeTest, ADirectoryDoesNotTakeAFilesPlace) {
    put("new/site/index", "second");
    put("site", "a file");
    EXPECT_FALSE(move_into_place(root_ / "new/site", root_ / "site"));
    EXPECT_EQ(text_of("site"), "a file");
}

TEST_F(CopiedTreeTest, LinksAreNotFollowed) {
    put("new/site/etc/passwd", "second");
    put("outside/passwd", "first");
    fs::create_directories(root_ / "site");
    fs::create_directory_symlink(root_ / "outside", root_ / "site/etc");
    EXPECT_FALSE(move_into_place(root_ / "new/site", root_ / "site"));
    EXPECT_EQ(text_of("outside/passwd"), "first");
}

}  // namespace
}  // namespace gantry::cmd
