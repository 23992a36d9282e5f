#include "drivers/gpu/nvidia.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

namespace gantry::gpu {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Nvidia : public testing::Test {
  protected:
    Nvidia() { directory_ = mkdtemp(pattern_.data()); }
    ~Nvidia() override { std::filesystem::remove_all(directory_); }

    void write(const std::string& file, const std::string& text) {
        const std::filesystem::path path = std::filesystem::path(directory_) / file;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }

    std::string directory_;

  private:
    std::string pattern_ = testing::TempDir() + "nvidia-XXXXXX";
};

TEST_F(Nvidia, IsReadFromItsFiles) {
    write(
        "version",
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.14  Thu Feb 22 01:44:30 UTC 2024\n"
        "GCC version:  gcc version 12.3.0\n"
    );
    write(
        "gpus/0000:21:00.0/information",
        "Model: \t\t NVIDIA A10G\nIRQ:   \t\t 78\nGPU UUID: \t GPU-bbbb\nVideo BIOS: \t ??\n"
    );
    write("gpus/0000:00:1e.0/information", "Model: \t\t NVIDIA A10G\nGPU UUID: \t GPU-aaaa\n");
    write("gpus/0000:31:00.0/information", "GPU UUID: \t GPU-\?\?\?\?\?\?\?\?-\?\?\?\?\n");
    const Inventory found = find_nvidia(directory_);
    EXPECT_THAT(found.ids, ElementsAre("GPU-aaaa", "GPU-bbbb"));
    EXPECT_EQ(found.driver_version, "550.54.14");
    EXPECT_EQ(found.nameless, 1);
}

TEST_F(Nvidia, MayNotBeThere) {
    const Inventory found = find_nvidia(directory_ + "/nothing");
    EXPECT_THAT(found.ids, IsEmpty());
    EXPECT_EQ(found.driver_version, "");
    EXPECT_EQ(found.nameless, 0);
}

}  // namespace
}  // namespace gantry::gpu
