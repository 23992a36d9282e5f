#pragma once

#include <fmt/format.h>
#include <sys/mount.h>

#include <filesystem>
#include <string>

namespace gantry::store {

/// A tmpfs of a given size over a directory, if this process may mount.
class SmallDisk {
  public:
    SmallDisk(const std::filesystem::path& path, int kib) : path_(path) {
        mounted_ = ::mount("tmpfs", path.c_str(), "tmpfs", 0, size(kib).c_str()) == 0;
    }
    ~SmallDisk() {
        if (mounted_) ::umount2(path_.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    [[nodiscard]] bool mounted() const { return mounted_; }
    [[nodiscard]] bool resize(int kib) const {
        return ::mount("tmpfs", path_.c_str(), "tmpfs", MS_REMOUNT, size(kib).c_str()) == 0;
    }

  private:
    static std::string size(int kib) { return fmt::format("size={}k,mode=0700", kib); }

    std::filesystem::path path_;
    bool mounted_ = false;
};

}  // namespace gantry::store
