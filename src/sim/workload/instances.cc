#include <fmt/format.h>

#include "api/ecs/list_container_instances_response.h"
#include "sim/workload/acts.h"
#include "wire/json_codec.h"

namespace gantry::sim {

void list_instances(Client& client) {
    client.call("ListContainerInstances", "{}", [&client](const std::string& answer) {
        const auto response = wire::decode_json<api::ecs::ListContainerInstancesResponse>(answer);
        if (response && response->container_instance_arns) {
            client.memory().instances = *response->container_instance_arns;
        }
    });
}

void drain_instance(Client& client) {
    if (client.memory().instances.empty()) return list_instances(client);
    client.call(
        "UpdateContainerInstancesState",
        fmt::format(
            R"({{"containerInstances":["{}"],"status":"{}"}})",
            client.one_of(client.memory().instances),
            client.random().chance(0.4) ? "DRAINING" : "ACTIVE"
        ),
        [](const std::string&) {}
    );
}

void do_something(Client& client) {
    struct Act {
        int weight;
        void (*act)(Client&);
    };
    static constexpr Act kActs[] = {
        {4, register_definition},
        {1, look_at_networks},
        {3, change_group},
        {1, forget_definition},
        {6, create_service},
        {6, scale_service},
        {8, roll_service},
        {2, change_deployment_rules},
        {2, disturb_service},
        {3, delete_service},
        {6, run_task},
        {2, start_task},
        {4, stop_task},
        {3, protect_tasks},
        {1, list_instances},
        {3, drain_instance},
        {3, keep_snapshots},
    };
    if (client.memory().definitions.size() < 2) return register_definition(client);
    int total = 0;
    for (const Act& act : kActs) total += act.weight;
    auto drawn = static_cast<int>(client.random().below(static_cast<std::uint64_t>(total)));
    for (const Act& act : kActs) {
        drawn -= act.weight;
        if (drawn < 0) return act.act(client);
    }
}

}  // namespace gantry::sim
