#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "services/ecs/reconcile/service_planner.h"

namespace gantry::ecs {

inline constexpr SysTime kNow{Duration{1'800'000'000'000}};
inline constexpr Duration kLong = minutes{10};

/// A service and its tasks, to be bent into the shape of a case.
class ServicePlannerTest : public testing::Test {
  protected:
    ServicePlannerTest() {
        row_.account = "000000000000";
        row_.region = "us-east-1";
        row_.cluster = "default";
        row_.name = "web";
        row_.created_at = kNow - hours{1};
        set_percent(100, 200);
        add_deployment("ecs-svc/1");
    }

    void set_percent(std::int32_t low, std::int32_t high) {
        row_.deployment_configuration.minimum_healthy_percent = low;
        row_.deployment_configuration.maximum_percent = high;
    }
    void set_breaker(bool rollback) {
        row_.deployment_configuration.deployment_circuit_breaker = {
            .enable = true, .rollback = rollback
        };
    }

    /// The new one is PRIMARY, all others ACTIVE, the last with all tasks that are wanted now.
    void add_deployment(std::string id) {
        if (!row_.deployments.empty()) row_.deployments.front().share = row_.desired_count;
        for (DeploymentRow& older : row_.deployments) older.status = DeploymentStatus::Active;
        row_.deployments.insert(
            row_.deployments.begin(), DeploymentRow{.id = std::move(id), .created_at = kNow}
        );
    }
    void complete_primary() {
        DeploymentRow& primary = row_.deployments.front();
        primary.rollout_state = api::ecs::DeploymentRolloutState::Completed;
        row_.last_completed = primary;
    }

    ServiceTask& add_task(std::string id, std::string deployment, TaskStatus status) {
        tasks_.push_back(
            {.id = std::move(id),
             .deployment_id = std::move(deployment),
             .instance_id = "i" + std::to_string(tasks_.size()),
             .zone = "a",
             .status = status,
             .created_at = kNow - kLong}
        );
        if (status == TaskStatus::Running) tasks_.back().started_at = kNow - kLong;
        return tasks_.back();
    }
    ServiceTask& add_ready(std::string id, std::string deployment = "ecs-svc/1") {
        return add_task(std::move(id), std::move(deployment), TaskStatus::Running);
    }
    ServiceTask& add_pending(std::string id, std::string deployment = "ecs-svc/1") {
        return add_task(std::move(id), std::move(deployment), TaskStatus::Pending);
    }
    void add_end(
        api::ecs::TaskStopCode code,
        std::optional<Duration> ran,
        std::string deployment = "ecs-svc/1"
    ) {
        ServiceTaskEnd end{
            .id = "end" + std::to_string(ends_.size()),
            .deployment_id = std::move(deployment),
            .stop_code = code,
            .created_at = kNow,
            .ended_at = kNow,
        };
        if (ran) end.started_at = kNow - *ran;
        ends_.push_back(std::move(end));
    }

    ServicePlan plan(SysTime now = kNow) {
        return plan_service({row_, tasks_, ends_, instances_}, now);
    }
    static std::int64_t starts(const ServicePlan& plan) {
        std::int64_t total = 0;
        for (const ServiceStart& start : plan.starts) total += start.count;
        return total;
    }
    static std::vector<std::string> stops(const ServicePlan& plan) {
        std::vector<std::string> ids;
        for (const ServiceStop& stop : plan.stops) ids.push_back(stop.task_id);
        return ids;
    }

    ServiceRow row_;
    std::vector<ServiceTask> tasks_;
    std::vector<ServiceTaskEnd> ends_;
    std::vector<DaemonInstance> instances_;
};

}  // namespace gantry::ecs
