#include "drivers/cgroup/container_stats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <limits>

#include "drivers/cgroup/fake_kernel_files.h"

namespace gantry::cgroup {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using Network = ContainerProcess::Network;

Result<Reading> read(const FakeKernelFiles& files, Network network = Network::Own) {
    StatsReader reader(std::make_shared<FakeKernelFiles>(files));
    return reader.read({.container_id = kFakeContainer, .pid = kFakePid, .network = network});
}

/// The path of the one file with this name.
std::string path_of(const FakeKernelFiles& files, const std::string& name) {
    for (const auto& [path, text] : files.texts) {
        if (path.ends_with("/" + name)) return path;
    }
    ADD_FAILURE() << "no " << name;
    return {};
}

TEST(ContainerStats, OfTheFirstVersion) {
    const auto reading = read(make_v1_machine());
    ASSERT_TRUE(reading) << reading.error().message;
    EXPECT_EQ(reading->version, 1);
    EXPECT_EQ(reading->processes, 2U);
    EXPECT_EQ(reading->processes_limit, 0U);
    EXPECT_EQ(reading->cpu.total_ns, 792328253U);
    EXPECT_EQ(reading->cpu.user_ns, 80'000'000U);
    EXPECT_EQ(reading->cpu.kernel_ns, 700'000'000U);
    EXPECT_THAT(reading->cpu.per_cpu_ns, ElementsAre(524156784U, 268171469U));
    EXPECT_EQ(reading->cpu.periods, 5U);
    EXPECT_EQ(reading->cpu.throttled_periods, 2U);
    EXPECT_EQ(reading->cpu.throttled_ns, 77U);
    EXPECT_EQ(reading->cpu.machine.total_ns, 143'909'080'000'000U);
    EXPECT_EQ(reading->cpu.machine.online, 2U);
    EXPECT_EQ(reading->memory.usage, 4337664U);
    EXPECT_EQ(reading->memory.max_usage, 5812224U);
    EXPECT_EQ(reading->memory.failures, 3U);
    EXPECT_EQ(reading->memory.limit, 25'276'313'600U) << "it has none: the machine's memory";
    EXPECT_EQ(reading->memory.counters.at("cache"), 3465216U);
    EXPECT_EQ(reading->io.at("io_service_bytes_recursive").size(), 4U);
    EXPECT_EQ(reading->io.at("io_serviced_recursive").size(), 2U);
    EXPECT_THAT(
        reading->interfaces,
        ElementsAre(Pair(
            "eth0",
            InterfaceCounters{std::numeric_limits<std::uint64_t>::max(), 8, 1, 2, 640, 7, 3, 4}
        ))
    );
}

TEST(ContainerStats, OfTheSecondVersion) {
    const auto reading = read(make_v2_machine());
    ASSERT_TRUE(reading) << reading.error().message;
    EXPECT_EQ(reading->version, 2);
    EXPECT_EQ(reading->processes, 2U);
    EXPECT_EQ(reading->processes_limit, 100U);
    EXPECT_EQ(reading->cpu.total_ns, 792'328'000U);
    EXPECT_EQ(reading->cpu.user_ns, 80'001'000U);
    EXPECT_EQ(reading->cpu.kernel_ns, 712'327'000U);
    EXPECT_THAT(reading->cpu.per_cpu_ns, IsEmpty());
    EXPECT_EQ(reading->cpu.throttled_ns, 77'000U);
    EXPECT_EQ(reading->memory.usage, 4337664U);
    EXPECT_EQ(reading->memory.limit, 67108864U);
    EXPECT_EQ(reading->memory.failures, 1U);
    EXPECT_EQ(reading->memory.counters.at("inactive_file"), 20480U);
    EXPECT_THAT(
        reading->io.at("io_service_bytes_recursive"),
        ElementsAre(
            IoEntry{8, 0, "read", 4096},
            IoEntry{8, 0, "write", 8192},
            IoEntry{253, 1, "read", 1},
            IoEntry{253, 1, "write", 0}
        )
    );
    EXPECT_EQ(reading->interfaces.size(), 1U);
}

TEST(ContainerStats, ASchedulersOwnCountersComeFirst) {
    FakeKernelFiles files = make_v1_machine();
    const std::string throttle = path_of(files, "blkio.throttle.io_service_bytes");
    const std::string directory = throttle.substr(0, throttle.rfind('/') + 1);
    files.texts[directory + "blkio.io_service_bytes_recursive"] = "8:0 Read 5\nTotal 5\n";
    files.texts[directory + "blkio.sectors_recursive"] = "8:0 3\n";
    const auto reading = read(files);
    ASSERT_TRUE(reading) << reading.error().message;
    EXPECT_THAT(
        reading->io.at("io_service_bytes_recursive"), ElementsAre(IoEntry{8, 0, "Read", 5})
    );
    EXPECT_THAT(reading->io.at("sectors_recursive"), ElementsAre(IoEntry{8, 0, "", 3}));
    EXPECT_THAT(reading->io.at("io_serviced_recursive"), IsEmpty());
}

TEST(ContainerStats, NetworksThatAreNotTheContainersAreNotTold) {
    for (const FakeKernelFiles& machine : {make_v1_machine(), make_v2_machine()}) {
        FakeKernelFiles files = machine;
        EXPECT_THAT(read(files, Network::Machine)->interfaces, IsEmpty());
        EXPECT_EQ(read(files, Network::Joined)->interfaces.size(), 1U) << "another container's";
        const std::string its = "/proc/" + std::to_string(kFakePid) + "/ns/net";
        files.links[its] = files.links["/proc/1/ns/net"];
        EXPECT_THAT(read(files, Network::Joined)->interfaces, IsEmpty()) << "the machine's";
        files.links.erase(its);
        EXPECT_EQ(read(files, Network::Joined).error().kind, ErrorKind::NotFound);
        EXPECT_TRUE(read(files)) << "nobody asks whose it is";
    }
}

TEST(ContainerStats, WhatAKernelMayNotHaveIsZero) {
    FakeKernelFiles first = make_v1_machine();
    for (const char* name :
         {"pids.current", "pids.max", "cpu.stat", "blkio.throttle.io_service_bytes"}) {
        first.texts.erase(path_of(first, name));
    }
    ASSERT_TRUE(read(first)) << read(first).error().message;
    EXPECT_EQ(read(first)->processes, 0U);
    EXPECT_THAT(read(first)->io.at("io_service_bytes_recursive"), IsEmpty());
    FakeKernelFiles second = make_v2_machine();
    for (const char* name : {"pids.current", "pids.max", "memory.events", "io.stat"}) {
        second.texts.erase(path_of(second, name));
    }
    ASSERT_TRUE(read(second)) << read(second).error().message;
    EXPECT_EQ(read(second)->memory.failures, 0U);
}

TEST(ContainerStats, WhatIsMissingOrMalformedIsAnErrorAndNotAZero) {
    const auto needed = [](const FakeKernelFiles& machine, std::vector<std::string> names) {
        for (const std::string& name : names) {
            FakeKernelFiles files = machine;
            const std::string path = path_of(files, name);
            files.texts[path] = "no number\nat all -5";
            EXPECT_FALSE(read(files)) << name;
            files.texts[path] = "";
            if (name != "memory.stat" && name != "cpuacct.usage_percpu" && name != "dev") {
                EXPECT_FALSE(read(files)) << name;
            }
            files.texts.erase(path);
            EXPECT_FALSE(read(files)) << name;
        }
    };
    needed(
        make_v1_machine(),
        {"cpuacct.usage",
         "cpuacct.usage_percpu",
         "cpuacct.stat",
         "memory.usage_in_bytes",
         "memory.max_usage_in_bytes",
         "memory.failcnt",
         "memory.limit_in_bytes",
         "memory.stat",
         "cgroup",
         "dev",
         "stat",
         "meminfo",
         "mountinfo"}
    );
    needed(
        make_v2_machine(),
        {"cpu.stat",
         "memory.current",
         "memory.max",
         "memory.stat",
         "cgroup",
         "dev",
         "stat",
         "meminfo",
         "mountinfo"}
    );
    for (const char* name : {"pids.current", "io.stat", "memory.events"}) {
        FakeKernelFiles files = make_v2_machine();
        files.texts[path_of(files, name)] = "8:0 rbytes=x";
        EXPECT_FALSE(read(files)) << "what may be absent may not be nonsense: " << name;
    }
}

TEST(ContainerStats, NoLimitOfProcessesIsWhatDockerMakesOfIt) {
    FakeKernelFiles first = make_v1_machine();
    first.texts[path_of(first, "pids.max")] = "max\n";
    EXPECT_EQ(read(first)->processes_limit, 0U);
    FakeKernelFiles second = make_v2_machine();
    second.texts[path_of(second, "pids.max")] = "max\n";
    EXPECT_EQ(read(second)->processes_limit, std::numeric_limits<std::uint64_t>::max());
}

TEST(ContainerStats, HugeCountersAreKeptOrRefused) {
    FakeKernelFiles files = make_v1_machine();
    files.texts[path_of(files, "memory.usage_in_bytes")] = "18446744073709551615\n";
    EXPECT_EQ(read(files)->memory.usage, std::numeric_limits<std::uint64_t>::max());
    files.texts[path_of(files, "memory.usage_in_bytes")] = "18446744073709551616\n";
    EXPECT_FALSE(read(files));
    files = make_v2_machine();
    files.texts[path_of(files, "cpu.stat")] =
        "usage_usec 18446744073709551615\nuser_usec 1\nsystem_usec 1\n";
    EXPECT_EQ(read(files).error().message, "the kernel gives no usage_usec");
}

TEST(ContainerStats, AProcessOfAnotherContainerIsNoticed) {
    for (const FakeKernelFiles& machine : {make_v1_machine(), make_v2_machine()}) {
        FakeKernelFiles files = machine;
        std::string& membership = files.texts["/proc/" + std::to_string(kFakePid) + "/cgroup"];
        for (std::size_t at = 0; (at = membership.find(kFakeContainer, at)) != std::string::npos;) {
            membership[at] = 'b';
        }
        EXPECT_EQ(read(files).error().kind, ErrorKind::NotFound);
    }
}

TEST(ContainerStats, WithoutTheRightToReadItSaysSo) {
    FakeKernelFiles files = make_v2_machine();
    files.forbidden = "/proc/" + std::to_string(kFakePid) + "/ns";
    EXPECT_EQ(read(files, Network::Joined).error().kind, ErrorKind::Denied);
    EXPECT_TRUE(read(files));
    files.forbidden = "/sys";
    EXPECT_EQ(read(files).error().kind, ErrorKind::Denied);
}

TEST(ContainerStats, MountsAreReadOnceAndAnewWhereTheyDoNotFit) {
    const auto files = std::make_shared<FakeKernelFiles>(make_v2_machine());
    StatsReader reader(files);
    const ContainerProcess process{.container_id = kFakeContainer, .pid = kFakePid};
    EXPECT_TRUE(reader.read(process));
    files->texts.erase("/proc/self/mountinfo");
    EXPECT_TRUE(reader.read(process));
    StatsReader late(files);
    EXPECT_FALSE(late.read(process));
    files->texts["/proc/self/mountinfo"] = make_v2_machine().texts["/proc/self/mountinfo"];
    EXPECT_TRUE(late.read(process));
}

TEST(ContainerStats, TheKernelsFilesAreReadAsTheyAre) {
    const auto files = kernel_files();
    EXPECT_TRUE(parse_machine_cpu(*files->read("/proc/stat")));
    EXPECT_TRUE(parse_machine_memory(*files->read("/proc/meminfo")));
    EXPECT_TRUE(parse_interfaces(*files->read("/proc/self/net/dev")));
    EXPECT_THAT(*files->link("/proc/self/ns/net"), HasSubstr("net:["));
    EXPECT_EQ(files->read("/proc/0/cgroup").error().kind, ErrorKind::NotFound);
    EXPECT_EQ(
        files->read("/proc/0/cgroup").error().message,
        "cannot read /proc/0/cgroup: No such file or directory"
    );
    EXPECT_EQ(files->read("/proc").error().kind, ErrorKind::Unavailable);
    // This test is in no container of that name, whatever cgroups this machine has.
    StatsReader reader(files);
    EXPECT_FALSE(reader.read({.container_id = kFakeContainer, .pid = ::getpid()}));
}

}  // namespace
}  // namespace gantry::cgroup
