#pragma once

#include <string>
#include <utility>

#include "services/ecs/api/container_instances.h"
#include "services/ecs/api/state_changes.h"
#include "services/ecs/api/tasks.h"
#include "services/ecs/api/test_support.h"
#include "services/ecs/model/task_network.h"

namespace gantry::ecs {

/// A cluster "default" with a task definition "web:1" (one container "app": 100 CPU units,
/// 256 MiB, host port 8080), for tests of tasks and container instances.
class TaskApiTest : public ApiTest {
  protected:
    TaskApiTest() {
        ClusterRow cluster;
        cluster.account = scope_.account;
        cluster.region = scope_.region;
        cluster.name = "default";
        put(tables_.clusters, cluster_key(scope_, "default"), cluster);
        put_definition(web());
    }

    TaskDefinitionRow web() const {
        TaskDefinitionRow row{.account = scope_.account, .region = scope_.region};
        auto& definition = row.definition;
        definition.family = "web";
        definition.revision = 1;
        definition.status = api::ecs::TaskDefinitionStatus::Active;
        definition.compatibilities = {
            {api::ecs::Compatibility::External, api::ecs::Compatibility::Ec2}
        };
        definition.container_definitions = {{{
            .name = "app",
            .image = "nginx",
            .cpu = 100,
            .memory = 256,
            .port_mappings = {{{.container_port = 80, .host_port = 8080}}},
            .essential = true,
        }}};
        return row;
    }

    void put_definition(const TaskDefinitionRow& row) {
        const auto& definition = row.definition;
        put(tables_.task_definitions,
            task_definition_key(scope_, *definition.family, definition.revision),
            row);
    }

    /// A connected instance of 2048 CPU units and 4096 MiB. @param digit makes up its id
    ContainerInstanceRow instance(char digit = '1') const {
        ContainerInstanceRow row;
        row.account = scope_.account;
        row.region = scope_.region;
        row.cluster = "default";
        row.id = std::string(32, digit);
        row.ec2_instance_id = "i-0123456789abcdef0";
        row.agent_connected = true;
        row.registered = {.cpu = 2048, .memory_mib = 4096, .ports_tcp = {22}};
        row.attributes = {
            {.name = "ecs.availability-zone", .value = "us-east-1a"}, {.name = kNetworkAddress}
        };
        row.registered_at = loop_.now();
        return row;
    }
    ContainerInstanceRow put_instance(ContainerInstanceRow row) {
        put(tables_.container_instances, row.key(), row);
        return row;
    }
    ContainerInstanceRow put_instance(char digit = '1') { return put_instance(instance(digit)); }

    /// A RUNNING task of web:1 on the given instance.
    TaskRow task(char digit, const std::string& instance_id) const {
        TaskRow row;
        row.account = scope_.account;
        row.region = scope_.region;
        row.cluster = "default";
        row.id = std::string(32, digit);
        row.family = "web";
        row.revision = 1;
        row.instance_id = instance_id;
        row.status = TaskStatus::Running;
        row.group = "family:web";
        row.containers = {{.id = "c", .name = "app", .status = ContainerStatus::Running}};
        row.reserved = {.cpu = 100, .memory_mib = 256, .ports_tcp = {8080}};
        return row;
    }
    TaskRow put_task(TaskRow row) {
        put(tables_.tasks, row.key(), row);
        return row;
    }
    TaskRow put_task(char digit = 'a') { return put_task(task(digit, std::string(32, '1'))); }

    auto find_task(const std::string& id) const {
        return tables_.tasks.find(in_cluster_key(scope_, "default", id));
    }
    auto find_instance(const std::string& id) const {
        return tables_.container_instances.find(in_cluster_key(scope_, "default", id));
    }

    /// The only task of a RunTask or StartTask answer, as its row.
    template <class Output>
    auto only_task(const Result<Output>& output) {
        EXPECT_TRUE(output) << outcome(output);
        EXPECT_EQ(output->tasks->size(), 1U);
        const std::string& arn = *output->tasks->at(0).task_arn;
        return find_task(arn.substr(arn.rfind('/') + 1));
    }
};

}  // namespace gantry::ecs
