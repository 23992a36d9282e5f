// Tasks with GPUs of their own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/ecs/api/fargate_test_support.h"
#include "services/ecs/model/gpus.h"

namespace gantry::ecs {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class GpuTasks : public FargateTest {
  protected:
    GpuTasks() {
        TaskDefinitionRow row = web();
        auto& container = row.definition.container_definitions->at(0);
        container.port_mappings.reset();
        container.resource_requirements = gpus("2");
        put_definition(row);
        ContainerInstanceRow machine = instance();
        for (const char* id : {"GPU-a", "GPU-b", "GPU-c"}) {
            machine.platform_devices.push_back({.id = id, .type = api::ecs::PlatformDeviceType::Gpu}
            );
        }
        machine.registered.gpus = 3;
        host_ = put_instance(machine);
    }

    static std::vector<api::ecs::ResourceRequirement> gpus(const std::string& count) {
        return {{.value = count, .type = api::ecs::ResourceType::Gpu}};
    }
    auto run_web(const std::string& members = "") {
        return run(&run_task, R"({"taskDefinition":"web")" + members + "}");
    }
    api::ecs::ContainerInstance described() {
        const auto output =
            run(&describe_container_instances, R"({"containerInstances":[")" + host_.id + R"("]})");
        return output->container_instances->at(0);
    }
    static std::vector<std::string> gpus_in(const std::vector<api::ecs::Resource>& resources) {
        for (const auto& resource : resources) {
            if (resource.name == "GPU" && resource.type == "STRINGSET") {
                return *resource.string_set_value;
            }
        }
        return {"no GPU resource"};
    }

    ContainerInstanceRow host_;
};

TEST_F(GpuTasks, AContainerHasItsOwn) {
    const auto output = run_web(R"(,"count":2)");
    ASSERT_TRUE(output) << outcome(output);
    ASSERT_THAT(*output->tasks, SizeIs(1));
    EXPECT_THAT(*output->tasks->at(0).containers->at(0).gpu_ids, ElementsAre("GPU-a", "GPU-b"));
    ASSERT_THAT(*output->failures, SizeIs(1));
    EXPECT_EQ(output->failures->at(0).reason, "RESOURCE:GPU");
    EXPECT_EQ(output->failures->at(0).arn, host_.arn());

    const auto shown = described();
    EXPECT_THAT(gpus_in(*shown.registered_resources), ElementsAre("GPU-a", "GPU-b", "GPU-c"));
    EXPECT_THAT(gpus_in(*shown.remaining_resources), ElementsAre("GPU-c"));
    ASSERT_THAT(*shown.gpu_devices, SizeIs(3));
    EXPECT_EQ(shown.gpu_devices->at(0).sharing_mode, api::ecs::GpuSharingMode::Dedicated);
    EXPECT_EQ(shown.gpu_devices->at(2).sharing_mode, api::ecs::GpuSharingMode::Idle);
}

TEST_F(GpuTasks, SeveralTasksHaveOneThatIsOfferedToSeveral) {
    const auto devices = host_.platform_devices;
    host_.platform_devices.insert(host_.platform_devices.end(), devices.begin(), devices.end());
    host_.registered.gpus = 6;
    host_ = put_instance(host_);
    const auto output = run_web(R"(,"count":4)");
    ASSERT_TRUE(output) << outcome(output);
    ASSERT_THAT(*output->tasks, SizeIs(3));
    EXPECT_THAT(*output->tasks->at(0).containers->at(0).gpu_ids, ElementsAre("GPU-a", "GPU-b"));
    EXPECT_THAT(*output->tasks->at(1).containers->at(0).gpu_ids, ElementsAre("GPU-c", "GPU-a"));
    EXPECT_THAT(*output->tasks->at(2).containers->at(0).gpu_ids, ElementsAre("GPU-b", "GPU-c"));
    EXPECT_EQ(output->failures->at(0).reason, "RESOURCE:GPU");

    const auto shown = described();
    EXPECT_THAT(gpus_in(*shown.registered_resources), SizeIs(6));
    EXPECT_THAT(gpus_in(*shown.remaining_resources), IsEmpty());
    ASSERT_THAT(*shown.gpu_devices, SizeIs(3));
    EXPECT_EQ(shown.gpu_devices->at(0).container_count, 2);
    EXPECT_EQ(shown.gpu_devices->at(0).sharing_mode, std::nullopt);

    // Its agent comes back and offers each to one task: what is there stays, and nothing is added.
    host_.platform_devices = devices;
    host_.registered.gpus = 3;
    host_ = put_instance(host_);
    EXPECT_THAT(gpus_in(*described().remaining_resources), IsEmpty());
    EXPECT_EQ(run_web()->failures->at(0).reason, "RESOURCE:GPU");
}

TEST_F(GpuTasks, WhatATaskHadIsFreeOnceItHasStopped) {
    auto row = *only_task(run_web());
    row.status = TaskStatus::Stopped;
    put_task(row);
    EXPECT_THAT(gpus_in(*described().remaining_resources), ElementsAre("GPU-a", "GPU-b", "GPU-c"));
    EXPECT_THAT(only_task(run_web())->containers[0].gpu_ids, ElementsAre("GPU-a", "GPU-b"));
}

TEST_F(GpuTasks, AMachineHasThoseItRegisteredWithLast) {
    const auto register_again = [this](const std::string& devices) {
        return outcome(
            run(&register_container_instance,
                R"({"cluster":"default","containerInstanceArn":")" + host_.arn() +
                    R"(","totalResources":[{"name":"CPU","type":"INTEGER","integerValue":2048},)"
                    R"({"name":"MEMORY","type":"INTEGER","integerValue":4096}])" +
                    devices + "}")
        );
    };
    const std::string two =
        R"(,"platformDevices":[{"id":"GPU-a","type":"GPU"},{"id":"GPU-d","type":"GPU"}])";
    ASSERT_EQ(register_again(two), "ok");
    EXPECT_THAT(gpus_in(*described().registered_resources), ElementsAre("GPU-a", "GPU-d"));
    ASSERT_EQ(register_again(""), "ok");
    EXPECT_THAT(gpu_ids(*tables_.container_instances.find(host_.key())), IsEmpty());
    const auto output = run_web();
    ASSERT_TRUE(output) << outcome(output);
    EXPECT_THAT(*output->tasks, IsEmpty());
    EXPECT_EQ(output->failures->at(0).reason, "RESOURCE:GPU");
}

