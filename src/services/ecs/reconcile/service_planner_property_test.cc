// Random services in a little world that carries plans out: tasks start, run, fail, turn unhealthy
// and stop at random. Whatever happens, the planner's promises hold, and once the world calms down
// the service becomes what it shall be.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/random.h"
#include "services/ecs/reconcile/service_planner.h"

namespace gantry::ecs {
namespace {

using api::ecs::DeploymentRolloutState;
using api::ecs::HealthStatus;
using api::ecs::SchedulingStrategy;
using api::ecs::TaskStopCode;

/// Settling is short, so that calm services need few turns.
const SchedulerRules kRules{.settle = Duration{3'000}};

struct Chaos {
    double fails_to_start = 0;
    double turns_unhealthy = 0;
    double crashes = 0;
};

class World {
  public:
    explicit World(std::uint64_t seed) : random_(seed) {
        row_.name = "web";
        row_.scheduling =
            random_.chance(0.3) ? SchedulingStrategy::Daemon : SchedulingStrategy::Replica;
        row_.created_at = now_;
        if (is_daemon()) {
            for (std::uint64_t i = 0; i < random_.below(6); ++i) add_instance();
        } else {
            row_.desired_count = random_.between(0, 8);
        }
        auto& configuration = row_.deployment_configuration;
        configuration.minimum_healthy_percent = static_cast<std::int32_t>(random_.between(0, 100));
        configuration.maximum_percent = static_cast<std::int32_t>(random_.between(100, 200));
        configuration.deployment_circuit_breaker = {
            .enable = random_.chance(0.5), .rollback = random_.chance(0.5)
        };
        has_health_check_ = random_.chance(0.4);
        deploy();
    }

    [[nodiscard]] bool is_daemon() const { return row_.scheduling == SchedulingStrategy::Daemon; }
    [[nodiscard]] const ServiceRow& row() const { return row_; }

    /// One turn of everything: the world moves, then the planner, whose promises are checked.
    void turn(const Chaos& chaos) {
        now_ += Duration{random_.between(1, 4'000)};
        for (ServiceTask& task : tasks_) move(task, chaos);
        std::erase_if(tasks_, [](const ServiceTask& task) {
            return task.status == TaskStatus::Stopped;
        });
        plan_until_empty();
    }

    /// Something a user or operator does.
    void disturb() {
        switch (random_.below(4)) {
            case 0: deploy(); break;
            case 1:
                if (!is_daemon()) row_.desired_count = random_.between(0, 8);
                break;
            case 2:
                for (ServiceTask& task : tasks_) task.instance_draining |= random_.chance(0.2);
                break;
            default:
                if (is_daemon() && random_.chance(0.5)) add_instance();
                if (is_daemon() && !instances_.empty()) instances_.pop_back();
                break;
        }
    }
    void begin_deletion() {
        row_.status = ServiceStatus::Draining;
        row_.desired_count = 0;
    }
    void calm() {
        for (ServiceTask& task : tasks_) task.instance_draining = false;
        deploy();
    }

    /// False where floor and ceiling are what is wanted, and no deployment can move.
    [[nodiscard]] bool can_move() const {
        const auto& configuration = row_.deployment_configuration;
        const std::int64_t desired =
            is_daemon() ? static_cast<std::int64_t>(instances_.size()) : row_.desired_count;
        return desired == 0 || desired * *configuration.maximum_percent / 100 > desired ||
               (desired * *configuration.minimum_healthy_percent + 99) / 100 < desired;
    }
    [[nodiscard]] bool settled() const {
        const auto wanted =
            is_daemon() ? instances_.size() : static_cast<std::size_t>(row_.desired_count);
        return row_.deployments.size() == 1 && row_.steady_since && tasks_.size() == wanted &&
               row_.primary()->rollout_state == DeploymentRolloutState::Completed;
    }

  private:
    ServiceView view() { return {row_, tasks_, ends_, instances_}; }

    void add_instance() { instances_.push_back({"i" + std::to_string(++numbers_)}); }

    void deploy() {
        if (!row_.deployments.empty()) row_.deployments.front().share = row_.desired_count;
        for (DeploymentRow& older : row_.deployments) older.status = DeploymentStatus::Active;
        row_.deployments.insert(
            row_.deployments.begin(),
            DeploymentRow{.id = "ecs-svc/" + std::to_string(++numbers_), .created_at = now_}
        );
    }

    void end(ServiceTask& task, TaskStopCode code) {
        task.stopping = true;
        ends_.push_back(
            {.id = task.id,
             .deployment_id = task.deployment_id,
             .stop_code = code,
             .created_at = task.created_at,
             .started_at = task.started_at,
             .ended_at = now_}
        );
    }

    void move(ServiceTask& task, const Chaos& chaos) {
        if (task.stopping) {
            if (random_.chance(0.5)) task.status = TaskStatus::Stopped;
            return;
        }
        if (task.status == TaskStatus::Pending) {
            if (random_.chance(0.3)) return;
            if (random_.chance(chaos.fails_to_start))
                return end(task, TaskStopCode::TaskFailedToStart);
            task.status = TaskStatus::Running;
            task.started_at = now_;
            return;
        }
        if (random_.chance(chaos.crashes)) return end(task, TaskStopCode::EssentialContainerExited);
        if (!task.has_health_check) return;
        task.health =
            random_.chance(chaos.turns_unhealthy) ? HealthStatus::Unhealthy : HealthStatus::Healthy;
    }

    [[nodiscard]] bool ready(const ServiceTask& task) const {
        if (task.stopping || task.status != TaskStatus::Running) return false;
        if (task.has_health_check) return task.health == HealthStatus::Healthy;
        return *task.started_at + kRules.settle <= now_;
    }
    [[nodiscard]] std::int64_t count_ready() const {
        return std::ranges::count_if(tasks_, [&](const auto& task) { return ready(task); });
    }
    /// Tasks that take up room: wanted, or being stopped by the scheduler.
    [[nodiscard]] std::int64_t count_present() const {
        return std::ranges::count_if(tasks_, [](const auto& task) {
            return !task.stopping || task.stopped_by_scheduler;
        });
    }

    void plan_until_empty() {
        ServicePlan plan = plan_service(view(), now_, kRules);
        for (int step = 0; !plan.empty(view()); ++step) {
            ASSERT_LT(step, 2) << "another plan does something: "
                               << (plan.why.empty() ? "" : plan.why[0]);
            const std::int64_t ready_before = count_ready();
            carry_out(plan);
            check(plan, ready_before);
            plan = plan_service(view(), now_, kRules);
        }
    }

    void check(const ServicePlan& plan, std::int64_t ready_before) {
        if (row_.status != ServiceStatus::Active) {
            EXPECT_TRUE(plan.starts.empty());
            return;
        }
        const auto& configuration = row_.deployment_configuration;
        const std::int64_t desired = row_.desired_count;
        const std::int64_t floor = (desired * *configuration.minimum_healthy_percent + 99) / 100;
        const std::int64_t ceiling = desired * *configuration.maximum_percent / 100;
        if (!plan.starts.empty() && !is_daemon()) EXPECT_LE(count_present(), ceiling);
        // Tasks on instances without a place for a daemon go whatever the floor.
        if (!is_daemon()) EXPECT_GE(count_ready(), std::min(floor, ready_before));
        for (const ServiceStart& start : plan.starts) {
            EXPECT_FALSE(throttled(start.deployment_id)) << "throttled";
        }
        if (!is_daemon()) check_good_tasks(floor, ceiling);
        check_daemons();
    }
    [[nodiscard]] bool throttled(const std::string& deployment) const {
        const auto found = std::ranges::find(row_.deployments, deployment, &DeploymentRow::id);
        return found != row_.deployments.end() && found->throttle.next_start_at > now_;
    }
    /// While a newer deployment rolls out or fails, what worked is kept up to the floor, where the
    /// ceiling allows.
    void check_good_tasks(std::int64_t floor, std::int64_t ceiling) {
        const auto good = std::find_if(
            row_.deployments.begin() + 1,
            row_.deployments.end(),
            [](const DeploymentRow& deployment) {
                return deployment.rollout_state == DeploymentRolloutState::Completed;
            }
        );
        if (good == row_.deployments.end() || throttled(good->id)) return;
        std::int64_t coming = 0;
        std::int64_t live = 0;
        for (const ServiceTask& task : tasks_) {
            if (task.deployment_id != good->id || task.stopping) continue;
            if (task.health == HealthStatus::Unhealthy || task.instance_draining) continue;
            ++live;
            if (!ready(task)) ++coming;
        }
        if (live >= good->share || count_present() >= ceiling) return;
        EXPECT_GE(count_ready() + coming, floor) << "the good tasks are eroded";
    }
    void check_daemons() {
        if (!is_daemon() || *row_.deployment_configuration.maximum_percent > 100) return;
        std::map<std::string, int> on;
        for (const ServiceTask& task : tasks_) {
            EXPECT_LE(++on[task.instance_id], 1) << "two daemons on one instance";
        }
    }

    void carry_out(const ServicePlan& plan) {
        row_ = plan.row;
        EXPECT_EQ(plan.noted_ends.size(), ends_.size());
        ends_.clear();
        for (const ServiceStop& stop : plan.stops) {
            const auto task = std::ranges::find(tasks_, stop.task_id, &ServiceTask::id);
            EXPECT_FALSE(task->stopping) << "stopped twice";
            task->stopping = task->stopped_by_scheduler = true;
        }
        for (const ServiceStart& start : plan.starts) {
            for (std::int64_t i = 0; i < start.count; ++i) add_task(start);
        }
    }
    void add_task(const ServiceStart& start) {
        const std::string number = std::to_string(++numbers_);
        tasks_.push_back(
            {.id = "t" + number,
             .deployment_id = start.deployment_id,
             .instance_id = start.instance_id.empty() ? "i" + std::to_string(random_.below(4))
                                                      : start.instance_id,
             .zone = std::to_string(random_.below(2)),
             .has_health_check = has_health_check_,
             .created_at = now_}
        );
    }

    Random random_;
    SysTime now_{Duration{1'800'000'000'000}};
    ServiceRow row_;
    std::vector<ServiceTask> tasks_;
    std::vector<ServiceTaskEnd> ends_;
    std::vector<DaemonInstance> instances_;
    bool has_health_check_ = false;
    int numbers_ = 0;
};

constexpr std::uint64_t kSeeds = 1000;

TEST(ServicePlannerProperty, PromisesHoldAndCalmServicesSettle) {
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        SCOPED_TRACE(seed);
        Random random(seed);
        World world(seed);
        const Chaos chaos{
            .fails_to_start = random.unit() * 0.5,
            .turns_unhealthy = random.unit() * 0.3,
            .crashes = random.unit() * 0.2,
        };
        for (int turn = 0; turn < 60; ++turn) {
            if (random.chance(0.15)) world.disturb();
            world.turn(chaos);
        }
        world.calm();
        if (!world.can_move()) continue;
        int turns = 0;
        while (!world.settled() && turns < 200) {
            world.turn({});
            ++turns;
        }
        ASSERT_TRUE(world.settled()) << "after " << turns << " calm turns";
    }
}

TEST(ServicePlannerProperty, DeletedServicesEnd) {
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        SCOPED_TRACE(seed);
        World world(seed);
        for (int turn = 0; turn < 10; ++turn) world.turn({.crashes = 0.1});
        world.begin_deletion();
        int turns = 0;
        while (world.row().status != ServiceStatus::Inactive && turns++ < 100) world.turn({});
        ASSERT_EQ(world.row().status, ServiceStatus::Inactive);
    }
}

}  // namespace
}  // namespace gantry::ecs
