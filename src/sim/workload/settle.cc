#include <fmt/format.h>

#include <algorithm>

#include "api/ecs/list_container_instances_response.h"
#include "api/ecs/list_services_response.h"
#include "api/ecs/list_tasks_response.h"
#include "api/ecs/register_task_definition_response.h"
#include "sim/workload/acts.h"
#include "wire/json_codec.h"

namespace gantry::sim {

namespace {

using Ignored = const std::string&;

/// Of runs that end with tasks of network mode awsvpc.
constexpr double kCalmNetworked = 0.4;
/// And with a directory of a file system.
constexpr double kCalmShared = 0.4;
/// And with a file of a secret.
constexpr double kCalmFile = 0.4;

/// Two essential containers, only one with a health check, in half of the runs: health then says
/// when a task is good; else time does.
std::string calm_definition(Client& client, bool networked) {
    const bool checked = client.random().chance(0.5);
    const DefinedVolumes shared =
        client.random().chance(kCalmShared) ? file_system() : DefinedVolumes{};
    const std::string file = client.random().chance(kCalmFile) ? file_labels(client) : "";
    return fmt::format(
        R"({{"family":"calm"{}{},"containerDefinitions":[{{"name":"main","image":"sim/steady:healthy-2s","cpu":16,"memory":16,"environment":[{{"name":"CALM","value":"yes"}}]{}{}{}}},{{"name":"side","image":"sim/steady","cpu":0,"memory":16,"essential":true}}]{}}})",
        networked ? R"(,"networkMode":"awsvpc")" : "",
        file.empty() ? "" : R"(,"executionRoleArn":")" + client.memory().task_role + "\"",
        file,
        checked ? R"(,"healthCheck":{"command":["CMD-SHELL","true"],"interval":5,"retries":2})"
                : "",
        shared.mounts,
        shared.volumes
    );
}

void settle_instances(Client& client) {
    client.call("ListContainerInstances", "{}", [&client](const std::string& answer) {
        const auto response = wire::decode_json<api::ecs::ListContainerInstancesResponse>(answer);
        if (!response || !response->container_instance_arns) return;
        for (const std::string& arn : *response->container_instance_arns) {
            client.then([&client, arn] {
                client.call(
                    "UpdateContainerInstancesState",
                    fmt::format(R"({{"containerInstances":["{}"],"status":"ACTIVE"}})", arn),
                    [](Ignored) {}
                );
            });
        }
    });
}

/// The last word on a service. One of its own definitions may have been rolled back to before.
void roll_to(
    Client& client,
    const std::string& name,
    const std::string& definition,
    const std::string& percents,
    const Client::Refused& refused
) {
    client.call(
        "UpdateService",
        fmt::format(
            R"({{"service":"{}","taskDefinition":"{}","deploymentConfiguration":{{{}}}{}}})",
            name,
            definition,
            percents,
            network_for(client, definition)
        ),
        [&client, name, definition](Ignored) {
            auto& promised = client.memory().acknowledged.services;
            if (promised.contains(name)) promised[name].definition = definition;
        },
        refused
    );
}

void settle_service(Client& client, const std::string& name, const std::string& definition) {
    const char* percents = client.random().chance(0.5)
                               ? R"("minimumHealthyPercent":100,"maximumPercent":200)"
                               : R"("minimumHealthyPercent":50,"maximumPercent":200)";
    static constexpr const char* kOfDaemons = R"("minimumHealthyPercent":0,"maximumPercent":100)";
    client.then([&client, name] {
        client.call(
            "UpdateService",
            fmt::format(R"({{"service":"{}","placementConstraints":[]}})", name),
            [](Ignored) {}
        );
    });
    const auto complain = [&client, name](const Error& why) {
        // Deleted in the storm, and listed until its last task has stopped.
        const bool kept = client.memory().acknowledged.services.contains(name);
        if (!kept && why.code == "ServiceNotActiveException") return;
        client.memory().acknowledged.wrong_answers.push_back(
            "service " + name + " cannot be settled: " + why.message
        );
    };
    // A DAEMON service takes no more than 100.
    const auto as_daemon = [&client, name, definition, complain](const Error&) {
        client.then([&client, name, definition, complain] {
            roll_to(client, name, definition, kOfDaemons, complain);
        });
    };
    client.then([&client, name, definition, percents, as_daemon] {
        roll_to(client, name, definition, percents, as_daemon);
    });
}

void settle_services(Client& client, const std::string& definition) {
    client.call(
        "ListServices",
        R"({"maxResults":100,"launchType":"EC2"})",
        [&client, definition](const std::string& answer) {
            const auto response = wire::decode_json<api::ecs::ListServicesResponse>(answer);
            if (!response || !response->service_arns) return;
            for (const std::string& arn : *response->service_arns) {
                settle_service(client, arn.substr(arn.rfind('/') + 1), definition);
            }
        }
    );
}

/// Standalone tasks make room; a service's are replaced.
void settle_tasks(Client& client) {
    client.call("ListTasks", R"({"maxResults":100})", [&client](const std::string& answer) {
        const auto response = wire::decode_json<api::ecs::ListTasksResponse>(answer);
        if (!response || !response->task_arns) return;
        for (const std::string& arn : *response->task_arns) {
            client.then([&client, arn] {
                client.call(
                    "StopTask",
                    fmt::format(R"({{"task":"{}"}})", arn),
                    [&client, arn](Ignored) {
                        client.memory().acknowledged.stopped_tasks.insert(arn);
                    }
                );
            });
        }
    });
}

}  // namespace

void settle_everything(Client& client) {
    client.expect_answers();
    client.then([&client] { settle_instances(client); });
    client.then([&client] {
        const bool networked =
            !client.memory().subnets.empty() && client.random().chance(kCalmNetworked);
        client.call(
            "RegisterTaskDefinition",
            calm_definition(client, networked),
            [&client, networked](const std::string& answer) {
                const auto response =
                    wire::decode_json<api::ecs::RegisterTaskDefinitionResponse>(answer);
                const std::string arn = *response->task_definition->task_definition_arn;
                if (networked) client.memory().networked.insert(arn);
                client.then([&client, arn] { settle_services(client, arn); });
                client.then([&client] { settle_tasks(client); });
            }
        );
    });
}

}  // namespace gantry::sim