TEST_F(GpuTasks, StartTaskGivesThemToo) {
    const auto output =
        run(&start_task,
            R"({"taskDefinition":"web","containerInstances":[")" + host_.id + R"("]})");
    EXPECT_THAT(only_task(output)->containers[0].gpu_ids, ElementsAre("GPU-a", "GPU-b"));
}

TEST_F(GpuTasks, OverridesNameAnotherNumber) {
    const auto overridden = [](const std::string& value) {
        return R"(,"overrides":{"containerOverrides":[{"name":"app","resourceRequirements":)"
               R"([{"type":"GPU","value":")" +
               value + R"("}]}]})";
    };
    EXPECT_THAT(only_task(run_web(overridden("ALL")))->containers[0].gpu_ids, SizeIs(3));
    const auto another = run_web(overridden("1"));
    EXPECT_THAT(*another->tasks, IsEmpty());
    EXPECT_EQ(another->failures->at(0).reason, "RESOURCE:GPU");
    EXPECT_EQ(
        outcome(run_web(overridden("none"))),
        "InvalidParameterException: Invalid 'resourceRequirements' setting for container 'app'. "
        "The "
        "number of GPUs must be a positive number."
    );
}

TEST_F(GpuTasks, OverridesHaveNoMoreThanRegistrationTakes) {
    const std::string much = R"({"type":"GPU","value":"9223372036854775807"})";
    const std::string requirements = R"([)" + much + "," + much + "]";
    EXPECT_EQ(
        outcome(run_web(
            R"(,"overrides":{"containerOverrides":[{"name":"app","resourceRequirements":)" +
            requirements + "}]}"
        )),
        "InvalidParameterException: Invalid 'resourceRequirements' setting for container 'app'. "
        "The number of GPUs must be a positive number."
    );
}

TEST_F(GpuTasks, OneContainerHasAllThatThereAre) {
    TaskDefinitionRow row = web();
    auto& containers = *row.definition.container_definitions;
    containers.at(0).port_mappings.reset();
    containers.at(0).resource_requirements = gpus("ALL");
    containers.push_back(containers.at(0));
    containers.at(1).name = "other";
    containers.at(1).resource_requirements.reset();
    put_definition(row);
    const auto overridden = [this](const std::string& of_app) {
        return outcome(run_web(
            R"(,"overrides":{"containerOverrides":[{"name":"other","resourceRequirements":)"
            R"([{"type":"GPU","value":"ALL"}]})" +
            of_app + "]}"
        ));
    };
    EXPECT_EQ(
        overridden(""),
        "InvalidParameterException: Only one container of a task can ask for ALL GPUs."
    );
    EXPECT_EQ(
        overridden(R"(,{"name":"app","resourceRequirements":[{"type":"GPU","value":"1"}]})"), "ok"
    );
}

TEST_F(GpuTasks, FargateHasNone) {
    put_machine();
    EXPECT_EQ(
        refusal_of_far(R"(,"overrides":{"containerOverrides":[{"name":"app",)"
                       R"("resourceRequirements":[{"type":"GPU","value":"1"}]}]})"),
        "InvalidParameterException: Tasks using the Fargate launch type do not support GPU "
        "resource requirements"
    );
}

}  // namespace
}  // namespace gantry::ecs
