#include "drivers/storage/storage_worker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace gantry::storage {
namespace {

namespace fs = std::filesystem;

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::int64_t kDiskMiB = 1 << 20;

void write(const fs::path& file, const std::string& text) {
    std::ofstream(file) << text;
}

std::string read(const fs::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

fs::path new_directory() {
    std::string name = (fs::temp_directory_path() / "gantry-storage-XXXXXX").string();
    return ::mkdtemp(name.data());
}

class StorageWorkerTest : public testing::Test {
  protected:
    ~StorageWorkerTest() override {
        const auto left = worker.list();
        for (const std::string& id : *left) EXPECT_TRUE(worker.detach(id, Removal::Delete, true));
        fs::remove_all(base);
    }
    std::string why_not(const Mount& mount) {
        const auto how = worker.attach(mount);
        return how ? "" : how.error().message;
    }

    fs::path base = new_directory();
    StorageWorker worker{base / "place"};
    fs::path place = base / "place";
};

/// Mounting is for root, on a machine with loop devices.
class MountedStorageTest : public StorageWorkerTest {
  protected:
    void SetUp() override {
        if (!find_abilities().mounts) GTEST_SKIP() << find_abilities().why_not;
    }
};

TEST_F(MountedStorageTest, ADiskHasItsSizeAndKeepsItsContentUntilItIsDetached) {
    const Mount disk{"vol-1", Disk{64 * kDiskMiB, "ext4", {"scratch"}}};
    ASSERT_EQ(why_not(disk), "");
    struct statvfs about{};
    ASSERT_EQ(::statvfs((place / "vol-1").c_str(), &about), 0);
    const auto size = static_cast<std::int64_t>(about.f_blocks * about.f_frsize);
    EXPECT_LE(size, 64 * kDiskMiB);
    EXPECT_GT(size, 40 * kDiskMiB);
    write(place / "vol-1/scratch/file", "kept");
    EXPECT_EQ(why_not(disk), "") << "as after a restart";
    EXPECT_EQ(read(place / "vol-1/scratch/file"), "kept");
    EXPECT_THAT(*worker.list(), ElementsAre("vol-1"));
    ASSERT_TRUE(worker.detach("vol-1", Removal::Delete, false));
    EXPECT_FALSE(fs::exists(place / "vol-1"));
    EXPECT_FALSE(fs::exists(place / "vol-1.img"));
    EXPECT_TRUE(worker.detach("vol-1", Removal::Delete, false)) << "repeatable";
    EXPECT_THAT(*worker.list(), ElementsAre());
}

TEST_F(MountedStorageTest, AWriterMeetsTheEndOfADisk) {
    ASSERT_EQ(why_not({"vol-1", Disk{16 * kDiskMiB, "ext4", {}}}), "");
    std::ofstream out(place / "vol-1/file");
    const std::string block(kDiskMiB, 'x');
    for (int i = 0; i < 20 && out; ++i) out << block << std::flush;
    EXPECT_FALSE(out);
}

TEST_F(MountedStorageTest, WhatIsKeptStaysInAFile) {
    ASSERT_EQ(why_not({"vol-1", Disk{16 * kDiskMiB, "ext3", {}}}), "");
    ASSERT_TRUE(worker.detach("vol-1", Removal::Keep, false));
    EXPECT_TRUE(fs::exists(place / "kept/vol-1.img"));
    EXPECT_THAT(*worker.list(), ElementsAre());
}

TEST_F(MountedStorageTest, WhatIsInUseIsDetachedByForceOnly) {
    ASSERT_EQ(why_not({"vol-1", Disk{16 * kDiskMiB, "ext4", {}}}), "");
    const std::ofstream out(place / "vol-1/file");
    const auto how = worker.detach("vol-1", Removal::Delete, false);
    ASSERT_FALSE(how);
    EXPECT_EQ(how.error().kind, ErrorKind::Unavailable);
    EXPECT_TRUE(worker.detach("vol-1", Removal::Delete, true));
}

TEST_F(MountedStorageTest, WhatACrashInterruptedIsMadeAnew) {
    fs::create_directories(place);
    write(place / "vol-1.new", "half a file system");
    EXPECT_THAT(*worker.list(), ElementsAre("vol-1"));
    EXPECT_EQ(why_not({"vol-1", Disk{16 * kDiskMiB, "ext4", {}}}), "");
    EXPECT_FALSE(fs::exists(place / "vol-1.new"));
}

TEST_F(MountedStorageTest, ADirectoryIsMountedAndOutlivesItsMount) {
    const std::string share = base / "share";
    EXPECT_THAT(why_not({"efs-1", Directory{share, false, "/a"}}), HasSubstr("No such file"));
    EXPECT_EQ(why_not({"efs-1", Directory{share, true, ""}}), "");
    EXPECT_FALSE(fs::exists(place / "efs-1")) << "a root needs no mount";
    fs::create_directories(share + "/a/b");
    EXPECT_EQ(why_not({"efs-1", Directory{share, false, "/a/b"}}), "");
    write(place / "efs-1/file", "shared");
    ASSERT_TRUE(worker.detach("efs-1", Removal::Delete, false));
    EXPECT_EQ(read(share + "/a/b/file"), "shared");
}

TEST_F(MountedStorageTest, ADirectoryThatIsMountedNeedsItsRootNoMore) {
    const std::string share = base / "share";
    fs::create_directories(share + "/a");
    const Mount mount{"efs-1", Directory{share, true, "/a"}};
    ASSERT_EQ(why_not(mount), "");
    fs::rename(share, share + "-away");
    EXPECT_EQ(why_not(mount), "") << "as after a restart of the agent";
    EXPECT_FALSE(fs::exists(share)) << "nor is it made anew";
    write(place / "efs-1/file", "shared");
    EXPECT_EQ(read(share + "-away/a/file"), "shared");
}

TEST_F(MountedStorageTest, NoLinkLeadsOutOfAFileSystem) {
    const std::string share = base / "share";
    fs::create_directories(share + "/a");
    fs::create_directory_symlink("/etc", share + "/away");
    fs::create_directory_symlink("a", share + "/inside");
    fs::create_directory_symlink("../place", share + "/a/up");
    EXPECT_THAT(why_not({"efs-1", Directory{share, false, "/away"}}), HasSubstr("leads out of"));
    EXPECT_THAT(why_not({"efs-1", Directory{share, false, "/../share"}}), HasSubstr("leads out"));
    EXPECT_NE(why_not({"efs-1", Directory{share, false, "/a/up/x"}}), "");
    EXPECT_EQ(why_not({"efs-1", Directory{share, false, "/inside"}}), "");
}

TEST_F(StorageWorkerTest, WhatIsNotUnderstoodIsRefused) {
    EXPECT_NE(why_not({"../x", Disk{16 * kDiskMiB, "ext4", {}}}), "");
    EXPECT_NE(why_not({"kept", Disk{16 * kDiskMiB, "ext4", {}}}), "");
    EXPECT_THAT(why_not({"vol-1", Disk{16 * kDiskMiB, "vfat", {}}}), HasSubstr("vfat"));
    EXPECT_FALSE(worker.detach("..", Removal::Delete, true));
}

}  // namespace
}  // namespace gantry::storage
