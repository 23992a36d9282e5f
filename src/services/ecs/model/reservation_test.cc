#include "services/ecs/model/reservation.h"

#include <gtest/gtest.h>

namespace gantry::ecs {
namespace {

using api::ecs::ContainerDefinition;
using api::ecs::NetworkMode;
using api::ecs::PortMapping;
using api::ecs::TaskDefinition;
using api::ecs::TaskOverride;
using api::ecs::TransportProtocol;

TaskDefinition definition_of(std::vector<ContainerDefinition> containers) {
    TaskDefinition definition;
    definition.container_definitions = std::move(containers);
    return definition;
}

TEST(Reservation, SumsContainersAndLetsMemoryReservationWin) {
    const auto definition = definition_of(
        {{.name = "a", .cpu = 100, .memory = 512, .memory_reservation = 128},
         {.name = "b", .cpu = 50, .memory = 256}}
    );
    const ResourceSet needs = reservation_of(definition, {});
    EXPECT_EQ(needs.cpu, 150);
    EXPECT_EQ(needs.memory_mib, 384);
}

TEST(Reservation, TaskLevelSizesBeatContainers) {
    auto definition = definition_of({{.name = "a", .cpu = 100, .memory = 512}});
    definition.cpu = "1024";
    definition.memory = "2048";
    const ResourceSet needs = reservation_of(definition, {});
    EXPECT_EQ(needs.cpu, 1024);
    EXPECT_EQ(needs.memory_mib, 2048);
}

TEST(Reservation, OverridesBeatTheDefinition) {
    auto definition = definition_of({{.name = "a", .cpu = 100, .memory = 512}});
    TaskOverride overrides;
    overrides.container_overrides = {{.name = "a", .cpu = 200, .memory_reservation = 64}};
    EXPECT_EQ(reservation_of(definition, overrides).cpu, 200);
    EXPECT_EQ(reservation_of(definition, overrides).memory_mib, 64);
    overrides.cpu = "300";
    overrides.memory = "700";
    EXPECT_EQ(reservation_of(definition, overrides).cpu, 300);
    EXPECT_EQ(reservation_of(definition, overrides).memory_mib, 700);
}

TEST(Reservation, HoldsOnlyExplicitHostPorts) {
    const std::vector<PortMapping> ports = {
        {.container_port = 80, .host_port = 8080, .protocol = TransportProtocol::Tcp},
        {.container_port = 81, .host_port = 0},
        {.container_port = 53, .host_port = 53, .protocol = TransportProtocol::Udp},
        {.container_port = 82, .host_port = 8000},
    };
    auto definition = definition_of({{.name = "a", .port_mappings = ports}});
    EXPECT_EQ(reservation_of(definition, {}).ports_tcp, (std::vector<std::int32_t>{8000, 8080}));
    EXPECT_EQ(reservation_of(definition, {}).ports_udp, (std::vector<std::int32_t>{53}));

    definition.network_mode = NetworkMode::Awsvpc;
    EXPECT_TRUE(reservation_of(definition, {}).ports_tcp.empty());
}

TEST(Reservation, HostModeHoldsTheContainerPort) {
    auto definition = definition_of({{.name = "a", .port_mappings = {{{.container_port = 9000}}}}});
    definition.network_mode = NetworkMode::Host;
    EXPECT_EQ(reservation_of(definition, {}).ports_tcp, (std::vector<std::int32_t>{9000}));
}

TEST(Reservation, CountsGpus) {
    const auto definition = definition_of(
        {{.name = "a",
          .resource_requirements = {{{.value = "2", .type = api::ecs::ResourceType::Gpu}}}},
         {.name = "b",
          .resource_requirements = {{{.value = "1", .type = api::ecs::ResourceType::Gpu}}}}}
    );
    EXPECT_EQ(reservation_of(definition, {}).gpus, 3);
}

}  // namespace
}  // namespace gantry::ecs
