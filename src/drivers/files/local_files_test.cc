#include "drivers/files/local_files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace gantry::files {
namespace {

namespace fs = std::filesystem;

class LocalFilesTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "gantry-files-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        base = pattern;
    }
    void TearDown() override { fs::remove_all(base); }

    static std::string text_of(const std::string& path) {
        std::ostringstream text;
        text << std::ifstream(path).rdbuf();
        return text.str();
    }
    static mode_t mode_of(const std::string& path) {
        struct stat status{};
        return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777U : 0;
    }

    std::string base;
};

TEST_F(LocalFilesTest, KeepsAndReplacesAndRemoves) {
    LocalFiles files(base + "/tasks");
    const auto folder = files.keep("0123", {{"fluent.conf", "one"}, {"external.conf", ""}});
    ASSERT_TRUE(folder) << folder.error().message;
    EXPECT_EQ(*folder, base + "/tasks/0123");
    EXPECT_EQ(text_of(*folder + "/fluent.conf"), "one");
    EXPECT_EQ(mode_of(*folder + "/fluent.conf"), 0644u);
    EXPECT_EQ(mode_of(*folder), 0700u);
    ASSERT_TRUE(files.keep("0123", {{"fluent.conf", "two"}}));
    EXPECT_EQ(text_of(*folder + "/fluent.conf"), "two");
    EXPECT_TRUE(fs::exists(*folder + "/external.conf"));
    EXPECT_TRUE(files.remove("0123"));
    EXPECT_FALSE(fs::exists(*folder));
    EXPECT_TRUE(files.remove("0123"));
}

TEST_F(LocalFilesTest, NamesStayBelowTheFolder) {
    LocalFiles files(base);
    for (const char* name : {"", "..", ".hidden", "a/b", "a\nb"}) {
        EXPECT_FALSE(files.keep(name, {})) << name;
        EXPECT_FALSE(files.keep("t", {{name, ""}})) << name;
        EXPECT_FALSE(files.remove(name)) << name;
    }
}

TEST_F(LocalFilesTest, WhatCannotBeWrittenIsSaid) {
    std::ofstream(base + "/taken") << "a file";
    LocalFiles files(base + "/taken");
    const auto kept = files.keep("t", {{"a", "b"}});
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().kind, ErrorKind::Unavailable);
}

}  // namespace
}  // namespace gantry::files
