// The courses of a rolling deployment for every kind of percentages, step by step: what is started
// and stopped when everything that starts becomes ready and everything that stops is gone before
// the next step.
#include <gmock/gmock.h>

#include <algorithm>
#include <ostream>

#include "services/ecs/reconcile/planner_test_support.h"

namespace gantry::ecs {
namespace {

using api::ecs::DeploymentRolloutState;
using testing::Contains;
using testing::HasSubstr;

struct Step {
    std::int64_t starts = 0;
    std::int64_t stops = 0;
    friend bool operator==(const Step&, const Step&) = default;
    friend std::ostream& operator<<(std::ostream& out, const Step& step) {
        return out << "{+" << step.starts << " -" << step.stops << "}";
    }
};
using Steps = std::vector<Step>;

struct Course {
    std::int64_t desired;
    std::int32_t low;
    std::int32_t high;
    Steps steps;  ///< none: stuck, unless nothing is wanted
    bool daemon = false;
};

Steps repeated(const Steps& steps, int times) {
    Steps all;
    for (int i = 0; i < times; ++i) all.insert(all.end(), steps.begin(), steps.end());
    return all;
}

class RollingCourses : public ServicePlannerTest, public testing::WithParamInterface<Course> {
  protected:
    void begin(const Course& course) {
        row_.desired_count = course.desired;
        set_percent(course.low, course.high);
        if (course.daemon) row_.scheduling = api::ecs::SchedulingStrategy::Daemon;
        for (std::int64_t i = 0; i < course.desired; ++i) {
            const ServiceTask& task = add_ready("old" + std::to_string(i));
            if (course.daemon) instances_.push_back({task.instance_id});
        }
        complete_primary();
        add_deployment("ecs-svc/2");
    }

    /// Carries one plan out.
    Step step() {
        const ServicePlan made = plan();
        row_ = made.row;
        events_.insert(events_.end(), made.events.begin(), made.events.end());
        for (const std::string& id : stops(made))
            std::erase_if(tasks_, [&](const ServiceTask& task) { return task.id == id; });
        for (const ServiceStart& start : made.starts) {
            for (std::int64_t i = 0; i < start.count; ++i) {
                ServiceTask& task =
                    add_ready("new" + std::to_string(++started_), start.deployment_id);
                if (!start.instance_id.empty()) task.instance_id = start.instance_id;
            }
        }
        return {starts(made), static_cast<std::int64_t>(made.stops.size())};
    }

    std::vector<std::string> events_;
    int started_ = 0;
};

TEST_P(RollingCourses, AreAsTheBookHasThem) {
    const Course& course = GetParam();
    begin(course);
    Steps steps;
    for (Step made = step(); made != Step{}; made = step()) {
        steps.push_back(made);
        ASSERT_LT(steps.size(), 100U);
    }
    EXPECT_EQ(steps, course.steps);
    const bool stuck = course.steps.empty() && course.desired > 0;
    const auto text = HasSubstr("because of the service deployment configuration");
    EXPECT_EQ(testing::Matches(Contains(text))(events_), stuck);
    EXPECT_EQ(
        row_.primary()->rollout_state,
        stuck ? DeploymentRolloutState::InProgress : DeploymentRolloutState::Completed
    );
}

INSTANTIATE_TEST_SUITE_P(
    Book,
    RollingCourses,
    testing::Values(
        Course{4, 100, 200, {{4, 0}, {0, 4}}},
        Course{4, 50, 200, {{4, 2}, {0, 2}}},
        Course{4, 50, 100, repeated({{0, 2}, {2, 0}}, 2)},
        Course{4, 0, 100, {{0, 4}, {4, 0}}},
        Course{4, 75, 100, repeated({{0, 1}, {1, 0}}, 4)},
        Course{2, 75, 100, {}},
        Course{3, 66, 100, repeated({{0, 1}, {1, 0}}, 3)},
        Course{4, 100, 100, {}},
        Course{1, 100, 200, {{1, 0}, {0, 1}}},
        Course{1, 0, 100, {{0, 1}, {1, 0}}},
        Course{1, 50, 100, {}},
        Course{1, 100, 150, {}},
        Course{3, 100, 125, {}},
        Course{8, 100, 125, repeated({{2, 0}, {0, 2}}, 4)},
        Course{0, 100, 200, {}},
        Course{5, 0, 100, {{0, 5}, {5, 0}}, true},
        Course{5, 50, 100, {{0, 2}, {2, 0}, {0, 2}, {2, 0}, {0, 1}, {1, 0}}, true}
    ),
    [](const auto& info) {
        const Course& course = info.param;
        return (course.daemon ? "Daemon" : "Replica") + std::to_string(course.desired) + "From" +
               std::to_string(course.low) + "To" + std::to_string(course.high);
    }
);

}  // namespace
}  // namespace gantry::ecs
