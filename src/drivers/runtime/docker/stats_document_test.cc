#include "drivers/runtime/docker/stats_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "api/docker/container_stats.h"
#include "drivers/cgroup/fake_kernel_files.h"
#include "drivers/runtime/docker/docker_decode.h"

namespace gantry::runtime {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::int64_t kReadAt = 1'795'820'307'451'439'682;

cgroup::Reading read_machine(const cgroup::FakeKernelFiles& files) {
    cgroup::StatsReader reader(std::make_shared<cgroup::FakeKernelFiles>(files));
    auto reading = reader.read({.container_id = cgroup::kFakeContainer, .pid = cgroup::kFakePid});
    EXPECT_TRUE(reading) << reading.error().message;
    reading->time_ns = kReadAt;
    return *reading;
}

std::string document_of(
    const cgroup::Reading& reading, const std::optional<CpuBefore>& before = {}
) {
    return format_stats(reading, before, "probe", cgroup::kFakeContainer);
}

TEST(StatsDocument, OfTheFirstVersionItIsAsDockerWritesIt) {
    const cgroup::Reading reading = read_machine(cgroup::make_v1_machine());
    CpuBefore before{kReadAt - 1'000'000'000, reading.cpu};
    before.cpu.total_ns = 538'196'609;
    const std::string document = document_of(reading, before);
    EXPECT_THAT(
        document,
        testing::StartsWith(
            R"({"read":"2026-11-27T22:58:27.451439682Z","preread":"2026-11-27T22:58:26.451439682Z",)"
            R"("pids_stats":{"current":2},"blkio_stats":{"io_service_bytes_recursive":[)"
            R"({"major":8,"minor":0,"op":"Read","value":4096},)"
            R"({"major":8,"minor":0,"op":"Write","value":8192},)"
            R"({"major":8,"minor":0,"op":"Total","value":12288},)"
            R"({"major":253,"minor":1,"op":"Read","value":1}],"io_serviced_recursive":[)"
            R"({"major":8,"minor":0,"op":"Read","value":1},)"
            R"({"major":8,"minor":0,"op":"Write","value":2}],"io_queue_recursive":[],)"
            R"("io_service_time_recursive":[],"io_wait_time_recursive":[],"io_merged_recursive":[],)"
            R"("io_time_recursive":[],"sectors_recursive":[]},"num_procs":0,"storage_stats":{},)"
            R"("cpu_stats":{"cpu_usage":{"total_usage":792328253,)"
            R"("percpu_usage":[524156784,268171469],"usage_in_kernelmode":700000000,)"
            R"("usage_in_usermode":80000000},"system_cpu_usage":143909080000000,"online_cpus":2,)"
            R"("throttling_data":{"periods":5,"throttled_periods":2,"throttled_time":77}},)"
            R"("precpu_stats":{"cpu_usage":{"total_usage":538196609,)"
        )
    );
    EXPECT_THAT(
        document,
        HasSubstr(R"("memory_stats":{"usage":4337664,"max_usage":5812224,"stats":{"active_anon":0,)"
        )
    );
    EXPECT_THAT(document, HasSubstr(R"("hierarchical_memory_limit":9223372036854771712,)"));
    EXPECT_THAT(document, HasSubstr(R"("total_cache":3465216,)"));
    EXPECT_THAT(document, Not(HasSubstr("shmem"))) << "Docker leaves it out";
    EXPECT_THAT(
        document,
        testing::EndsWith(
            R"("failcnt":3,"limit":25276313600},"name":"/probe","id":")" + cgroup::kFakeContainer +
            R"(","networks":{"eth0":{"rx_bytes":18446744073709551615,"rx_packets":8,)"
            R"("rx_errors":1,"rx_dropped":2,"tx_bytes":640,"tx_packets":7,"tx_errors":3,)"
            R"("tx_dropped":4}}})"
        )
    );
}

TEST(StatsDocument, OfTheSecondVersionItIsAsDockerWritesIt) {
    const std::string document = document_of(read_machine(cgroup::make_v2_machine()));
    EXPECT_THAT(
        document,
        testing::StartsWith(
            R"({"read":"2026-11-27T22:58:27.451439682Z","preread":"0001-01-01T00:00:00Z",)"
            R"("pids_stats":{"current":2,"limit":100},"blkio_stats":{"io_service_bytes_recursive":[)"
            R"({"major":8,"minor":0,"op":"read","value":4096},)"
            R"({"major":8,"minor":0,"op":"write","value":8192},)"
            R"({"major":253,"minor":1,"op":"read","value":1},)"
            R"({"major":253,"minor":1,"op":"write","value":0}],"io_serviced_recursive":null,)"
        )
    );
    EXPECT_THAT(
        document,
        HasSubstr(
            R"("cpu_stats":{"cpu_usage":{"total_usage":792328000,"usage_in_kernelmode":712327000,)"
            R"("usage_in_usermode":80001000},)"
        )
    );
    EXPECT_THAT(
        document,
        HasSubstr(
            R"("precpu_stats":{"cpu_usage":{"total_usage":0,"usage_in_kernelmode":0,)"
            R"("usage_in_usermode":0},"throttling_data":{"periods":0,"throttled_periods":0,)"
            R"("throttled_time":0}},"memory_stats":{"usage":4337664,"stats":{"active_anon":0,)"
        )
    );
    EXPECT_THAT(document, HasSubstr(R"("anon":57344,"anon_thp":0,"file":3465216,)"));
    EXPECT_THAT(document, HasSubstr(R"("failcnt":1,"limit":67108864},"name")"));
}

TEST(StatsDocument, WithoutInterfacesThereAreNoNetworks) {
    cgroup::Reading reading = read_machine(cgroup::make_v2_machine());
    reading.interfaces.clear();
    EXPECT_THAT(document_of(reading), Not(HasSubstr("networks")));
    EXPECT_FALSE(to_usage(reading).network);
}

TEST(StatsDocument, TheUsageIsThatOfTheDocument) {
    for (const auto& machine : {cgroup::make_v1_machine(), cgroup::make_v2_machine()}) {
        cgroup::Reading reading = read_machine(machine);
        reading.interfaces.at("eth0").rx_bytes = 736;
        const auto stats = wire::decode_json<api::docker::ContainerStats>(document_of(reading));
        ASSERT_TRUE(stats) << stats.error().message;
        const ContainerUsage usage = to_usage(reading);
        const ContainerUsage as_told = to_usage(*stats);
        EXPECT_EQ(usage.cpu_total_ns, as_told.cpu_total_ns);
        EXPECT_EQ(usage.memory_bytes, as_told.memory_bytes);
        EXPECT_EQ(usage.memory_limit_bytes, as_told.memory_limit_bytes);
        EXPECT_EQ(usage.network, as_told.network);
        EXPECT_EQ(usage.network->rx_bytes, 736);
        EXPECT_EQ(usage.storage, as_told.storage);
        EXPECT_EQ(*usage.storage, (StorageUsage{.read_bytes = 4097, .written_bytes = 8192}));
    }
}

TEST(StatsDocument, SumsStayWithinTheirBounds) {
    cgroup::Reading reading = read_machine(cgroup::make_v1_machine());
    reading.interfaces["eth1"] = reading.interfaces.at("eth0");
    reading.memory.usage = 10;
    const ContainerUsage usage = to_usage(reading);
    EXPECT_EQ(usage.network->rx_bytes, std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(usage.network->tx_bytes, 1280);
    EXPECT_EQ(usage.memory_bytes, 0) << "less than its cache";
}

TEST(StatsDocument, DisksThatNobodyCountsAreNotZero) {
    cgroup::Reading first = read_machine(cgroup::make_v1_machine());
    first.io.at("io_service_bytes_recursive").clear();
    EXPECT_FALSE(to_usage(first).storage);
    cgroup::Reading second = read_machine(cgroup::make_v2_machine());
    second.io.at("io_service_bytes_recursive").clear();
    EXPECT_EQ(*to_usage(second).storage, StorageUsage{}) << "this version counts all";
}

}  // namespace
}  // namespace gantry::runtime
