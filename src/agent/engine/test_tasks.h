#pragma once

#include <string>
#include <utility>
#include <vector>

#include "agent/engine/task_engine.h"
#include "agent/engine/task_spec.h"
#include "api/acs/task.h"

/// Payload tasks for tests.
namespace gantry::agent::test {

inline constexpr const char* kTaskArn =
    "arn:aws:ecs:us-east-1:000000000000:task/default/0123456789abcdef0123456789abcdef";

inline api::acs::Container make_container(std::string name, bool essential = true) {
    api::acs::Container container;
    container.name = std::move(name);
    container.image = "app:1";
    container.essential = essential;
    container.cpu = 10;
    container.memory = 64;
    return container;
}

inline api::acs::Task make_task(
    std::vector<api::acs::Container> containers, std::string arn = kTaskArn
) {
    api::acs::Task task;
    task.arn = std::move(arn);
    task.task_cluster_arn = "arn:aws:ecs:us-east-1:000000000000:cluster/default";
    task.family = "web";
    task.version = "3";
    task.desired_status = "RUNNING";
    task.containers = std::move(containers);
    return task;
}

inline void depend(
    api::acs::Container& container, std::string on, api::acs::ContainerCondition condition
) {
    if (!container.depends_on) container.depends_on.emplace();
    auto& dependency = container.depends_on->emplace_back();
    dependency.container_name = std::move(on);
    dependency.condition = condition;
}

inline void add_health_check(api::acs::Container& container) {
    container.health_check_type = api::acs::HealthCheckType::Docker;
    auto& config = container.docker_config.emplace();
    config.config = R"({"Healthcheck":{"Test":["CMD","true"],"Interval":5000000000}})";
}

}  // namespace gantry::agent::test
