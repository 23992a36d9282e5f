#include "drivers/memory_files/tmpfs_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace gantry::memory_files {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class TmpfsFilesTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string folder = fs::temp_directory_path() / "gantry-memory-XXXXXX";
        ASSERT_NE(mkdtemp(folder.data()), nullptr);
        base_ = folder;
        if (!TmpfsFiles(base_).why_not().empty()) GTEST_SKIP() << "mounting takes root";
    }
    void TearDown() override {
        TmpfsFiles files(base_);
        for (const std::string& task : files.open_tasks()) EXPECT_TRUE(files.close(task));
        fs::remove_all(base_);
    }

    static std::string text_of(const std::string& path) {
        std::ifstream file(path);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    static bool changed(MemoryFiles& files, const MemoryFile& file) {
        const auto how = files.write("task1", file);
        EXPECT_TRUE(how) << how.error().message;
        return how && *how;
    }

    std::string base_;
};

TEST_F(TmpfsFilesTest, KeepsFilesInMemory) {
    TmpfsFiles files(base_);
    const auto folder = files.open("task1");
    ASSERT_TRUE(folder) << folder.error().message;
    MemoryFile file{.path = "app/0/db", .text = "secret", .mode = 0440, .user = 7, .group = 8};
    EXPECT_TRUE(changed(files, file));
    EXPECT_FALSE(changed(files, file)) << "it is so already";
    struct stat status{};
    ASSERT_EQ(stat((*folder + "/app/0/db").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0440U);
    EXPECT_EQ(status.st_uid, 7U);
    EXPECT_EQ(status.st_gid, 8U);
    file.text = "another";
    EXPECT_TRUE(changed(files, file));
    EXPECT_EQ(text_of(*folder + "/app/0/db"), "another");
    struct stat above{};
    ASSERT_EQ(stat(base_.c_str(), &above), 0);
    EXPECT_NE(above.st_dev, status.st_dev);
}

TEST_F(TmpfsFilesTest, OutlivesTheProcessAndGoesWhole) {
    ASSERT_TRUE(TmpfsFiles(base_).open("task1"));
    TmpfsFiles next(base_);
    EXPECT_THAT(next.open_tasks(), ElementsAre("task1"));
    EXPECT_TRUE(changed(next, {.path = "app/0/x", .text = "y"}));
    ASSERT_TRUE(next.open("task1")) << "once more";
    EXPECT_EQ(text_of(base_ + "/task1/app/0/x"), "y");
    EXPECT_TRUE(next.close("task1"));
    EXPECT_TRUE(next.close("task1")) << "it is gone";
    EXPECT_THAT(next.open_tasks(), IsEmpty());
}

TEST_F(TmpfsFilesTest, TakesNoOtherNames) {
    TmpfsFiles files(base_);
    ASSERT_TRUE(files.open("task1"));
    EXPECT_FALSE(files.open("../x"));
    for (const char* path : {"", "/etc/passwd", "a/../b", "a//b/", "./a"}) {
        EXPECT_FALSE(files.write("task1", {.path = path, .text = "x"})) << path;
    }
    EXPECT_EQ(files.write("task2", {.path = "a", .text = "x"}).error().kind, ErrorKind::NotFound);
}

TEST_F(TmpfsFilesTest, KnowsWhatIsInMemoryFromWhatARuntimeMade) {
    TmpfsFiles files(base_);
    ASSERT_TRUE(files.open("task1"));
    EXPECT_FALSE(files.has("task1", "app/0"));
    EXPECT_TRUE(changed(files, {.path = "app/0/db", .text = "secret"}));
    EXPECT_TRUE(files.has("task1", "app/0"));
    EXPECT_TRUE(files.has("task1", "app/0/db"));
    EXPECT_FALSE(files.has("task2", "app/0"));
    ASSERT_TRUE(files.close("task1"));
    fs::create_directories(base_ + "/task1/app/0");
    EXPECT_FALSE(files.has("task1", "app/0")) << "on the disk";
    ASSERT_TRUE(files.open("task1")) << "over it";
    EXPECT_FALSE(files.has("task1", "app/0"));
    EXPECT_TRUE(files.close("task1"));
    EXPECT_THAT(files.open_tasks(), IsEmpty());
}

TEST_F(TmpfsFilesTest, NoNameIsInTheWayOfAnother) {
    TmpfsFiles files(base_);
    ASSERT_TRUE(files.open("task1"));
    const std::string longest = "app/1/" + std::string(255, 'x');
    EXPECT_TRUE(changed(files, {.path = "app/0/db", .text = "first"}));
    EXPECT_TRUE(changed(files, {.path = "app/0/db.new/key", .text = "key"}));
    EXPECT_TRUE(changed(files, {.path = "app/0/db", .text = "second"}));
    EXPECT_EQ(text_of(base_ + "/task1/app/0/db"), "second");
    EXPECT_EQ(text_of(base_ + "/task1/app/0/db.new/key"), "key");
    EXPECT_TRUE(changed(files, {.path = longest, .text = "x"}));
}

TEST_F(TmpfsFilesTest, IsBounded) {
    TmpfsFiles files(base_);
    ASSERT_TRUE(files.open("task1"));
    EXPECT_FALSE(files.write("task1", {.path = "a", .text = std::string(5U << 20U, 'x')}));
    EXPECT_TRUE(changed(files, {.path = "a", .text = "x"}));
}

}  // namespace
}  // namespace gantry::memory_files
