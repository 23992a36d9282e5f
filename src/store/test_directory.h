#pragma once

#include <stdlib.h>

#include <filesystem>
#include <string>

#include "base/assert.h"

namespace gantry::store {

/// A directory for one test, gone with this object. In memory where the machine has such a place:
/// nothing here depends on what a sync really does, and syncs are most of the time.
class TestDirectory {
  public:
    TestDirectory() {
        const std::filesystem::path memory = "/dev/shm";
        const auto parent =
            std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
        std::string name = (parent / "gantry-XXXXXX").string();
        GANTRY_ASSERT(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~TestDirectory() { std::filesystem::remove_all(path_); }
    TestDirectory(const TestDirectory&) = delete;
    TestDirectory& operator=(const TestDirectory&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace gantry::store
