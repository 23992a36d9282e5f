#include <gtest/gtest.h>

#include "agent/engine/names.h"
#include "agent/engine/task_engine.h"
#include "agent/engine/task_report.h"
#include "agent/engine/test_tasks.h"
#include "base/random.h"

namespace gantry::agent {
namespace {

using api::acs::ContainerCondition;

constexpr int kTasks = 3'000;
constexpr int kEvents = 60;

/// A task of up to four containers with dependencies on earlier ones, restart policies and health
/// checks.
TaskSpec random_spec(Random& random, bool wait_for_ends) {
    std::vector<api::acs::Container> containers;
    const auto count = random.between(1, 4);
    for (int i = 0; i < count; ++i) {
        auto container =
            test::make_container("c" + std::to_string(i), i == 0 || random.chance(0.5));
        if (random.chance(0.4)) test::add_health_check(container);
        if (random.chance(0.3)) container.start_timeout = 20;
        if (random.chance(0.3)) {
            auto& policy = container.restart_policy.emplace();
            policy.enabled = true;
            policy.restart_attempt_period = static_cast<std::int32_t>(random.between(0, 10));
        }
        if (i > 0 && random.chance(0.6)) {
            const auto& target = containers[random.below(static_cast<std::uint64_t>(i))];
            ContainerCondition condition = ContainerCondition::Start;
            if (target.health_check_type && random.chance(0.5)) {
                condition = ContainerCondition::Healthy;
            } else if (wait_for_ends && random.chance(0.5)) {
                condition =
                    random.chance(0.5) ? ContainerCondition::Success : ContainerCondition::Complete;
            }
            test::depend(container, *target.name, condition);
        }
        containers.push_back(std::move(container));
    }
    auto task = test::make_task(std::move(containers));
    if (random.chance(0.4)) test::give_interface(task);
    if (random.chance(0.2)) task.pid_mode = "task";
    return *read_task_spec(task, Seconds{30});
}

std::string random_id(Random& random) {
    return "pause" + std::to_string(random.below(2));
}

/// What may be told of the namespaces that containers share.
TaskEvent random_namespace_event(Random& random) {
    switch (random.below(5)) {
        case 0: return event::PauseCreated{random_id(random)};
        case 1: return event::PauseRuns{random_id(random), random.between(1, 2)};
        case 2: return event::NamespacesReady{random.between(1, 2)};
        case 3:
            return random.chance(0.3) ? TaskEvent{event::PauseLost{random_id(random)}}
                                      : event::Tick{};
        default: return event::NamespacesGone{};
    }
}

runtime::ContainerStatus random_status(Random& random, SysTime now) {
    runtime::ContainerStatus status;
    status.id = "id" + std::to_string(random.below(3));
    status.phase = static_cast<runtime::ContainerPhase>(random.below(3));
    if (status.phase != runtime::ContainerPhase::Created && random.chance(0.9)) {
        status.started_at = now - Seconds{random.between(0, 30)};
    }
    status.exit_code = random.chance(0.5) ? 0 : 1;
    status.oom_killed = random.chance(0.1);
    status.health = static_cast<runtime::Health>(random.below(4));
    return status;
}

/// Any event, whether it makes sense now or not. No StopAsked: the test decides when.
TaskEvent random_event(Random& random, const TaskSpec& spec, SysTime now) {
    const std::string& name = spec.containers[random.below(spec.containers.size())].name;
    switch (random.below(17)) {
        case 0: return event::Admitted{};
        case 1: return event::PullBegan{name};
        case 2: return event::PullEnded{};
        case 3: return event::Pulled{name, "sha256:1"};
        case 4: return event::Created{name, "id" + std::to_string(random.below(3)), {}};
        case 5: return event::Started{name};
        case 6: return event::Observed{name, random_status(random, now)};
        case 7: return event::HealthTold{name, static_cast<HealthStatus>(random.below(3)), now};
        case 8: return event::PortsTaken{name};
        case 9: return random.chance(0.3) ? TaskEvent{event::Vanished{name}} : event::Tick{};
        case 10:
            return random.chance(0.3) ? TaskEvent{event::Failed{name, "E: no"}} : event::Tick{};
        case 11:
            return random.chance(0.3) ? TaskEvent{event::StartTimedOut{name, "E: slow"}}
                                      : event::Tick{};
        case 12: return random.chance(0.2) ? TaskEvent{event::Restarted{}} : event::Tick{};
        case 13: return event::Resolved{name, random.chance(0.5) ? "sha256:1" : ""};
        case 14:
        case 15: return random_namespace_event(random);
        default: return event::Tick{};
    }
}

void expect_only_forward(const TaskState& before, const TaskState& after) {
    ASSERT_GE(after.goal, before.goal);
    ASSERT_GE(after.status(), before.status());
    ASSERT_GE(after.told, before.told);
    if (before.pause.progress == Namespaces::Gone) {
        ASSERT_EQ(after.pause.progress, Namespaces::Gone);
    }
    for (std::size_t i = 0; i < before.containers.size(); ++i) {
        ASSERT_GE(after.containers[i].progress, before.containers[i].progress);
        ASSERT_GE(after.containers[i].restarts, before.containers[i].restarts);
    }
}

/// Nothing of them is made once the task is to stop, nothing taken away before all containers have
/// ended, and no container started while they are not ready; one that has run in them is started
/// again as long as they are there.
void expect_namespaces_in_order(
    const TaskSpec& spec, const TaskState& state, const Action& action
) {
    if (state.goal == Goal::Stopped) {
        ASSERT_TRUE(
            action.kind == Action::Kind::Stop || action.kind == Action::Kind::RemoveNamespaces
        );
    }
    if (action.kind == Action::Kind::RemoveNamespaces) {
        ASSERT_EQ(state.goal, Goal::Stopped);
        for (const ContainerState& container : state.containers) ASSERT_TRUE(container.stopped());
    }
    if (action.kind == Action::Kind::Start && spec.has_pause()) {
        const bool again = state.find(action.container)->restart_due;
        const bool there = again && state.pause.progress == Namespaces::Running;
        ASSERT_TRUE(there || state.pause.progress == Namespaces::Ready);
        ASSERT_FALSE(state.pause.unsure);
    }
}

/// The control plane gives a task's address to others when it hears of its end.
void expect_end_is_true(const TaskSpec& spec, const TaskState& state, SysTime now) {
    const auto report = next_report(spec, state, now).report;
    if (!report || report->told.status != TaskStatus::Stopped || !spec.has_pause()) return;
    ASSERT_EQ(state.pause.progress, Namespaces::Gone);
}

void expect_sane_actions(const TaskSpec& spec, const TaskState& state, SysTime now) {
    std::set<std::string> seen;
    for (const Action& action : next_actions(spec, state, {}, {}, now).actions) {
        ASSERT_TRUE(seen.insert(action.container).second) << "two actions for " << action.container;
        ASSERT_NO_FATAL_FAILURE(expect_namespaces_in_order(spec, state, action));
        if (action.container.empty() || action.container == kPauseContainer) continue;
        const ContainerState& container = *state.find(action.container);
        ASSERT_FALSE(container.stopped());
        ASSERT_FALSE(container.unsure);
        if (action.kind == Action::Kind::Start || action.kind == Action::Kind::Stop) {
            ASSERT_FALSE(container.runtime_id.empty());
        }
    }
}

/// Answers what an agent asks after its restart, as a runtime that lost nothing would.
void verify(const TaskSpec& spec, TaskState& state, SysTime now) {
    for (const ContainerSpec& container : spec.containers) {
        const ContainerState its = *state.find(container.name);
        if (!its.unsure) continue;
        if (its.progress < Progress::Created || its.runtime_id.empty()) {
            apply_event(spec, state, event::Vanished{its.name}, now);
            continue;
        }
        runtime::ContainerStatus status;
        status.id = its.runtime_id;
        if (its.progress == Progress::Running) {
            status.phase = runtime::ContainerPhase::Running;
            status.started_at = its.last_start_at;
        }
        apply_event(spec, state, event::Observed{its.name, status}, now);
    }
}

/// Carries out what the engine asks for, as a runtime that works would.
void obey(const TaskSpec& spec, TaskState& state, SysTime& now) {
    verify(spec, state, now);
    for (const Action& action : next_actions(spec, state, {}, {}, now).actions) {
        now += Seconds{1};
        const std::string& name = action.container;
        switch (action.kind) {
            case Action::Kind::FetchResources: break;  // the tasks here need none
            case Action::Kind::CreateVolumes:
                apply_event(spec, state, event::VolumesReady{}, now);
                break;
            case Action::Kind::ReleaseMounts:
                apply_event(spec, state, event::MountsGone{}, now);
                break;
            case Action::Kind::MakeNamespaces:
                apply_event(spec, state, event::PauseCreated{"pause"}, now);
                apply_event(spec, state, event::PauseRuns{"pause", 7}, now);
                break;
            case Action::Kind::ReadyNamespaces:
                apply_event(spec, state, event::NamespacesReady{state.pause.pid}, now);
                break;
            case Action::Kind::RemoveNamespaces:
                apply_event(spec, state, event::NamespacesGone{}, now);
                break;
            case Action::Kind::Resolve:
                apply_event(spec, state, event::Resolved{name, "sha256:1"}, now);
                break;
            case Action::Kind::Pull: apply_event(spec, state, event::Pulled{name, ""}, now); break;
            case Action::Kind::Create:
                apply_event(spec, state, event::Created{name, "id", {}}, now);
                break;
            case Action::Kind::Start: apply_event(spec, state, event::Started{name}, now); break;
            case Action::Kind::Stop: {
                runtime::ContainerStatus status;
                status.id = state.find(name)->runtime_id;
                status.phase = runtime::ContainerPhase::Exited;
                status.started_at = state.find(name)->last_start_at;
                status.exit_code = 143;
                apply_event(spec, state, event::Observed{name, status}, now);
            }
        }
    }
}

/// Sends every report that is due, as a control plane that answers would.
std::vector<TaskReport> report_all(const TaskSpec& spec, TaskState& state, SysTime& now) {
    std::vector<TaskReport> sent;
    for (int i = 0; i < 10; ++i) {
        now += Seconds{1};
        auto next = next_report(spec, state, now);
        if (!next.report) break;
        apply_event(spec, state, next.report->told, now);
        sent.push_back(std::move(*next.report));
    }
    return sent;
}

TEST(TaskEngineProperty, WhateverHappensProgressOnlyMovesForward) {
    Random random(20'260'101);
    for (int t = 0; t < kTasks; ++t) {
        const TaskSpec spec = random_spec(random, true);
        TaskState state = new_task_state(spec, 1);
        SysTime now{Duration{1'700'000'000'000}};
        const auto stop_at = random.between(0, 2L * kEvents);
        for (int i = 0; i < kEvents; ++i) {
            const TaskState before = state;
            now += Duration{random.between(0, 5'000)};
            apply_event(
                spec,
                state,
                i == stop_at ? TaskEvent{event::StopAsked{}} : random_event(random, spec, now),
                now
            );
            ASSERT_NO_FATAL_FAILURE(expect_only_forward(before, state)) << "task " << t;
            ASSERT_NO_FATAL_FAILURE(expect_sane_actions(spec, state, now)) << "task " << t;
            ASSERT_NO_FATAL_FAILURE(expect_end_is_true(spec, state, now)) << "task " << t;
        }
    }
}

TEST(TaskEngineProperty, EveryTaskThatIsToStopDoesAndIsReportedOnce) {
    Random random(7);
    for (int t = 0; t < kTasks; ++t) {
        const TaskSpec spec = random_spec(random, true);
        TaskState state = new_task_state(spec, 1);
        SysTime now{Duration{1'700'000'000'000}};
        const auto events = random.between(0, 20);
        for (int i = 0; i < events; ++i) {
            apply_event(spec, state, random_event(random, spec, now), now);
        }
        apply_event(spec, state, event::StopAsked{}, now);
        for (int i = 0; i < 10 && !state.stopped(); ++i) obey(spec, state, now);
        ASSERT_TRUE(state.stopped()) << "task " << t;
        const auto reports = report_all(spec, state, now);
        ASSERT_FALSE(reports.empty());
        EXPECT_EQ(reports.back().told.status, TaskStatus::Stopped);
        const bool ran = state.running_at.has_value();
        const bool was_attached = ran && spec.interface && !spec.interface->attachment_arn.empty();
        EXPECT_EQ(reports.size(), 1u + (ran ? 1u : 0u) + (was_attached ? 1u : 0u));
        EXPECT_EQ(reports.front().told.attached, was_attached);
        EXPECT_TRUE(state.closed);
        std::map<std::string, int> stops;
        for (const TaskReport& report : reports) {
            if (!report.request.containers) continue;
            for (const auto& change : *report.request.containers) {
                if (change.status == "STOPPED") ++stops[*change.container_name];
            }
        }
        EXPECT_EQ(stops.size(), spec.containers.size());
        for (const auto& [name, count] : stops) EXPECT_EQ(count, 1) << name;
    }
}

TEST(TaskEngineProperty, ARuntimeThatWorksBringsEveryTaskToRunning) {
    Random random(11);
    for (int t = 0; t < kTasks; ++t) {
        const TaskSpec spec = random_spec(random, false);
        TaskState state = new_task_state(spec, 1);
        SysTime now{Duration{1'700'000'000'000}};
        apply_event(spec, state, event::Admitted{}, now);
        for (int i = 0; i < 20 && state.status() == TaskStatus::Pending; ++i) {
            obey(spec, state, now);
            for (const auto& container : spec.containers) {
                apply_event(
                    spec, state, event::HealthTold{container.name, HealthStatus::Healthy, now}, now
                );
            }
            apply_event(spec, state, event::Tick{}, now);
        }
        ASSERT_EQ(state.status(), TaskStatus::Running) << "task " << t;
        ASSERT_TRUE(next_actions(spec, state, {}, {}, now).actions.empty());
    }
}

}  // namespace
}  // namespace gantry::agent
