#include <fmt/format.h>

#include <algorithm>

#include "api/ecs/register_task_definition_response.h"
#include "sim/workload/acts.h"
#include "wire/json_codec.h"

namespace gantry::sim {

namespace {

/// What the main container is like. The image says what it does; see the simulated runtime's
/// behaviours. Twice in the list is twice as often.
struct Shape {
    const char* image;
    bool health_check = false;
};
constexpr Shape kShapes[] = {
    {"sim/steady"},
    {"sim/steady"},
    {"sim/steady"},
    {"sim/steady:healthy-2s", true},
    {"sim/steady:healthy-6s", true},
    {"sim/steady:healthy-2s.unhealthy-40s", true},
    {"sim/steady:never-healthy.unhealthy-12s", true},
    {"sim/slow"},
    {"sim/short"},
    {"sim/crashing"},
    {"sim/steady:run-1s.exit-1"},
    {"sim/steady:run-8s.exit-1"},
    {"sim/steady:pull-fails"},
};

constexpr const char* kHealthCheck =
    R"(,"healthCheck":{"command":["CMD-SHELL","true"],"interval":5,"retries":2,"timeout":2})";

std::string ports_of(Client& client) {
    if (!client.random().chance(0.25)) return {};
    const char* protocol = client.random().chance(0.4) ? "udp" : "tcp";
    const int host = client.random().chance(0.6) ? 8080 : 0;
    return fmt::format(
        R"(,"portMappings":[{{"containerPort":80,"hostPort":{},"protocol":"{}"}}])", host, protocol
    );
}

/// A second container: not essential, or essential without a health check, or one that restarts.
std::string side_of(Client& client) {
    switch (client.random().below(8)) {
        case 0:
            return R"(,{"name":"side","image":"sim/steady","memory":32,"essential":false,"dependsOn":[{"containerName":"main","condition":"START"}]})";
        case 1: return R"(,{"name":"side","image":"sim/steady","memory":32,"essential":true})";
        case 2:
            return R"(,{"name":"side","image":"sim/steady:run-70s.exit-1","memory":32,"essential":false,"restartPolicy":{"enabled":true,"restartAttemptPeriod":60}})";
        case 3:
            return R"(,{"name":"side","image":"sim/steady:run-5s.exit-1","memory":32,"essential":false,"restartPolicy":{"enabled":true,"restartAttemptPeriod":60}})";
        default: return {};
    }
}

/// Some tasks have roles, once there is one.
std::string roles_of(Client& client) {
    const std::string& role = client.memory().task_role;
    if (role.empty() || !client.random().chance(0.4)) return {};
    std::string roles = R"(,"taskRoleArn":")" + role + "\"";
    if (client.random().chance(0.5)) roles += R"(,"executionRoleArn":")" + role + "\"";
    return roles;
}

/// What a task with an execution role may be given as a secret.
std::string secrets_of(Client& client, const std::string& roles) {
    const std::string& setting = client.memory().task_setting;
    if (setting.empty() || roles.find("executionRoleArn") == std::string::npos) return {};
    if (!client.random().chance(0.5)) return {};
    return fmt::format(R"(,"secrets":[{{"name":"TOKEN","valueFrom":"{}"}}])", setting);
}

/// What a task with an execution role may have as a file.
std::string file_of(Client& client, const std::string& roles) {
    if (roles.find("executionRoleArn") == std::string::npos) return {};
    return client.random().chance(0.4) ? file_labels(client) : std::string();
}

constexpr double kNetworked = 0.3;
constexpr double kWithGpus = 0.12;
constexpr const char* kMainsGpus = R"(,"dockerLabels":{"gantry.gpus-of":"main"})";

/// A container's, some of which is more than any machine has.
std::string gpus_of(Client& client) {
    if (!client.random().chance(kWithGpus)) return {};
    constexpr const char* kCounts[] = {"1", "1", "2", "3", "ALL"};
    return gpus_json(kCounts[client.random().below(std::size(kCounts))]);
}

/// @param networked  of network mode awsvpc
std::string body_of_definition(Client& client, bool networked, const DefinedVolumes& volumes) {
    Random& random = client.random();
    const Shape& shape = kShapes[random.below(std::size(kShapes))];
    const std::string roles = roles_of(client);
    const std::string gpus = gpus_of(client);
    std::string side = side_of(client);
    if (!gpus.empty() && !side.empty()) {
        const bool lent = random.chance(0.5);
        side.insert(side.size() - 1, lent ? std::string(kMainsGpus) : gpus_json("1"));
    }
    return fmt::format(
        R"({{"family":"{}{}"{},"containerDefinitions":[{{"name":"main","image":"{}","cpu":{},"memory":{},"command":["run","{}"],"environment":[{{"name":"SETTING","value":"{}"}}]{}{}{}{}{}{}}}{}]{}{}}})",
        networked ? "n" : "f",
        random.below(4),
        networked ? R"(,"networkMode":"awsvpc")" : "",
        shape.image,
        64 * (1 + random.below(4)),
        64 * (1 + random.below(6)),
        random.below(1'000),
        random.below(1'000),
        shape.health_check ? kHealthCheck : "",
        networked ? "" : ports_of(client),
        secrets_of(client, roles),
        file_of(client, roles),
        gpus,
        volumes.mounts,
        side,
        volumes.volumes,
        roles
    );
}

}  // namespace

std::string gpus_json(const char* count) {
    return fmt::format(R"(,"resourceRequirements":[{{"type":"GPU","value":"{}"}}])", count);
}

std::string file_labels(Client& client) {
    const std::string& file = client.memory().task_file;
    if (file.empty()) return {};
    return fmt::format(
        R"(,"dockerLabels":{{"gantry.files./run/secrets/token":"{}","gantry.files.on-change":"SIGHUP"}})",
        file
    );
}

std::string some_definition(Client& client) {
    return client.one_of(client.memory().definitions);
}

void register_definition(Client& client) {
    const bool networked = !client.memory().subnets.empty() && client.random().chance(kNetworked);
    const DefinedVolumes volumes = some_volumes(client);
    client.call(
        "RegisterTaskDefinition",
        body_of_definition(client, networked, volumes),
        [&client, networked, disk = volumes.disk](const std::string& answer) {
            const auto response =
                wire::decode_json<api::ecs::RegisterTaskDefinitionResponse>(answer);
            const std::string arn = *response->task_definition->task_definition_arn;
            Memory& memory = client.memory();
            memory.definitions.push_back(arn);
            if (networked) memory.networked.insert(arn);
            if (disk) memory.with_disk.insert(arn);
            if (!memory.acknowledged.task_definitions.insert(arn).second) {
                memory.acknowledged.wrong_answers.push_back("a revision is given twice: " + arn);
            }
        }
    );
}

/// Deregisters and deletes: what runs from it goes on, and its number is never used again.
void forget_definition(Client& client) {
    Memory& memory = client.memory();
    if (memory.definitions.size() < 4) return register_definition(client);
    const std::string arn = some_definition(client);
    std::erase(memory.definitions, arn);
    // From here on it may be gone at any time.
    memory.acknowledged.task_definitions.erase(arn);
    client.call(
        "DeregisterTaskDefinition",
        fmt::format(R"({{"taskDefinition":"{}"}})", arn),
        [&client, arn](const std::string&) {
            client.then([&client, arn] {
                client.call(
                    "DeleteTaskDefinitions",
                    fmt::format(R"({{"taskDefinitions":["{}"]}})", arn),
                    [](const std::string&) {}
                );
            });
        }
    );
}

}  // namespace gantry::sim
