#include <gtest/gtest.h>

#include "services/ecs/api/definition/fargate_sizes.h"
#include "services/ecs/api/definition/test_support.h"

namespace gantry::ecs::definition {
namespace {

constexpr const char* kBadCpu =
    "Invalid 'cpu' setting for task. For more information, see the Troubleshooting section of the "
    "Amazon ECS Developer Guide.";
constexpr const char* kBadMemory =
    "Invalid 'memory' setting for task. For more information, see the Troubleshooting section of "
    "the Amazon ECS Developer Guide.";

TEST(DefinitionSizes, TD_020_SomeMemory) {
    const std::string bare = R"({"name":"c","image":"nginx"})";
    EXPECT_EQ(
        verdict(containers(bare)),
        "Invalid setting for container 'c'. At least one of 'memory' or 'memoryReservation' must "
        "be specified."
    );
    EXPECT_EQ(verdict(containers(bare, R"("memory":"128")")), "ok");
    EXPECT_EQ(verdict(containers(R"({"name":"c","image":"nginx","memoryReservation":8})")), "ok");
}

TEST(DefinitionSizes, TD_021_MemoryCoversItsReservation) {
    EXPECT_EQ(
        verdict(one_container(R"("memoryReservation":65)")),
        "Invalid setting for container 'c'. 'memory' must be greater than or equal to "
        "'memoryReservation'."
    );
    EXPECT_EQ(verdict(one_container(R"("memoryReservation":64)")), "ok");
}

TEST(DefinitionSizes, TD_022_ContainersFitIntoTheTask) {
    EXPECT_EQ(
        verdict(one_container("", R"("memory":"63")")),
        "The 'memory' setting for container 'c' is greater than for the task"
    );
    EXPECT_EQ(
        verdict(containers(
            container("a", R"("memoryReservation":40)") + "," +
                container("b", R"("memoryReservation":40)"),
            R"("memory":"64")"
        )),
        "The 'memory' setting for container 'b' is greater than for the task"
    );
    EXPECT_EQ(verdict(containers(container("a") + "," + container("b"), R"("memory":"64")")), "ok")
        << "hard limits may overlap";
}

TEST(DefinitionSizes, TD_023_CpuFitsIntoTheTask) {
    const std::string list = container("a", R"("cpu":100)") + "," + container("b", R"("cpu":100)");
    EXPECT_EQ(
        verdict(containers(list, R"("cpu":"199")")),
        "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'."
    );
    EXPECT_EQ(verdict(containers(list, R"("cpu":"200")")), "ok");
}

TEST(DefinitionSizes, TD_024_TaskSizes) {
    for (const std::string cpu : {"128", "196608", "1 vCPU", ".25 vcpu", "0.5VCPU"}) {
        EXPECT_EQ(verdict(one_container("", R"("cpu":")" + cpu + "\"")), "ok") << cpu;
    }
    for (const std::string cpu : {"", "127", "196609", "one", "-256", "1.5"}) {
        EXPECT_EQ(verdict(one_container("", R"("cpu":")" + cpu + "\"")), kBadCpu) << cpu;
    }
    for (const std::string memory : {"64", "1GB", ".5 gb"}) {
        EXPECT_EQ(verdict(one_container("", R"("memory":")" + memory + "\"")), "ok") << memory;
    }
    for (const std::string memory : {"", "0", "x GB"}) {
        EXPECT_EQ(verdict(one_container("", R"("memory":")" + memory + "\"")), kBadMemory)
            << memory;
    }
}

TEST(DefinitionSizes, TD_025_NothingNegative) {
    EXPECT_EQ(
        verdict(one_container(R"("cpu":-1)")),
        "Invalid setting for container 'c'. 'cpu' must not be negative."
    );
    EXPECT_EQ(
        verdict(one_container(R"("memory":-1)")),
        "Invalid setting for container 'c'. 'memory' must be positive."
    );
    EXPECT_EQ(
        verdict(one_container(R"("memoryReservation":0)")),
        "Invalid setting for container 'c'. 'memoryReservation' must be positive."
    );
}

TEST(FargateSizes, AreTheTable) {
    EXPECT_TRUE(is_fargate_size(256, 512));
    EXPECT_TRUE(is_fargate_size(256, 1024));
    EXPECT_TRUE(is_fargate_size(256, 2048));
    EXPECT_FALSE(is_fargate_size(256, 1536));
    EXPECT_FALSE(is_fargate_size(256, 3072));
    EXPECT_TRUE(is_fargate_size(512, 4096));
    EXPECT_FALSE(is_fargate_size(512, 512));
    EXPECT_TRUE(is_fargate_size(4096, 30720));
    EXPECT_FALSE(is_fargate_size(4096, 31744));
    EXPECT_TRUE(is_fargate_size(8192, 20480));
    EXPECT_FALSE(is_fargate_size(8192, 17408));
    EXPECT_TRUE(is_fargate_size(16384, 122880));
    EXPECT_FALSE(is_fargate_size(16384, 36864));
    EXPECT_FALSE(is_fargate_size(0, 0));
    EXPECT_FALSE(is_fargate_size(300, 512));
}

}  // namespace
}  // namespace gantry::ecs::definition
