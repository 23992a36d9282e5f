#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "agent/engine/task_engine.h"
#include "agent/engine/test_tasks.h"

namespace gantry::agent {

/// A task driven by hand: events in, actions out, time by the second.
class TaskEngineTest : public testing::Test {
  protected:
    /// What its images are is settled, and of no registry.
    void use(std::vector<api::acs::Container> containers) {
        use_unsettled(std::move(containers));
        for (const ContainerSpec& one : spec.containers) apply(event::Resolved{one.name, ""});
    }

    void use_unsettled(std::vector<api::acs::Container> containers) {
        auto read = read_task_spec(test::make_task(std::move(containers)), Seconds{30});
        ASSERT_TRUE(read) << read.error().message;
        spec = std::move(*read);
        state = new_task_state(spec, 1);
        apply(event::Admitted{});
    }

    /// With a file system that the machine mounts; not admitted yet.
    void use_mounted(const api::acs::Container& container) {
        auto task = test::make_task({container});
        task.volumes.emplace().emplace_back().type = api::acs::VolumeType::Efs;
        spec = *read_task_spec(task, Seconds{30});
        state = new_task_state(spec, 1);
        apply(event::Resolved{spec.containers.front().name, ""});
    }

    void apply(const TaskEvent& event) { apply_event(spec, state, event, now); }
    void wait(int seconds) { now += Seconds{seconds}; }

    std::vector<std::string> actions() {
        static constexpr const char* kNames[] = {
            "fetch",
            "volumes",
            "release mounts",
            "make namespaces",
            "ready namespaces",
            "remove namespaces",
            "resolve",
            "pull",
            "create",
            "start",
            "stop"
        };
        std::vector<std::string> names;
        for (const Action& action : next_actions(spec, state, busy, options, now).actions) {
            names.push_back(
                std::string(kNames[static_cast<int>(action.kind)]) +
                (action.container.empty() ? "" : " " + action.container)
            );
        }
        return names;
    }

    const ContainerState& container(const std::string& name) { return *state.find(name); }

    runtime::ContainerStatus status(const std::string& name, runtime::ContainerPhase phase) {
        runtime::ContainerStatus s;
        s.id = "id-" + name;
        s.name = name;
        s.phase = phase;
        if (phase != runtime::ContainerPhase::Created) {
            s.started_at = container(name).last_start_at.value_or(now);
        }
        return s;
    }
    void exit(const std::string& name, std::int32_t code, bool oom = false) {
        auto s = status(name, runtime::ContainerPhase::Exited);
        s.exit_code = code;
        s.oom_killed = oom;
        s.finished_at = now;
        apply(event::Observed{name, s});
    }
    void run(const std::string& name) {
        apply(event::Pulled{name, ""});
        apply(event::Created{name, "id-" + name, {}});
        apply(event::Started{name});
    }

    TaskSpec spec;
    TaskState state;
    std::set<std::string> busy;
    EngineOptions options;
    SysTime now{Duration{1'700'000'000'000}};
};

}  // namespace gantry::agent
