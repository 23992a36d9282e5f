#include "drivers/cgroup/kernel_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gantry::cgroup {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

constexpr std::uint64_t kGreatest = 18'446'744'073'709'551'615U;

TEST(KernelText, Numbers) {
    EXPECT_EQ(parse_number("792328253\n"), 792328253U);
    EXPECT_EQ(parse_number("max\n"), kGreatest);
    EXPECT_EQ(parse_number("18446744073709551615"), kGreatest);
    for (const char* bad : {"", "\n", "18446744073709551616", "-1", "1.5", "1 2", "0x10", "many"}) {
        EXPECT_FALSE(parse_number(bad)) << bad;
    }
    EXPECT_THAT(*parse_numbers("524156784 268171469 \n"), ElementsAre(524156784U, 268171469U));
    EXPECT_THAT(*parse_numbers(""), IsEmpty());
    EXPECT_FALSE(parse_numbers("1 x"));
}

TEST(KernelText, WhatIsNotUnderstoodIsSaidInShort) {
    const auto number = parse_number(std::string(1000, 'x'));
    EXPECT_EQ(number.error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(
        number.error().message, "a number cannot be understood: '" + std::string(60, 'x') + "'"
    );
}

TEST(KernelText, Counters) {
    EXPECT_THAT(
        *parse_counters("cache 3465216\nrss 57344\n\nswap 18446744073709551615\n"),
        ElementsAre(Pair("cache", 3465216U), Pair("rss", 57344U), Pair("swap", kGreatest))
    );
    EXPECT_THAT(*parse_counters(""), IsEmpty());
    for (const char* bad : {"cache", "cache 1 2", "cache -1", "cache one"}) {
        EXPECT_FALSE(parse_counters(bad)) << bad;
    }
}

TEST(KernelText, BlockDevicesOfTheFirstVersion) {
    EXPECT_THAT(
        *parse_blkio("8:0 Read 4096\n8:0 Total 4096\n7:1 17\nTotal 4113\n"),
        ElementsAre(
            IoEntry{8, 0, "Read", 4096}, IoEntry{8, 0, "Total", 4096}, IoEntry{7, 1, "", 17}
        )
    );
    EXPECT_THAT(*parse_blkio("Total 0\n"), IsEmpty());
    for (const char* bad : {"8 Read 1", "8:x Read 1", "8:0 Read", "8:0 Read 1 2", "8:0", ": 1"}) {
        EXPECT_FALSE(parse_blkio(bad)) << bad;
    }
}

TEST(KernelText, BlockDevicesOfTheSecondVersion) {
    EXPECT_THAT(
        *parse_io("8:16 rbytes=1459200 wbytes=314773504 rios=192 cost.usage=1.5\n7:0 \n"),
        ElementsAre(IoEntry{8, 16, "read", 1459200}, IoEntry{8, 16, "write", 314773504})
    );
    EXPECT_THAT(*parse_io(""), IsEmpty());
    for (const char* bad : {"8 rbytes=1", "8:0 rbytes=x", "8:0 wbytes=", "rbytes=1"}) {
        EXPECT_FALSE(parse_io(bad)) << bad;
    }
}

TEST(KernelText, Interfaces) {
    const std::string head = "Inter-|   Receive |  Transmit\n face |bytes packets|bytes packets\n";
    const auto interfaces = parse_interfaces(
        head +
        "    lo:  1 2 3 4 0 0 0 0  5 6 7 8 0 0 0 0\n"
        "  eth0:18446744073709551615 2 3 4 0 0 0 0  5 6 7 8 0 0 0 0\n"
    );
    ASSERT_TRUE(interfaces) << interfaces.error().message;
    EXPECT_THAT(
        *interfaces,
        ElementsAre(
            Pair("eth0", InterfaceCounters{kGreatest, 2, 3, 4, 5, 6, 7, 8}),
            Pair("lo", InterfaceCounters{1, 2, 3, 4, 5, 6, 7, 8})
        )
    );
    EXPECT_THAT(*parse_interfaces(head), IsEmpty());
    for (const char* bad :
         {"eth0 1 2",
          "eth0: 1 2 3",
          "eth0: 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 x",
          "a b: 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0"}) {
        EXPECT_FALSE(parse_interfaces(bad)) << bad;
    }
}

TEST(KernelText, TheMachinesProcessors) {
    const auto cpu = parse_machine_cpu(
        "cpu  1 2 3 4 5 6 7 100 100 100\ncpu0 1 2 3 4 5 6 7 0 0 0\ncpu3 0 0 0\nintr 1 2\ncpu9 1\n"
    );
    ASSERT_TRUE(cpu) << cpu.error().message;
    EXPECT_EQ(*cpu, (MachineCpu{.total_ns = 280'000'000, .online = 2}));
    for (const char* bad :
         {"",
          "intr 1",
          "cpu 1 2 3 4 5 6 7\n",
          "cpu 1 2 3\ncpu0 1\n",
          "cpu a b c d e f g\ncpu0 1\n",
          "cpu 18446744073709551615 0 0 0 0 0 0\ncpu0 1\n"}) {
        EXPECT_FALSE(parse_machine_cpu(bad)) << bad;
    }
}

TEST(KernelText, TheMachinesMemory) {
    EXPECT_EQ(parse_machine_memory("MemTotal:  24683900 kB\nMemFree: 1 kB\n"), 25'276'313'600U);
    for (const char* bad :
         {"", "MemFree: 1 kB", "MemTotal: x kB", "MemTotal: 18446744073709551615 kB"}) {
        EXPECT_FALSE(parse_machine_memory(bad)) << bad;
    }
}

}  // namespace
}  // namespace gantry::cgroup
