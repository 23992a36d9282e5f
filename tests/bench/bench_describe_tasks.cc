// How many DescribeTasks calls of ten tasks one core answers: JSON in, JSON out, without a network.
//
//   bench_describe_tasks [CALLS]
//
// Few calls are for callgrind, whose count of instructions does not vary (valgrind reads it
// stripped):
//   valgrind --tool=callgrind --toggle-collect='*TestWorld::run_json*' bench_describe_tasks 400
#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <memory>
#include <string>

#include "service/test_world.h"
#include "services/all.h"
#include "services/ecs/model/new_task.h"
#include "services/ecs/service.h"

namespace gantry::ecs {
namespace {

constexpr int kTasks = 10;
constexpr int kUsualCalls = 50'000;

TaskDefinitionRow definition() {
    TaskDefinitionRow row{.account = "123456789012", .region = "us-east-1"};
    row.definition.family = "web";
    row.definition.revision = 7;
    row.definition.container_definitions = {
        {{.name = "app", .image = "registry.example.com/team/app:1.2.3", .memory = 256}}
    };
    return row;
}

ContainerInstanceRow instance() {
    ContainerInstanceRow row;
    row.account = "123456789012";
    row.region = "us-east-1";
    row.cluster = "default";
    row.id = std::string(32, '1');
    row.agent_connected = true;
    row.attributes = {
        {.name = "ecs.availability-zone", .value = "us-east-1a"},
        {.name = "ecs.cpu-architecture", .value = "x86_64"},
    };
    return row;
}

/// A task as it is while it runs.
TaskRow running_task(IdSource& ids, SysTime now) {
    const TaskDefinitionRow web = definition();
    const ContainerInstanceRow host = instance();
    TaskRow task = new_task({.cluster = "default", .definition = web, .instance = host}, ids, now);
    task.status = TaskStatus::Running;
    task.started_at = now;
    task.pull_started_at = now;
    task.pull_stopped_at = now;
    auto& container = task.containers[0];
    container.status = ContainerStatus::Running;
    container.runtime_id = ids.hex(64);
    container.image_digest = "sha256:" + ids.hex(64);
    container.network_bindings = {{
        .bind_ip = "0.0.0.0",
        .container_port = 80,
        .host_port = 32768,
        .protocol = api::ecs::TransportProtocol::Tcp,
    }};
    return task;
}

/// Puts the cluster and the tasks into the tables; answers the body of the request.
std::string prepare(core::Core& core, const Tables& tables, IdSource& ids, SysTime now) {
    core::Transaction tx;
    ClusterRow cluster;
    cluster.account = "123456789012";
    cluster.region = "us-east-1";
    cluster.name = "default";
    tx.put(tables.clusters, cluster_key(cluster.scope(), "default"), cluster);
    std::string arns;
    for (int i = 0; i < kTasks; ++i) {
        const TaskRow task = running_task(ids, now);
        arns += fmt::format("{}\"{}\"", i == 0 ? "" : ",", task.arn());
        tx.put(tables.tasks, task.key(), task);
    }
    core.commit(std::move(tx), "bench");
    return fmt::format(R"({{"cluster":"default","tasks":[{}]}})", arns);
}

int run(int calls) {
    service::TestWorld world(all_services());
    const Tables& tables = world.registry().get<Instance>().rows();
    const std::string body = prepare(world.core(), tables, world.ids, world.loop.now());
    const aws::Scope scope{"123456789012", "us-east-1"};
    const aws::Caller caller{scope, aws::root_arn(scope), "", {}};

    std::size_t bytes = 0;
    const std::clock_t begin = std::clock();  // processor time: others may share the machine
    for (int i = 0; i < calls; ++i) {
        const auto answer = world.run_json(caller, "ecs", "DescribeTasks", body);
        if (!answer) return 1;
        bytes += answer->size();
    }
    const double took_s = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    fmt::print(
        "describe_tasks: {:.0f} calls per CPU second of {} tasks, {} bytes each\n",
        calls / took_s,
        kTasks,
        bytes / static_cast<std::size_t>(calls)
    );
    return 0;
}

}  // namespace
}  // namespace gantry::ecs

int main(int argc, char** argv) {
    const int calls = argc > 1 ? std::atoi(argv[1]) : gantry::ecs::kUsualCalls;
    if (calls < 1) return 2;
    return gantry::ecs::run(calls);
}
