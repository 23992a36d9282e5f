#include "services/ecs/model/gpus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/ecs/model/reservation.h"

namespace gantry::ecs {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Requirements = std::vector<api::ecs::ResourceRequirement>;

Requirements gpus(const std::string& value) {
    return {{.value = value, .type = api::ecs::ResourceType::Gpu}};
}

api::ecs::TaskDefinition two_containers(const std::string& first, const std::string& second) {
    return {
        .container_definitions =
            {{{.name = "a", .resource_requirements = gpus(first)},
              {.name = "b", .resource_requirements = gpus(second)}}}
    };
}

TaskRow row_of_two() {
    TaskRow row;
    row.containers = {{.name = "a"}, {.name = "b"}};
    return row;
}

TEST(Gpus, AreCountedOrAll) {
    EXPECT_EQ(gpu_need(std::nullopt).count, 0);
    EXPECT_EQ(gpu_need(gpus("3")).count, 3);
    EXPECT_FALSE(gpu_need(gpus("3")).all);
    EXPECT_TRUE(gpu_need(gpus("ALL")).all);
    const ResourceSet needs = reservation_of(two_containers("ALL", "2"), {});
    EXPECT_EQ(needs.gpus, 2);
    EXPECT_TRUE(needs.every_gpu);
}

TEST(Gpus, GoToContainersInTheirOrder) {
    TaskRow row = row_of_two();
    give_gpus(two_containers("1", "2"), {"x", "y", "z"}, row);
    EXPECT_THAT(row.containers[0].gpu_ids, ElementsAre("x"));
    EXPECT_THAT(row.containers[1].gpu_ids, ElementsAre("y", "z"));
    EXPECT_EQ(row.reserved.gpus, 3);
    EXPECT_THAT(held_gpus(row), ElementsAre("x", "y", "z"));
    row.status = TaskStatus::Stopped;
    EXPECT_THAT(held_gpus(row), IsEmpty());
}

TEST(Gpus, WhoAsksForAllHasTheRest) {
    TaskRow row = row_of_two();
    give_gpus(two_containers("ALL", "1"), {"x", "y", "z"}, row);
    EXPECT_THAT(row.containers[0].gpu_ids, ElementsAre("y", "z"));
    EXPECT_THAT(row.containers[1].gpu_ids, ElementsAre("x"));
    EXPECT_FALSE(row.reserved.every_gpu);
}

TEST(Gpus, AnOverrideNamesAllOfThem) {
    TaskRow row = row_of_two();
    row.overrides.container_overrides = {{{.name = "b", .resource_requirements = gpus("1")}}};
    give_gpus(two_containers("1", "2"), {"x", "y"}, row);
    EXPECT_THAT(row.containers[1].gpu_ids, ElementsAre("y"));
}

TEST(Gpus, AreThePlatformDevicesOfTheirType) {
    ContainerInstanceRow row;
    row.platform_devices = {
        {.id = "GPU-1", .type = api::ecs::PlatformDeviceType::Gpu},
        {.id = "neuron", .type = api::ecs::PlatformDeviceType::NeuronDevice},
    };
    EXPECT_THAT(gpu_ids(row), ElementsAre("GPU-1"));
    std::vector<std::string> ids{"a", "b", "c"};
    remove_gpus(ids, {"b", "x"});
    EXPECT_THAT(ids, ElementsAre("a", "c"));
}

TEST(Gpus, OneThatIsSharedIsThereForEachWhoCanHaveIt) {
    std::vector<std::string> ids{"a", "b", "a", "b"};
    EXPECT_THAT(different_gpus(ids), ElementsAre("a", "b"));
    remove_gpus(ids, {"a"});
    EXPECT_THAT(ids, ElementsAre("b", "a", "b"));
    EXPECT_THAT(different_gpus(ids), ElementsAre("b", "a")) << "the one that fewer use comes first";
    remove_gpus(ids, {"b", "b", "b"});
    EXPECT_THAT(ids, ElementsAre("a")) << "held by more than it is now offered to";
}

TEST(Gpus, AContainerCanHaveThoseOfAnother) {
    auto definition = two_containers("2", "1");
    auto& borrower = definition.container_definitions->at(1);
    borrower.resource_requirements.reset();
    borrower.docker_labels.emplace()[kGpusOfLabel] = "a";
    TaskRow row = row_of_two();
    give_gpus(definition, {"x", "y"}, row);
    EXPECT_THAT(row.containers[1].gpu_ids, ElementsAre("x", "y"));
    EXPECT_THAT(held_gpus(row), ElementsAre("x", "y"));
    EXPECT_EQ(reservation_of(definition, {}).gpus, 2);

    TaskRow own = row_of_two();
    own.overrides.container_overrides = {{{.name = "b", .resource_requirements = gpus("1")}}};
    give_gpus(definition, {"x", "y", "z"}, own);
    EXPECT_THAT(own.containers[1].gpu_ids, ElementsAre("z"));
}

}  // namespace
}  // namespace gantry::ecs
