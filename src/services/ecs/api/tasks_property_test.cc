#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "services/ecs/api/describe_container_instance.h"
#include "services/ecs/api/task_test_support.h"
#include "services/ecs/reconcile/task_controller.h"

/// Random calls by users and agents, and what must hold after every one of them.
namespace gantry::ecs {
namespace {

constexpr int kCalls = 6000;

class TasksProperty : public TaskApiTest {
  protected:
    TasksProperty() {
        runner_.start();
        auto small = web();
        small.definition.family = "job";
        small.definition.container_definitions->at(0).port_mappings.reset();
        small.definition.container_definitions->at(0).cpu = 700;
        put_definition(small);
    }

    void random_call() {
        switch (random_.below(8)) {
            case 0: return register_instance();
            case 1: return deregister_instance();
            case 2: return change_instance();
            case 3: return run_tasks();
            case 4: return start_tasks();
            case 5: return stop_a_task();
            case 6: return report();
            default: loop_.advance(Duration{random_.between(1, 600'000)}); return;
        }
    }

    void check_everything() {
        for (const auto& [key, host] : tables_.container_instances.rows()) check_host(key, *host);
        for (const auto& [key, task] : tables_.tasks.rows()) check_task(*task);
        check_lists();
    }

    Random random_{1};

  private:
    std::string some_family() { return random_.chance(0.5) ? "web" : "job"; }

    template <class Row>
    typename core::Table<Row>::Ptr any_of(const core::Table<Row>& table) {
        if (table.size() == 0) return nullptr;
        auto row = table.rows().begin();
        std::advance(row, static_cast<std::ptrdiff_t>(random_.below(table.size())));
        return row->second;
    }

    void register_instance() {
        if (tables_.container_instances.size() >= 6) return;
        const auto output =
            run(&register_container_instance, std::string_view(R"({"totalResources":[
                {"name":"CPU","type":"INTEGER","integerValue":2048},
                {"name":"MEMORY","type":"INTEGER","integerValue":4096},
                {"name":"PORTS","type":"STRINGSET","stringSetValue":["22"]}]})"));
        ASSERT_TRUE(output) << outcome(output);
    }

    void deregister_instance() {
        const auto host = any_of(tables_.container_instances);
        if (!host || !random_.chance(0.3)) return;
        std::ignore =
            run(&deregister_container_instance,
                api::ecs::DeregisterContainerInstanceRequest{
                    .container_instance = host->id, .force = random_.chance(0.5)
                });
    }

    /// Its agent comes or goes, or it drains or stops draining.
    void change_instance() {
        const auto host = any_of(tables_.container_instances);
        if (!host || host->status == InstanceStatus::Inactive) return;
        ContainerInstanceRow changed = *host;
        changed.agent_connected = random_.chance(0.8);
        changed.agent_connected_at = loop_.now();
        changed.status = random_.chance(0.8) ? InstanceStatus::Active : InstanceStatus::Draining;
        put_instance(changed);
    }

    void run_tasks() {
        api::ecs::RunTaskRequest input{.task_definition = some_family()};
        input.count = static_cast<std::int32_t>(random_.between(1, 5));
        if (random_.chance(0.3)) input.client_token = "t" + std::to_string(random_.below(3));
        std::ignore = run(&run_task, input);
    }

    void start_tasks() {
        const auto host = any_of(tables_.container_instances);
        if (!host) return;
        const auto output =
            run(&start_task,
                api::ecs::StartTaskRequest{
                    .container_instances = {{host->id, host->id}}, .task_definition = some_family()
                });
        ASSERT_TRUE(output) << outcome(output);
        ASSERT_EQ(output->tasks->size() + output->failures->size(), 2U);
    }

    void stop_a_task() {
        const auto task = any_of(tables_.tasks);
        if (!task) return;
        ASSERT_TRUE(run(&stop_task, api::ecs::StopTaskRequest{.task = task->id}));
    }

    void report() {
        const auto task = any_of(tables_.tasks);
        if (!task) return;
        const char* statuses[] = {"PENDING", "RUNNING", "STOPPED"};
        api::ecs::SubmitTaskStateChangeRequest input{.task = task->id};
        input.status = statuses[random_.below(3)];
        input.containers = {{{.container_name = "app", .status = statuses[random_.below(3)]}}};
        const auto before = task;
        ASSERT_TRUE(run(&submit_task_state_change, input));
        const auto after = find_task(task->id);
        ASSERT_GE(after->status, before->status);
        ASSERT_GE(after->version, before->version);
    }

    void check_host(const std::string& key, const ContainerInstanceRow& host) {
        const auto& live = tables_.live_tasks_by_instance.keys(key);
        ASSERT_TRUE(host.status != InstanceStatus::Inactive || live.empty());
        ResourceSet held;
        std::set<std::int32_t> ports;
        std::int32_t running = 0;
        for (const auto& task_key : live) {
            const auto task = tables_.tasks.find(task_key);
            held.cpu += task->reserved.cpu;
            held.memory_mib += task->reserved.memory_mib;
            for (const auto port : task->reserved.ports_tcp) {
                ASSERT_TRUE(ports.insert(port).second) << "two tasks hold port " << port;
            }
            if (task->status == TaskStatus::Running) ++running;
        }
        ASSERT_LE(held.cpu, host.registered.cpu);
        ASSERT_LE(held.memory_mib, host.registered.memory_mib);
        const auto shown = describe_container_instance(call(), host, {});
        ASSERT_EQ(shown.running_tasks_count, running);
        ASSERT_EQ(shown.remaining_resources->at(0).integer_value, host.registered.cpu - held.cpu);
    }

    void check_task(const TaskRow& task) {
        ASSERT_EQ(task.stopped_at.has_value(), task.stopped());
        ASSERT_TRUE(!task.stopped() || task.goal == TaskGoal::Stopped);
        if (task.stopped()) return;
        const auto host = find_instance(task.instance_id);
        ASSERT_TRUE(host && host->status != InstanceStatus::Inactive);
        ASSERT_EQ(task.connectivity == api::ecs::Connectivity::Connected, host->agent_connected);
    }

    void check_lists() {
        std::size_t listed = 0;
        for (const auto status :
             {api::ecs::DesiredStatus::Running, api::ecs::DesiredStatus::Stopped}) {
            api::ecs::ListTasksRequest input{.max_results = 7, .desired_status = status};
            do {
                const auto page = run(&list_tasks, input);
                ASSERT_TRUE(page) << outcome(page);
                listed += page->task_arns->size();
                input.next_token = page->next_token;
            } while (input.next_token);
        }
        ASSERT_EQ(listed, tables_.tasks.size());
    }

    TaskController controller_{tables_, hours{1}, nullptr};
    core::ControllerRunner runner_{core_, {&controller_}};
};

TEST_F(TasksProperty, NoCallsBreakTheBooks) {
    std::size_t most = 0;
    for (int i = 0; i < kCalls; ++i) {
        random_call();
        loop_.run_until_idle();
        check_everything();
        if (HasFatalFailure()) FAIL() << "call " << i;
        most = std::max(most, tables_.tasks.size());
    }
    EXPECT_GT(most, 20U) << "else it tested little";
}

}  // namespace
}  // namespace gantry::ecs
