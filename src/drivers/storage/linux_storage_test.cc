#include "drivers/storage/linux_storage.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <future>

#include "drivers/network/descriptor.h"

namespace gantry::storage {
namespace {

constexpr std::chrono::seconds kSoon{20};

/// A file system that does not answer until release(): what serves it does not say a word.
class SilentFileSystem {
  public:
    SilentFileSystem() : server_(::open("/dev/fuse", O_RDWR | O_CLOEXEC)) {
        std::string name = (std::filesystem::temp_directory_path() / "gantry-fuse-XXXXXX").string();
        if (::mkdtemp(name.data()) != nullptr) path_ = name;
        const std::string options =
            "fd=" + std::to_string(server_.get()) + ",rootmode=40000,user_id=0,group_id=0";
        mounted_ = server_ && ::mount("gantry", path_.c_str(), "fuse", 0, options.c_str()) == 0;
    }
    ~SilentFileSystem() {
        release();
        if (mounted_) ::umount2(path_.c_str(), MNT_DETACH);
        ::rmdir(path_.c_str());
    }
    SilentFileSystem(const SilentFileSystem&) = delete;
    SilentFileSystem& operator=(const SilentFileSystem&) = delete;

    [[nodiscard]] bool mounted() const { return mounted_; }
    [[nodiscard]] const std::string& path() const { return path_; }
    void release() { server_ = network::Descriptor(); }

  private:
    network::Descriptor server_;
    std::string path_;
    bool mounted_ = false;
};

TEST(LinuxStorageTest, DisksDoNotWaitForFileSystemsThatDoNotAnswer) {
    if (!find_abilities().mounts) GTEST_SKIP() << find_abilities().why_not;
    SilentFileSystem silent;
    if (!silent.mounted()) GTEST_SKIP() << "nothing can be mounted by /dev/fuse";
    ThreadLoop loop("test");
    std::unique_ptr<LinuxStorage> storage;
    std::promise<bool> attached;
    std::promise<bool> detached;
    loop.run_and_wait([&] {
        storage = std::make_unique<LinuxStorage>(
            loop, LinuxStorage::Options{.place = silent.path() + ".place", .why_not = {}}
        );
        storage->attach({"efs-1", Directory{silent.path(), false, "/a"}}, [&](const auto& how) {
            attached.set_value(how.has_value());
        });
        storage->detach("disk-1", Removal::Delete, false, [&](const auto& how) {
            detached.set_value(how.has_value());
        });
    });
    auto disk = detached.get_future();
    auto directory = attached.get_future();
    EXPECT_EQ(disk.wait_for(kSoon), std::future_status::ready);
    EXPECT_NE(directory.wait_for(std::chrono::seconds{0}), std::future_status::ready);
    silent.release();
    ASSERT_EQ(directory.wait_for(kSoon), std::future_status::ready);
    EXPECT_FALSE(directory.get());
    loop.run_and_wait([&] { storage.reset(); });
    std::filesystem::remove_all(silent.path() + ".place");
}

}  // namespace
}  // namespace gantry::storage
