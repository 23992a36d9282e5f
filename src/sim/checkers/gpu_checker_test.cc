#include "sim/checkers/gpu_checker.h"

#include <gtest/gtest.h>

#include <memory>

#include "base/manual_loop.h"
#include "services/ecs/model/gpus.h"
#include "sim/checkers/told_support.h"

namespace gantry::sim {
namespace {

/// A definition of one container, "main", that asks for GPUs; an instance that has two.
class GpuCheckerTest : public testing::Test {
  protected:
    GpuCheckerTest() {
        definition_.account = instance_.account = "000000000000";
        definition_.region = instance_.region = "us-east-1";
        api::ecs::ContainerDefinition main;
        main.name = "main";
        definition_.definition.container_definitions = {main};
        instance_.cluster = "default";
        instance_.id = "i";
        for (const char* id : {"GPU-1", "GPU-2"}) {
            instance_.platform_devices.push_back(
                {.id = id, .type = api::ecs::PlatformDeviceType::Gpu}
            );
        }
        ask_for("1");
    }

    void ask_for(const char* count) {
        definition_.definition.container_definitions->front().resource_requirements = {
            {.value = count, .type = api::ecs::ResourceType::Gpu}
        };
        Told told;
        tell_of(
            told,
            tables_.task_definitions,
            ecs::task_definition_key({definition_.account, definition_.region}, "f", 1),
            definition_
        );
        tell_of(told, tables_.container_instances, instance_.key(), instance_);
        ledger_.apply(told, tables_);
    }
    static ecs::TaskRow task(const char* id, std::vector<std::string> gpus) {
        ecs::TaskRow task;
        task.account = "000000000000";
        task.region = "us-east-1";
        task.cluster = "default";
        task.id = id;
        task.family = "f";
        task.revision = 1;
        task.instance_id = "i";
        task.containers.emplace_back().name = "main";
        task.containers.front().gpu_ids = std::move(gpus);
        return task;
    }
    void change(const ecs::TaskRow* before, const ecs::TaskRow& after) {
        Told told;
        tell_of(told, tables_.tasks, after.key(), after, before);
        checker_.on_transaction(told, tables_);
        ledger_.apply(told, tables_);
    }
    /// A container of the task starts with these.
    void start(const char* id, const ecs::TaskRow& of, std::vector<std::string> devices) {
        auto request = std::make_shared<api::docker::ContainerCreateRequest>();
        request->host_config.emplace().device_requests = {{{.device_ids = std::move(devices)}}};
        runtime::FakeSpec spec;
        spec.image = "sim/steady";
        spec.labels = {
            {"com.amazonaws.ecs.task-arn", of.arn()},
            {"com.amazonaws.ecs.container-name", "main"},
        };
        ASSERT_TRUE(machine_.create(id, spec, request));
        ASSERT_TRUE(machine_.start(id));
        checker_.on_start(*machine_.find(id), {&machine_, {"GPU-1", "GPU-2"}, sharing_}, {});
    }

    ManualLoop loop_;
    runtime::FakeMachine machine_{
        loop_, Random{1}, {.every_image_present = true, .keep_requests = true}
    };
    ecs::Tables tables_;
    Ledger ledger_;
    Verdict verdict_;
    GpuChecker checker_{ledger_, verdict_};
    ecs::TaskDefinitionRow definition_;
    ecs::ContainerInstanceRow instance_;
    int sharing_ = 1;
};

TEST_F(GpuCheckerTest, AsManyAsAskedForOfItsInstanceIsFine) {
    change(nullptr, task("a", {"GPU-1"}));
    change(nullptr, task("b", {"GPU-2"}));
    EXPECT_TRUE(verdict_.ok());
    change(nullptr, task("c", {"GPU-3"}));
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(GpuCheckerTest, OneForTwoLiveTasksIsSeenAndFreeOnceOneHasStopped) {
    const auto first = task("a", {"GPU-1"});
    change(nullptr, first);
    auto over = first;
    over.status = ecs::TaskStatus::Stopped;
    change(&first, over);
    change(nullptr, task("b", {"GPU-1"}));
    EXPECT_TRUE(verdict_.ok());
    change(nullptr, task("c", {"GPU-1"}));
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(GpuCheckerTest, NoMoreTasksHaveOneThanItIsOfferedTo) {
    const auto devices = instance_.platform_devices;
    instance_.platform_devices.insert(
        instance_.platform_devices.end(), devices.begin(), devices.end()
    );
    ask_for("1");
    change(nullptr, task("a", {"GPU-1"}));
    change(nullptr, task("b", {"GPU-1"}));
    EXPECT_TRUE(verdict_.ok());
    change(nullptr, task("c", {"GPU-1"}));
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(GpuCheckerTest, TheSameTwiceIsNotTwo) {
    ask_for("2");
    change(nullptr, task("a", {"GPU-1", "GPU-1"}));
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(GpuCheckerTest, AContainerHasThoseOfAnotherThatItNames) {
    auto& containers = *definition_.definition.container_definitions;
    auto& side = containers.emplace_back();
    side.name = "side";
    side.docker_labels.emplace()[ecs::kGpusOfLabel] = "main";
    ask_for("1");
    const auto both = [](const char* id, const char* of_main, const char* of_side) {
        auto row = task(id, {of_main});
        row.containers.emplace_back().name = "side";
        row.containers.back().gpu_ids = {of_side};
        return row;
    };
    change(nullptr, both("a", "GPU-1", "GPU-1"));
    EXPECT_TRUE(verdict_.ok());
    change(nullptr, both("b", "GPU-2", "GPU-1"));
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(GpuCheckerTest, FewerThanAskedForAreSeen) {
    ask_for("2");
    change(nullptr, task("a", {"GPU-1"}));
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(GpuCheckerTest, AllAreAllOfTheInstance) {
    ask_for("ALL");
    change(nullptr, task("a", {"GPU-1", "GPU-2"}));
    EXPECT_TRUE(verdict_.ok());
    change(nullptr, task("b", {"GPU-1"}));
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(GpuCheckerTest, WhatAnOverrideAsksForCounts) {
    auto more = task("a", {"GPU-1", "GPU-2"});
    auto& override = more.overrides.container_overrides.emplace().emplace_back();
    override.name = "main";
    override.resource_requirements = {{.value = "2", .type = api::ecs::ResourceType::Gpu}};
    change(nullptr, more);
    EXPECT_TRUE(verdict_.ok());
}

TEST_F(GpuCheckerTest, AContainerIsMadeWithWhatItsRowHas) {
    const auto row = task("a", {"GPU-1"});
    change(nullptr, row);
    start("one", row, {"GPU-1"});
    EXPECT_TRUE(verdict_.ok());
    start("other", row, {"GPU-2"});
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(GpuCheckerTest, TwoTasksThatRunWithOneAreSeen) {
    const auto first = task("a", {"GPU-1"});
    const auto second = task("b", {"GPU-1"});
    change(nullptr, first);
    start("one", first, {"GPU-1"});
    start("its-side", first, {"GPU-1"});
    EXPECT_TRUE(verdict_.ok());
    start("other", second, {"GPU-1"});
    EXPECT_TRUE(verdict_.ok()) << "nobody knows of it";
    change(&first, first);
    change(&second, second);
    sharing_ = 2;
    start("again", second, {"GPU-1"});
    EXPECT_TRUE(verdict_.ok());
    sharing_ = 1;
    start("more", second, {"GPU-1"});
    EXPECT_FALSE(verdict_.ok());
}

}  // namespace
}  // namespace gantry::sim
