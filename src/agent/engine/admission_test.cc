#include "agent/engine/admission.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/engine/host_ports.h"
#include "agent/engine/test_tasks.h"

namespace gantry::agent {
namespace {

using test::make_container;
using test::make_task;
using testing::ElementsAre;
using testing::IsEmpty;

Needs needs(std::int64_t cpu, std::int64_t memory, std::int32_t port = 0) {
    Needs n{cpu, memory, {}};
    if (port != 0) n.ports.emplace("tcp", port);
    return n;
}

constexpr Capacity kMachine{1024, 1000};

TEST(Admission, AdmitsWhatFitsInOrder) {
    const Claim holding[] = {{"x", needs(512, 400)}};
    const Claim waiting[] = {{"a", needs(256, 300)}, {"b", needs(256, 300)}, {"c", needs(512, 1)}};
    const AdmissionPlan plan = plan_admission(kMachine, holding, waiting);
    EXPECT_THAT(plan.admitted, ElementsAre("a", "b"));
    EXPECT_THAT(plan.impossible, IsEmpty());
}

TEST(Admission, NobodyOvertakesOnWhatAnEarlierOneWaitsFor) {
    const Claim holding[] = {{"x", needs(0, 600)}};
    const Claim waiting[] = {{"big", needs(0, 500)}, {"small", needs(0, 10)}};
    EXPECT_THAT(plan_admission(kMachine, holding, waiting).admitted, IsEmpty());
}

TEST(Admission, WhoNeedsNothingOfWhatIsShortNeedNotWait) {
    const Claim holding[] = {{"x", needs(0, 600, 8080)}};
    const Claim waiting[] = {{"port", needs(1, 100, 8080)}, {"memory", needs(0, 100)}};
    EXPECT_THAT(plan_admission(kMachine, holding, waiting).admitted, ElementsAre("memory"));
}

TEST(Admission, AGpuIsOneTasksAtATime) {
    const auto with_gpu = [](const std::string& id) {
        Needs n = needs(1, 1);
        n.gpus = {id};
        return n;
    };
    const Claim holding[] = {{"x", with_gpu("GPU-1")}};
    const Claim waiting[] = {{"same", with_gpu("GPU-1")}, {"other", with_gpu("GPU-2")}};
    EXPECT_THAT(plan_admission(kMachine, holding, waiting).admitted, ElementsAre("other"));
    Capacity shared = kMachine;
    shared.gpu_sharing = 2;
    const Claim more[] = {
        {"same", with_gpu("GPU-1")}, {"third", with_gpu("GPU-1")}, {"other", with_gpu("GPU-2")}
    };
    EXPECT_THAT(plan_admission(shared, holding, more).admitted, ElementsAre("same", "other"));
}

TEST(Admission, SaysWhatCanNeverFit) {
    const Claim waiting[] = {{"huge", needs(0, 2000)}, {"a", needs(0, 1000)}};
    const AdmissionPlan plan = plan_admission(kMachine, {}, waiting);
    EXPECT_THAT(plan.impossible, ElementsAre("huge"));
    EXPECT_THAT(plan.admitted, ElementsAre("a"));
}

TEST(Needs, TaskSizeComesBeforeTheSum) {
    auto a = make_container("a");
    a.cpu = 100;
    a.memory = 200;
    a.docker_config.emplace().host_config = R"({"MemoryReservation":67108864})";
    auto b = make_container("b");
    b.cpu = 50;
    b.memory = 100;
    auto task = make_task({a, b});
    Needs n = needs_of(task, bare_task_spec(task));
    EXPECT_EQ(n.cpu, 150);
    EXPECT_EQ(n.memory_mib, 64 + 100);
    task.cpu = 0.5;
    task.memory = 512;
    n = needs_of(task, bare_task_spec(task));
    EXPECT_EQ(n.cpu, 512);
    EXPECT_EQ(n.memory_mib, 512);
}

TEST(Needs, OnlyFixedPortsAreReserved) {
    auto a = make_container("a");
    auto& ports = a.port_mappings.emplace(2);
    ports[0].container_port = 80;
    ports[1].container_port = 443;
    ports[1].host_port = 8443;
    auto task = make_task({a});
    const auto ports_of = [&] { return needs_of(task, *read_task_spec(task, Seconds{30})).ports; };
    EXPECT_THAT(ports_of(), ElementsAre(std::pair<std::string, int>{"tcp", 8443}));
    task.network_mode = "host";
    EXPECT_THAT(
        ports_of(),
        ElementsAre(std::pair<std::string, int>{"tcp", 80}, std::pair<std::string, int>{"tcp", 443})
    );
}

// ---- Host ports ------------------------------------------------------------------------------

ContainerSpec with_ports(std::vector<PortSpec> ports) {
    ContainerSpec spec;
    spec.ports = std::move(ports);
    return spec;
}

std::vector<std::int32_t> host_ports(const std::optional<std::vector<PublishedPort>>& chosen) {
    std::vector<std::int32_t> numbers;
    if (!chosen) return numbers;
    for (const PublishedPort& port : *chosen) numbers.push_back(port.host_port);
    return numbers;
}

TEST(HostPorts, GoesAroundTheRangeAndSkipsWhatIsTaken) {
    HostPorts ports("0.0.0.0", 100, 103);
    const ContainerSpec one = with_ports({{80, 80, 0, "tcp"}});
    const PortsInUse used = {{"tcp", 101}, {"udp", 102}};
    EXPECT_THAT(host_ports(ports.choose(one, Network::Bridge, used)), ElementsAre(100));
    EXPECT_THAT(host_ports(ports.choose(one, Network::Bridge, used)), ElementsAre(102));
    EXPECT_THAT(host_ports(ports.choose(one, Network::Bridge, used)), ElementsAre(103));
    EXPECT_THAT(host_ports(ports.choose(one, Network::Bridge, used)), ElementsAre(100));
}

TEST(HostPorts, RangesAreContiguousAndDoNotWrap) {
    HostPorts ports("0.0.0.0", 100, 105);
    const ContainerSpec one = with_ports({{80, 80, 0, "tcp"}});
    for (int i = 0; i < 4; ++i) ports.choose(one, Network::Bridge, {});
    const ContainerSpec three = with_ports({{8000, 8002, 0, "tcp"}});
    EXPECT_THAT(host_ports(ports.choose(three, Network::Bridge, {})), ElementsAre(100, 101, 102));
    EXPECT_FALSE(ports.choose(three, Network::Bridge, {{"tcp", 102}, {"tcp", 103}}));
}

TEST(HostPorts, FixedAndHostModePortsAreTakenAsTheyAre) {
    HostPorts ports("127.0.0.9", 100, 105);
    const ContainerSpec spec = with_ports({{80, 80, 8080, "tcp"}, {81, 81, 0, "udp"}});
    const auto bridge = ports.choose(spec, Network::Bridge, {});
    EXPECT_THAT(host_ports(bridge), ElementsAre(8080, 100));
    EXPECT_EQ(bridge->front().bind_ip, "127.0.0.9");
    EXPECT_THAT(host_ports(ports.choose(spec, Network::Host, {})), ElementsAre(80, 81));
    EXPECT_THAT(host_ports(ports.choose(spec, Network::None, {})), IsEmpty());
}

}  // namespace
}  // namespace gantry::agent
