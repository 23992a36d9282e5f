#include "store/data_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <optional>

#include "store/test_directory.h"

namespace gantry::store {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

fs::perms mode_of(const fs::path& path) {
    return fs::status(path).permissions();
}

TEST(DataDirectory, IsMadeForItsOwnerOnly) {
    const TestDirectory test;
    const fs::path path = test.path() / "a" / "data";
    const auto directory = DataDirectory::open(path / "");
    ASSERT_TRUE(directory);
    EXPECT_EQ(directory->path(), path);
    EXPECT_EQ(mode_of(path), fs::perms::owner_all);
    const auto file = directory->private_file("x.db");
    ASSERT_TRUE(file);
    EXPECT_EQ(mode_of(*file), fs::perms::owner_read | fs::perms::owner_write);
}

TEST(DataDirectory, NarrowsADirectoryOfItsOwnThatWasMadeWider) {
    const TestDirectory test;
    fs::permissions(test.path(), fs::perms{0755});
    ASSERT_TRUE(DataDirectory::open(test.path())) << "it is empty";
    EXPECT_EQ(mode_of(test.path()), fs::perms::owner_all);
    fs::permissions(test.path(), fs::perms{0770});
    ASSERT_TRUE(DataDirectory::open(test.path())) << "its lock is there";
    EXPECT_EQ(mode_of(test.path()), fs::perms::owner_all);
}

TEST(DataDirectory, RefusesADirectoryOfOthersThatIsOpenToThem) {
    const TestDirectory test;
    std::ofstream(test.path() / "somebody's") << "x";
    fs::permissions(test.path(), fs::perms{0755});
    const auto opened = DataDirectory::open(test.path());
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().message, HasSubstr("chmod 700"));
    EXPECT_EQ(mode_of(test.path()), fs::perms{0755});
}

TEST(DataDirectory, NarrowsAFileThatIsThereAndKeepsWhatItHolds) {
    const TestDirectory test;
    std::ofstream(test.path() / "x.db") << "kept";
    fs::permissions(test.path() / "x.db", fs::perms::all);
    const auto file = DataDirectory::open(test.path())->private_file("x.db");
    ASSERT_TRUE(file);
    EXPECT_EQ(mode_of(*file), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(fs::file_size(*file), 4U);
}

TEST(DataDirectory, BelongsToOneAtATime) {
    const TestDirectory test;
    std::optional<DataDirectory> first = *DataDirectory::open(test.path());
    const auto second = DataDirectory::open(test.path());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::Conflict);
    EXPECT_THAT(second.error().message, HasSubstr("process " + std::to_string(::getpid())));
    EXPECT_THAT(second.error().message, HasSubstr(test.path().string()));
    first.reset();
    EXPECT_TRUE(DataDirectory::open(test.path()));
}

TEST(DataDirectory, SaysWhatCannotBeMade) {
    const TestDirectory test;
    std::ofstream(test.path() / "file") << "x";
    const auto below_a_file = DataDirectory::open(test.path() / "file" / "data");
    ASSERT_FALSE(below_a_file);
    EXPECT_EQ(below_a_file.error().kind, ErrorKind::Unavailable);
    EXPECT_THAT(below_a_file.error().message, HasSubstr("file"));
    EXPECT_FALSE(DataDirectory::open(test.path() / "file"));
}

}  // namespace
}  // namespace gantry::store
