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

/// Makes it a task of the VPC vpc-1, with the interface of that number.
inline void give_interface(api::acs::Task& task, int number = 1) {
    const std::string digits = std::to_string(number);
    task.network_mode = "awsvpc";
    auto& interface = task.elastic_network_interfaces.emplace().emplace_back();
    interface.ec2_id = "eni-" + digits;
    interface.mac_address = "02:00:00:00:00:" + std::string(number < 10 ? "0" : "") + digits;
    interface.attachment_arn = "arn:aws:ecs:us-east-1:000000000000:attachment/" + digits;
    interface.subnet_gateway_ipv4_address = "10.0.0.1/24";
    interface.private_dns_name = "ip-10-0-0-1" + digits + ".ec2.internal";
    interface.domain_name_servers = {"10.0.0.2"};
    interface.domain_name = {"ec2.internal"};
    auto& address = interface.ipv4_addresses.emplace().emplace_back();
    address.primary = true;
    address.private_address = "10.0.0.1" + digits;
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
