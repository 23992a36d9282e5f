#include "drivers/cgroup/container_cgroup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gantry::cgroup {
namespace {

const std::string kId = "aedd7961e27f0d2b184914ed506bb2f13a8e3783a877a2fd60508c07f2487a14";
const std::string kOther = "bedd7961e27f0d2b184914ed506bb2f13a8e3783a877a2fd60508c07f2487a14";

std::vector<Hierarchy> first_version() {
    return {
        {.controllers = {"rw", "memory"}, .root = "/", .place = "/cg/memory"},
        {.controllers = {"rw", "cpu", "cpuacct"}, .root = "/", .place = "/cg/cpu"},
        {.version = 2, .root = "/", .place = "/cg/unified"},
    };
}
std::vector<Hierarchy> second_version(const std::string& root = "/") {
    return {{.version = 2, .root = root, .place = "/cg"}};
}
Result<ContainerCgroup> find_second(const std::string& path, const std::string& root = "/") {
    return find_cgroup("0::" + path + "\n", second_version(root), kId);
}

TEST(ContainerCgroups, HierarchiesAreFoundAmongTheMounts) {
    const auto all = parse_hierarchies(
        "22 1 0:21 / /proc rw,nosuid - proc proc rw\n"
        "31 30 0:27 / /sys/fs/cgroup/cpu rw,relatime shared:2 master:3 - cgroup cgroup rw,cpu\n"
        "32 30 0:28 /docker/x /mnt/cgroup ro - cgroup2 cgroup2 rw,nsdelegate\n"
        "33 30 0:28 / /a\\040b ro - cgroup2 cgroup2 rw\n"
        "34 30 - cgroup\n- cgroup\n35 30 0:1 / /x rw - cgroupish x rw\n"
    );
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0], (Hierarchy{1, {"rw", "cpu"}, "/", "/sys/fs/cgroup/cpu"}));
    EXPECT_EQ(all[1], (Hierarchy{2, {}, "/docker/x", "/mnt/cgroup"}));
}

TEST(ContainerCgroups, OfTheFirstVersion) {
    const std::string path = "/docker/" + kId;
    const auto cgroup = find_cgroup(
        "5:pids:" + path + "\n4:memory:" + path + "\n3:cpu,cpuacct:" + path + "\n0::/\n",
        first_version(),
        kId
    );
    ASSERT_TRUE(cgroup) << cgroup.error().message;
    EXPECT_EQ(cgroup->version, 1);
    EXPECT_EQ(cgroup->directory("memory"), "/cg/memory" + path);
    EXPECT_EQ(cgroup->directory("cpuacct"), "/cg/cpu" + path);
    EXPECT_EQ(cgroup->directory("cpu"), "/cg/cpu" + path);
    EXPECT_EQ(cgroup->directory("pids"), "") << "it is mounted nowhere";
    EXPECT_EQ(cgroup->directory("blkio"), "") << "the kernel has it not";
}

TEST(ContainerCgroups, OfTheSecondVersionAndItsDrivers) {
    for (const std::string& path :
         {"/docker/" + kId,
          "/system.slice/docker-" + kId + ".scope",
          "/ecs/task/" + kId,
          "/ecstasks.slice/ecstasks-0123.slice/docker-" + kId + ".scope"}) {
        const auto cgroup = find_second(path);
        ASSERT_TRUE(cgroup) << cgroup.error().message;
        EXPECT_EQ(cgroup->version, 2);
        EXPECT_EQ(cgroup->directory("memory"), "/cg" + path);
    }
}

TEST(ContainerCgroups, AProcessDeeperDownIsTheContainers) {
    EXPECT_EQ(find_second("/docker/" + kId + "/init.scope")->directory(""), "/cg/docker/" + kId);
    // A container in a container.
    const std::string inner = "/docker/" + kOther + "/docker/" + kId;
    EXPECT_EQ(find_second(inner)->directory(""), "/cg" + inner);
}

TEST(ContainerCgroups, AProcessOfAnotherIsRefused) {
    for (const std::string& path :
         {"/docker/" + kOther,
          std::string("/"),
          std::string(),
          "/docker/" + kId.substr(1),
          "/user.slice/" + kId + ".slice",
          "/docker/x" + kId,
          "/../" + kId}) {
        const auto cgroup = find_second(path);
        ASSERT_FALSE(cgroup) << path;
        EXPECT_EQ(cgroup.error().kind, ErrorKind::NotFound);
        EXPECT_EQ(cgroup.error().message, "the process is not one of the container");
    }
    for (const char* nonsense : {"", "\n", "0", "memory", "::", "4:memory:"}) {
        EXPECT_FALSE(find_cgroup(nonsense, first_version(), kId)) << nonsense;
    }
    EXPECT_FALSE(find_cgroup("0::/docker/\n", second_version(), ""));
    // Only one of two hierarchies says so.
    const std::string half = "4:memory:/docker/" + kId + "\n3:cpuacct:/docker/" + kOther + "\n";
    EXPECT_EQ(find_cgroup(half, first_version(), kId).error().kind, ErrorKind::NotFound);
}

TEST(ContainerCgroups, WhereOnlyAPartIsSeen) {
    EXPECT_EQ(find_second("/outer/docker/" + kId, "/outer")->directory(""), "/cg/docker/" + kId);
    for (const char* root : {"/other", "/out", "/outer/docker/x"}) {
        const auto cgroup = find_second("/outer/docker/" + kId, root);
        ASSERT_FALSE(cgroup) << root;
        EXPECT_EQ(cgroup.error().kind, ErrorKind::Unavailable);
    }
    EXPECT_EQ(
        find_cgroup("0::/docker/" + kId, {}, kId).error().message,
        "the cgroup /docker/" + kId + " cannot be seen from here"
    );
}

}  // namespace
}  // namespace gantry::cgroup
