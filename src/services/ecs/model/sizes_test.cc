#include "services/ecs/model/sizes.h"

#include <gtest/gtest.h>

namespace gantry::ecs {
namespace {

TEST(Sizes, CpuUnits) {
    EXPECT_EQ(parse_cpu_units("256"), 256);
    EXPECT_EQ(parse_cpu_units("1 vCPU"), 1024);
    EXPECT_EQ(parse_cpu_units(".25 vcpu"), 256);
    EXPECT_EQ(parse_cpu_units("0.5VCPU"), 512);
    EXPECT_EQ(parse_cpu_units(" 2 vCPU "), 2048);
}

TEST(Sizes, MemoryMib) {
    EXPECT_EQ(parse_memory_mib("512"), 512);
    EXPECT_EQ(parse_memory_mib("1GB"), 1024);
    EXPECT_EQ(parse_memory_mib(".5 gb"), 512);
    EXPECT_EQ(parse_memory_mib("30 GB"), 30720);
}

TEST(Sizes, RefusesEverythingElse) {
    for (const char* text :
         {"",
          " ",
          "a",
          "1.5",
          "-1",
          "1 GB GB",
          "1e3",
          "1 vCPU",
          ".",
          ". GB",
          "GB",
          "1..5 GB",
          "99999999999"}) {
        EXPECT_EQ(parse_memory_mib(text), std::nullopt) << text;
    }
    EXPECT_EQ(parse_cpu_units("1 GB"), std::nullopt);
    EXPECT_EQ(parse_cpu_units("vcpu"), std::nullopt);
}

}  // namespace
}  // namespace gantry::ecs
