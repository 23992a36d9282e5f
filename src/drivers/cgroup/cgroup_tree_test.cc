#include "drivers/cgroup/cgroup_tree.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace gantry::cgroup {
namespace {

namespace fs = std::filesystem;

/// Directories that stand for the kernel's and systemd's: what would be set stays readable.
class CgroupTreeTest : public testing::Test {
  protected:
    CgroupTreeTest() {
        std::string name = fs::temp_directory_path() / "gantry-cgroup-XXXXXX";
        root = mkdtemp(name.data());
        for (const char* hierarchy : {"memory", "cpu", "pids", "units"}) {
            fs::create_directories(root / hierarchy);
        }
    }
    ~CgroupTreeTest() override { fs::remove_all(root); }

    [[nodiscard]] std::string text(const std::string& path) const {
        const std::ifstream file(root / path);
        std::stringstream all;
        all << file.rdbuf();
        return all.str();
    }
    [[nodiscard]] CgroupTree tree() const { return CgroupTree({root, root / "units"}); }

    fs::path root;
    Limits limits{.memory_bytes = 64 << 20, .cpu_quota_us = 25'000};
};

TEST_F(CgroupTreeTest, OnTheFirstInterfaceEachLimitHasItsHierarchy) {
    const auto parent = tree().make({.version = 1}, "0123", limits);
    ASSERT_TRUE(parent);
    EXPECT_EQ(*parent, "/ecs/0123");
    EXPECT_EQ(text("memory/ecs/0123/memory.limit_in_bytes"), "67108864");
    EXPECT_EQ(text("memory/ecs/0123/memory.use_hierarchy"), "1");
    EXPECT_EQ(text("cpu/ecs/0123/cpu.cfs_period_us"), "100000");
    EXPECT_EQ(text("cpu/ecs/0123/cpu.cfs_quota_us"), "25000");
}

TEST_F(CgroupTreeTest, WhatHasNoLimitHasNoGroup) {
    ASSERT_TRUE(tree().make({.version = 1}, "0123", {.memory_bytes = 1 << 20}));
    EXPECT_TRUE(fs::exists(root / "memory/ecs/0123"));
    EXPECT_FALSE(fs::exists(root / "cpu/ecs"));
}

TEST_F(CgroupTreeTest, OnTheSecondInterfaceControllersArePassedOnToTheContainers) {
    const auto parent = tree().make({.version = 2}, "0123", limits);
    ASSERT_TRUE(parent);
    EXPECT_EQ(*parent, "/ecs/0123");
    EXPECT_EQ(text("ecs/0123/memory.max"), "67108864");
    EXPECT_EQ(text("ecs/0123/cpu.max"), "25000 100000");
    for (const char* directory : {"", "ecs/", "ecs/0123/"}) {
        EXPECT_EQ(text(std::string(directory) + "cgroup.subtree_control"), "+cpu +memory");
    }
}

TEST_F(CgroupTreeTest, UnderSystemdItIsASliceWithAUnitFile) {
    const auto parent = tree().make({.version = 2, .systemd = true}, "0123", limits);
    ASSERT_TRUE(parent);
    EXPECT_EQ(*parent, "ecstasks-0123.slice");
    EXPECT_EQ(
        text("units/ecstasks-0123.slice"),
        "[Unit]\nDescription=What the containers of an ECS task share\nStopWhenUnneeded=yes\n\n"
        "[Slice]\nMemoryAccounting=yes\nMemoryMax=67108864\n"
        "CPUAccounting=yes\nCPUQuota=25.00%\nCPUQuotaPeriodSec=100000us\n"
    );
    const Layout first{.version = 1, .systemd = true};
    ASSERT_TRUE(tree().make(first, "0123", {.memory_bytes = 1 << 20, .cpu_quota_us = 150'020}));
    EXPECT_NE(text("units/ecstasks-0123.slice").find("MemoryLimit=1048576\n"), std::string::npos);
    EXPECT_NE(text("units/ecstasks-0123.slice").find("CPUQuota=150.02%\n"), std::string::npos);
    EXPECT_TRUE(tree().remove(first, "0123"));
    EXPECT_FALSE(fs::exists(root / "units/ecstasks-0123.slice"));
}

TEST_F(CgroupTreeTest, ARepeatGivesTheLimitsAnew) {
    ASSERT_TRUE(tree().make({.version = 1}, "0123", limits));
    limits.memory_bytes = 32 << 20;
    ASSERT_TRUE(tree().make({.version = 1}, "0123", limits));
    EXPECT_EQ(text("memory/ecs/0123/memory.limit_in_bytes"), "33554432");
}

TEST_F(CgroupTreeTest, RemovingTakesItFromEveryHierarchy) {
    for (const char* path : {"memory/ecs/0123", "cpu/ecs/0123", "pids/ecs/0123", "ecs/0123"}) {
        fs::create_directories(root / path);
    }
    EXPECT_TRUE(tree().remove({.version = 1}, "0123"));
    for (const char* path : {"memory/ecs/0123", "cpu/ecs/0123", "pids/ecs/0123"}) {
        EXPECT_FALSE(fs::exists(root / path));
    }
    EXPECT_TRUE(tree().remove({.version = 2}, "0123"));
    EXPECT_FALSE(fs::exists(root / "ecs/0123"));
    EXPECT_TRUE(tree().remove({.version = 1}, "0123")) << "there is none any more";
}

TEST_F(CgroupTreeTest, OneThatHoldsAContainerIsNotRemoved) {
    fs::create_directories(root / "memory/ecs/0123/container");
    const auto removed = tree().remove({.version = 1}, "0123");
    ASSERT_FALSE(removed);
    EXPECT_EQ(removed.error().kind, ErrorKind::Conflict);
}

TEST_F(CgroupTreeTest, WhatCannotBeMadeIsNamed) {
    const CgroupTree none({"/nowhere", "/nowhere"});
    const auto made = none.make({.version = 1}, "0123", limits);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().message, "cannot make /nowhere/memory/ecs: No such file or directory");
    EXPECT_FALSE(none.make({.version = 2}, "0123", limits));
    EXPECT_FALSE(none.make({.version = 2, .systemd = true}, "0123", limits));
}

}  // namespace
}  // namespace gantry::cgroup
