#include <fmt/format.h>

#include "api/ecs/list_services_response.h"
#include "api/ecs/register_task_definition_response.h"
#include "sim/workload/acts.h"
#include "wire/json_codec.h"

namespace gantry::sim {

namespace {

using Ignored = const std::string&;

std::string broken_definition(const BrokenRevision& revision) {
    const char* check =
        revision.health_check
            ? R"(,"healthCheck":{"command":["CMD-SHELL","true"],"interval":5,"retries":2})"
            : "";
    return fmt::format(
        R"({{"family":"{}","containerDefinitions":[{{"name":"main","image":"{}","cpu":16,"memory":16{}}}]}})",
        kBrokenFamily,
        revision.image,
        check
    );
}

void roll_all_to(Client& client, const std::string& definition) {
    client.call(
        "ListServices",
        R"({"maxResults":100,"launchType":"EC2"})",
        [&client, definition](const std::string& answer) {
            const auto response = wire::decode_json<api::ecs::ListServicesResponse>(answer);
            if (!response || !response->service_arns) return;
            for (const std::string& arn : *response->service_arns) {
                client.then([&client, arn, definition] {
                    client.call(
                        "UpdateService",
                        fmt::format(R"({{"service":"{}","taskDefinition":"{}"}})", arn, definition),
                        [](Ignored) {}
                    );
                });
            }
        }
    );
}

}  // namespace

const BrokenRevision& some_broken_revision(Random& random) {
    static constexpr BrokenRevision kRevisions[] = {
        {"sim/steady:run-1s.exit-1", false},
        {"sim/steady:run-4s.exit-1", false},
        {"sim/steady:never-healthy.unhealthy-12s", true},
        {"sim/steady:pull-fails", false},
    };
    return kRevisions[random.below(std::size(kRevisions))];
}

void break_roll_outs(Client& client, const BrokenRevision& revision) {
    for (auto& [name, service] : client.memory().acknowledged.services) {
        service.definition.reset();
    }
    client.then([&client, revision] {
        client.call(
            "RegisterTaskDefinition",
            broken_definition(revision),
            [&client](const std::string& answer) {
                const auto response =
                    wire::decode_json<api::ecs::RegisterTaskDefinitionResponse>(answer);
                const std::string arn = *response->task_definition->task_definition_arn;
                client.then([&client, arn] { roll_all_to(client, arn); });
            }
        );
    });
}

}  // namespace gantry::sim
