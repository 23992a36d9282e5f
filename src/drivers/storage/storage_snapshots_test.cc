// Snapshots of disks on real loop devices, for root.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "drivers/storage/storage_files.h"
#include "drivers/storage/storage_worker.h"

namespace gantry::storage {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;

constexpr std::int64_t kMiB = 1 << 20;

fs::path directory_of_snapshots() {
    std::string name = (fs::temp_directory_path() / "gantry-snapshots-XXXXXX").string();
    return ::mkdtemp(name.data());
}

void put_text(const fs::path& file, const std::string& text) {
    std::ofstream(file) << text;
}

std::string text_of_file(const fs::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

class SnapshotsTest : public testing::Test {
  protected:
    ~SnapshotsTest() override {
        const auto left = worker.list();
        for (const std::string& id : *left) EXPECT_TRUE(worker.detach(id, Removal::Delete, true));
        fs::remove_all(base);
    }
    fs::path base = directory_of_snapshots();
    fs::path place = base / "place";
    fs::path snapshots = base / "snapshots";
    StorageWorker worker{place, snapshots};
};

class MountedSnapshotsTest : public SnapshotsTest {
  protected:
    void SetUp() override {
        if (!find_abilities().mounts) GTEST_SKIP() << find_abilities().why_not;
    }
    std::string attach(const std::string& id, const Disk& disk) {
        const auto how = worker.attach({id, disk});
        return how ? "" : how.error().message;
    }
    std::string snapshot(const std::string& disk, const std::string& id) {
        const auto how = worker.make_snapshot(disk, id);
        return how ? "" : how.error().message;
    }
    std::int64_t size_of(const std::string& id) {
        struct statvfs about{};
        EXPECT_EQ(::statvfs((place / id).c_str(), &about), 0);
        return static_cast<std::int64_t>(about.f_blocks * about.f_frsize);
    }
    void restores(const std::string& kind, std::int64_t size);
};

/// A disk is copied while it is in use, restored beside it, and grows.
void MountedSnapshotsTest::restores(const std::string& kind, std::int64_t size) {
    ASSERT_EQ(attach("vol-1", Disk{size, kind, {}, {}}), "");
    put_text(place / "vol-1/file", "then");
    ASSERT_EQ(snapshot("vol-1", "snap-1"), "");
    put_text(place / "vol-1/file", "now");
    EXPECT_FALSE(fs::exists(snapshots / "snap-1.new"));
    const Disk larger{2 * size, kind, {}, "snap-1"};
    ASSERT_EQ(attach("vol-2", larger), "");
    EXPECT_EQ(text_of_file(place / "vol-2/file"), "then");
    EXPECT_EQ(text_of_file(place / "vol-1/file"), "now");
    EXPECT_GT(size_of("vol-2"), size);
    put_text(place / "vol-2/file", "later");
    EXPECT_EQ(attach("vol-2", larger), "") << "as after a restart";
    EXPECT_EQ(text_of_file(place / "vol-2/file"), "later");
    ASSERT_TRUE(worker.detach("vol-1", Removal::Delete, false));
    ASSERT_EQ(attach("vol-3", Disk{size, kind, {}, "snap-1"}), "");
    EXPECT_EQ(text_of_file(place / "vol-3/file"), "then");
}

TEST_F(MountedSnapshotsTest, Ext4IsRestored) {
    restores("ext4", 64 * kMiB);
}

TEST_F(MountedSnapshotsTest, Ext3IsRestored) {
    restores("ext3", 64 * kMiB);
}

TEST_F(MountedSnapshotsTest, XfsIsRestored) {
    const auto kinds = find_abilities().file_systems;
    if (std::ranges::find(kinds, "xfs") == kinds.end()) {
        GTEST_SKIP() << "no mkfs.xfs";
    }
    restores("xfs", 320 * kMiB);
}

TEST_F(MountedSnapshotsTest, ASnapshotIsMadeOnceAndStaysAsItIs) {
    ASSERT_EQ(attach("vol-1", Disk{32 * kMiB, "ext4", {}, {}}), "");
    put_text(place / "vol-1/file", "then");
    ASSERT_EQ(snapshot("vol-1", "snap-1"), "");
    put_text(place / "vol-1/file", "now");
    EXPECT_EQ(snapshot("vol-1", "snap-1"), "") << "the order came again";
    ASSERT_EQ(attach("vol-2", Disk{32 * kMiB, "ext4", {}, "snap-1"}), "");
    EXPECT_EQ(text_of_file(place / "vol-2/file"), "then");
}

TEST_F(MountedSnapshotsTest, WhatACrashLeftIsMadeAnew) {
    ASSERT_EQ(attach("vol-1", Disk{32 * kMiB, "ext4", {}, {}}), "");
    fs::create_directories(snapshots);
    put_text(snapshots / "snap-1.new", "half");
    ASSERT_EQ(snapshot("vol-1", "snap-1"), "");
    EXPECT_EQ(attach("vol-2", Disk{32 * kMiB, "ext4", {}, "snap-1"}), "");
}

TEST_F(MountedSnapshotsTest, ADiskThatWasLeftStillGoesOn) {
    ASSERT_EQ(attach("vol-1", Disk{32 * kMiB, "ext4", {}, {}}), "");
    auto still = Stillness::of(place / "vol-1");
    ASSERT_TRUE(still);
    worker.thaw_all();
    put_text(place / "vol-1/file", "written");
    EXPECT_EQ(text_of_file(place / "vol-1/file"), "written");
}

TEST_F(MountedSnapshotsTest, AKeptDiskIsCopiedToo) {
    ASSERT_EQ(attach("vol-1", Disk{32 * kMiB, "ext4", {}, {}}), "");
    put_text(place / "vol-1/file", "kept");
    ASSERT_TRUE(worker.detach("vol-1", Removal::Keep, false));
    ASSERT_EQ(snapshot("vol-1", "snap-1"), "");
    ASSERT_EQ(attach("vol-2", Disk{32 * kMiB, "ext4", {}, "snap-1"}), "");
    EXPECT_EQ(text_of_file(place / "vol-2/file"), "kept");
    EXPECT_TRUE(worker.remove_kept("vol-1"));
    EXPECT_FALSE(fs::exists(place / "kept/vol-1.img"));
    EXPECT_FALSE(worker.remove_kept("vol-2")) << "it is in use";
}

TEST_F(MountedSnapshotsTest, WhatDoesNotFitIsRefused) {
    ASSERT_EQ(attach("vol-1", Disk{32 * kMiB, "ext4", {}, {}}), "");
    ASSERT_EQ(snapshot("vol-1", "snap-1"), "");
    EXPECT_THAT(
        attach("vol-2", Disk{32 * kMiB, "xfs", {}, "snap-1"}),
        HasSubstr("the file system of snapshot snap-1 is not xfs")
    );
    EXPECT_THAT(
        attach("vol-2", Disk{16 * kMiB, "ext4", {}, "snap-1"}), HasSubstr("larger than the volume")
    );
    EXPECT_THAT(
        attach("vol-2", Disk{32 * kMiB, "ext4", {}, "snap-2"}),
        HasSubstr("snapshot snap-2 is not on this machine")
    );
    EXPECT_FALSE(fs::exists(place / "vol-2.new"));
    EXPECT_TRUE(worker.remove_snapshot("snap-1"));
    EXPECT_TRUE(worker.remove_snapshot("snap-1")) << "repeatable";
    EXPECT_FALSE(fs::exists(snapshots / "snap-1.img"));
}

TEST_F(SnapshotsTest, WhatIsNotThereCannotBeCopied) {
    EXPECT_EQ(
        worker.make_snapshot("vol-1", "snap-1").error().message,
        "the volume is not on this machine any more"
    );
    EXPECT_FALSE(worker.make_snapshot("../vol", "snap-1"));
    EXPECT_FALSE(worker.make_snapshot("vol-1", "../snap"));
    EXPECT_FALSE(worker.remove_snapshot("../snap"));
    EXPECT_FALSE(worker.remove_kept("../vol"));
}

TEST_F(SnapshotsTest, ThePlaceOfSnapshotsIsNamedOnce) {
    const auto name = worker.name_of_snapshots();
    ASSERT_TRUE(name);
    EXPECT_TRUE(is_word(*name));
    EXPECT_EQ(StorageWorker(base / "other", snapshots).name_of_snapshots(), *name);
    EXPECT_NE(StorageWorker(base / "other", base / "elsewhere").name_of_snapshots(), *name);
    put_text(snapshots / "store", "not a name!/");
    EXPECT_FALSE(worker.name_of_snapshots());
}

TEST_F(SnapshotsTest, AFileIsCopiedToAFileSystemOfAnotherKind) {
    const fs::path other = "/dev/shm" / base.filename();
    std::string text(3 * kMiB, 'a');
    text.back() = 'z';
    put_text(base / "from", text);
    const auto copied = copy_file(base / "from", other, Seconds{10});
    EXPECT_TRUE(copied) << copied.error().message;
    EXPECT_EQ(text_of_file(other), text);
    fs::remove(other);
}

TEST_F(SnapshotsTest, HolesStayHoles) {
    const fs::path from = base / "from";
    put_text(from, "content");
    fs::resize_file(from, 64 * kMiB);
    ASSERT_TRUE(copy_file(from, base / "to", Seconds{60}));
    EXPECT_EQ(fs::file_size(base / "to"), 64 * kMiB);
    std::string begin(7, '\0');
    std::ifstream(base / "to").read(begin.data(), 7);
    EXPECT_EQ(begin, "content");
    struct stat about{};
    ASSERT_EQ(::stat((base / "to").c_str(), &about), 0);
    EXPECT_LT(about.st_blocks * 512, kMiB);
}

}  // namespace
}  // namespace gantry::storage
