// What service scheduling costs: placing tasks, one turn that replaces a dead task in a large
// cluster, a turn that finds nothing to do, and DescribeServices.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "service/test_world.h"
#include "services/all.h"
#include "services/ecs/model/new_task.h"
#include "services/ecs/placement/cluster_view.h"
#include "services/ecs/placement/request.h"
#include "services/ecs/reconcile/service_turn.h"
#include "services/ecs/reconcile/task_report.h"
#include "services/ecs/service.h"

namespace gantry::ecs {
namespace {

const Scope kScope{"123456789012", "us-east-1"};
constexpr int kCapabilities = 60;

/// A cluster of agents that run nothing but the tasks of one service.
class Cluster {
  public:
    Cluster(int instances, int tasks) {
        core::Transaction tx;
        TaskDefinitionRow definition{.account = kScope.account, .region = kScope.region};
        definition.definition.family = "web";
        definition.definition.revision = 1;
        definition.definition.container_definitions = {
            {{.name = "app", .image = "nginx", .cpu = 10, .memory = 10, .essential = true}}
        };
        definition.definition.requires_attributes.emplace();
        for (int i = 0; i < 5; ++i) {
            definition.definition.requires_attributes->push_back({.name = capability(i)});
        }
        tx.put(tables_.task_definitions, task_definition_key(kScope, "web", 1), definition);
        for (int i = 0; i < instances; ++i) {
            ContainerInstanceRow row = instance(i);
            const std::string key = row.key();
            tx.put(tables_.container_instances, key, std::move(row));
        }
        ClusterRow cluster{.account = kScope.account, .region = kScope.region, .name = "default"};
        tx.put(tables_.clusters, cluster_key(kScope, "default"), cluster);
        tx.put(tables_.services, service_key(), service(tasks));
        commit(std::move(tx));
        while (tables_.live_tasks_by_service.keys(service_key()).size() <
               static_cast<std::size_t>(tasks)) {
            turn();
        }
        for (const auto& [key, task] : std::map(tables_.tasks.rows())) report(*task, true);
        loop_.advance(minutes{1});
        turn();
    }

    static std::string service_key() { return in_cluster_key(kScope, "default", "web"); }
    static std::string capability(int number) {
        return fmt::format("com.amazonaws.ecs.capability.number-{}", number);
    }

    void turn() { commit(service_turn(tables_, service_key(), ids_, loop_.now(), {}).changes); }
    void kill_one() {
        const auto& keys = tables_.live_tasks_by_service.keys(service_key());
        report(*tables_.tasks.find(*keys.begin()), false);
    }
    std::string describe() {
        return *world_.run_json(
            {kScope, "", ""}, "ecs", "DescribeServices", R"({"services": ["web"]})"
        );
    }
    [[nodiscard]] const Tables& tables() const { return tables_; }
    void pass_time() { loop_.advance(minutes{1}); }

  private:
    static ContainerInstanceRow instance(int number) {
        ContainerInstanceRow row{
            .account = kScope.account,
            .region = kScope.region,
            .cluster = "default",
            .id = fmt::format("{:032x}", number)
        };
        row.agent_connected = true;
        row.registered = {.cpu = 100'000, .memory_mib = 100'000, .ports_tcp = {22, 2375, 51678}};
        for (int i = 0; i < kCapabilities; ++i) row.attributes.push_back({.name = capability(i)});
        row.attributes.push_back(
            {.name = "ecs.availability-zone", .value = fmt::format("us-east-1{}", number % 3)}
        );
        return row;
    }
    static ServiceRow service(int tasks) {
        ServiceRow row{
            .account = kScope.account, .region = kScope.region, .cluster = "default", .name = "web"
        };
        row.desired_count = tasks;
        row.deployments = {{.id = "ecs-svc/1", .family = "web", .revision = 1}};
        return row;
    }
    void report(const TaskRow& task, bool running) {
        TaskReport told{.status = running ? TaskStatus::Running : TaskStatus::Stopped};
        told.containers = {
            {.name = "app", .status = running ? ContainerStatus::Running : ContainerStatus::Stopped}
        };
        core::Transaction tx;
        tx.put(tables_.tasks, task.key(), apply_task_report(task, told, loop_.now()));
        commit(std::move(tx));
    }
    void commit(core::Transaction tx) { world_.commit(std::move(tx)); }

    service::TestWorld world_{all_services()};
    ManualLoop& loop_ = world_.loop;
    IdSource& ids_ = world_.ids;
    const Tables& tables_ = world_.registry().get<Instance>().rows();
};

/// Runs `work` for about half a second, `before` each time untimed, and prints its mean.
void measure(
    const std::string& what, const std::function<void()>& before, const std::function<void()>& work
) {
    using Clock = std::chrono::steady_clock;
    std::chrono::nanoseconds spent{0};
    int times = 0;
    while (spent < std::chrono::milliseconds(500) || times < 3) {
        before();
        const auto start = Clock::now();
        work();
        spent += Clock::now() - start;
        ++times;
    }
    fmt::print("{:<64} {:>10.1f} us\n", what, static_cast<double>(spent.count()) / 1e3 / times);
}

void measure_placement(int instances, std::size_t count) {
    const Cluster cluster(instances, 0);
    const auto request = placement::request_for({
        .definition = cluster.tables()
                          .task_definitions.find(task_definition_key(kScope, "web", 1))
                          ->definition,
        .needs = {.cpu = 10, .memory_mib = 10},
        .group = "service:web",
    });
    placement::Request spread = *request;
    spread.strategies = placement::default_service_strategies();
    const auto fresh = placement::cluster_view(cluster.tables(), kScope, "default");
    placement::ClusterView view;
    Random random(1);
    measure(
        fmt::format("place {} tasks on {} instances", count, instances),
        [&] { view = fresh; },
        [&] { placement::place(view, spread, count, random); }
    );
    measure(
        fmt::format("view of {} instances", instances),
        [] {},
        [&] { view = placement::cluster_view(cluster.tables(), kScope, "default"); }
    );
}

void measure_turns(int instances, int tasks) {
    Cluster cluster(instances, tasks);
    const std::string where = fmt::format("service of {} on {} instances", tasks, instances);
    measure(where + ": a turn with nothing to do", [] {}, [&] { cluster.turn(); });
    measure(
        where + ": a dead task replaced",
        [&] {
            cluster.pass_time();
            cluster.kill_one();
        },
        [&] { cluster.turn(); }
    );
    measure(where + ": DescribeServices", [] {}, [&] { cluster.describe(); });
}

}  // namespace
}  // namespace gantry::ecs

int main() {
    using namespace gantry::ecs;
    measure_placement(100, 100);
    measure_placement(1000, 100);
    measure_placement(5000, 1000);
    measure_turns(1, 3);
    measure_turns(100, 100);
    measure_turns(1000, 1000);
    return 0;
}
