#include <fmt/format.h>

#include <algorithm>

#include "api/ecs/create_service_response.h"
#include "sim/workload/acts.h"

namespace gantry::sim {

namespace {

struct Percents {
    int minimum;
    int maximum;
};
constexpr Percents kPercents[] = {
    {100, 200},
    {100, 200},
    {50, 200},
    {50, 100},
    {0, 100},
    {75, 100},
    {66, 100},
    {100, 150},
    {100, 125},
    {0, 200},
};

/// The members of a deploymentConfiguration that a service may have.
struct DeploymentRules {
    std::string json;
    bool rolls_back = false;
};

DeploymentRules some_rules(Client& client, bool daemon) {
    Random& random = client.random();
    const Percents percents = daemon ? Percents{random.chance(0.3) ? 50 : 0, 100}
                                     : kPercents[random.below(std::size(kPercents))];
    const bool breaker = random.chance(0.5);
    const bool rollback = breaker && random.chance(0.5);
    return {
        fmt::format(
            // Rebalancing, which is on by default, wants room above the desired count.
            R"({}"deploymentConfiguration":{{"minimumHealthyPercent":{},"maximumPercent":{},"deploymentCircuitBreaker":{{"enable":{},"rollback":{}}}}})",
            daemon ? "" : R"("availabilityZoneRebalancing":"DISABLED",)",
            percents.minimum,
            percents.maximum,
            breaker,
            rollback
        ),
        rollback,
    };
}

/// Where its tasks may and should go; nothing for most.
std::string some_placement(Client& client) {
    switch (client.random().below(8)) {
        case 0: return R"(,"placementConstraints":[{"type":"distinctInstance"}])";
        case 1:
            return R"(,"placementConstraints":[{"type":"memberOf","expression":"attribute:disk == ssd"}])";
        case 2: return R"(,"placementStrategy":[{"type":"binpack","field":"memory"}])";
        case 3: return R"(,"placementStrategy":[{"type":"spread","field":"instanceId"}])";
        case 4: return R"(,"placementStrategy":[{"type":"random"}])";
        default: return {};
    }
}

std::int64_t some_count(Client& client) {
    const auto most = static_cast<std::uint64_t>(client.options().desired_max);
    return static_cast<std::int64_t>(client.random().below(most + 1));
}

PromisedService& promise(Client& client, const std::string& name) {
    return client.memory().acknowledged.services[name];
}

KnownService some_service(Client& client) {
    return client.one_of(client.services());
}

}  // namespace

void create_service(Client& client) {
    if (static_cast<int>(client.services().size()) >= client.options().services_max) {
        return scale_service(client);
    }
    const bool daemon = client.random().chance(0.2);
    const DeploymentRules rules = some_rules(client, daemon);
    KnownService service{fmt::format("s{}", client.memory().number()), daemon, rules.rolls_back};
    const std::int64_t desired = some_count(client);
    const std::string definition = some_definition(client);
    std::string how = R"("schedulingStrategy":"DAEMON")";
    if (!daemon) how = fmt::format(R"("desiredCount":{}{})", desired, some_placement(client));
    const std::string body = fmt::format(
        R"({{"serviceName":"{}","taskDefinition":"{}","clientToken":"create-{}",{},{}{}{}}})",
        service.name,
        definition,
        service.name,
        how,
        rules.json,
        network_for(client, definition),
        disk_for_service(client, definition)
    );
    client.call_until_known(
        "CreateService",
        body,
        [&client, service, desired, definition](const std::string&) {
            client.services().push_back(service);
            PromisedService& known = promise(client, service.name);
            if (!service.daemon) known.desired = desired;
            if (!service.rolls_back) known.definition = definition;
        },
        [&client, service](const Error& why) {
            if (why.message.find("not idempotent") == std::string::npos) return;
            client.memory().acknowledged.wrong_answers.push_back(
                "CreateService of " + service.name + " with its own token: " + why.message
            );
        }
    );
}

void scale_service(Client& client) {
    if (client.services().empty()) return create_service(client);
    const KnownService service = some_service(client);
    if (service.daemon) return roll_service(client);
    const std::int64_t desired = some_count(client);
    const auto before = promise(client, service.name).desired;
    promise(client, service.name).desired.reset();
    client.call(
        "UpdateService",
        fmt::format(R"({{"service":"{}","desiredCount":{}}})", service.name, desired),
        [&client, service, desired](const std::string&) {
            promise(client, service.name).desired = desired;
        },
        [&client, service, before](const Error&) { promise(client, service.name).desired = before; }
    );
}

void roll_service(Client& client) {
    if (client.services().empty()) return create_service(client);
    const KnownService service = some_service(client);
    const std::string definition = some_definition(client);
    const auto before = promise(client, service.name).definition;
    promise(client, service.name).definition.reset();
    client.call(
        "UpdateService",
        fmt::format(
            R"({{"service":"{}","taskDefinition":"{}"{}{}}})",
            service.name,
            definition,
            network_for(client, definition),
            disk_for_service(client, definition)
        ),
        [&client, service, definition](const std::string&) {
            if (!service.rolls_back) promise(client, service.name).definition = definition;
        },
        [&client, service, before](const Error&) {
            promise(client, service.name).definition = before;
        }
    );
}

void change_deployment_rules(Client& client) {
    if (client.services().empty()) return create_service(client);
    KnownService& service = client.services()[client.random().below(client.services().size())];
    const DeploymentRules rules = some_rules(client, service.daemon);
    // It may be so from the moment of the call on.
    if (rules.rolls_back) {
        service.rolls_back = true;
        promise(client, service.name).definition.reset();
    }
    client.call(
        "UpdateService",
        fmt::format(R"({{"service":"{}",{}}})", service.name, rules.json),
        [](const std::string&) {}
    );
}

void disturb_service(Client& client) {
    const auto& all = client.memory().acknowledged.services;
    if (all.empty()) return create_service(client);
    auto at = all.begin();
    std::advance(at, static_cast<std::ptrdiff_t>(client.random().below(all.size())));
    client.call(
        "UpdateService",
        fmt::format(R"({{"service":"{}","forceNewDeployment":true}})", at->first),
        [](const std::string&) {}
    );
}

void delete_service(Client& client) {
    if (client.services().size() < 2) return create_service(client);
    const std::size_t which = client.random().below(client.services().size());
    const std::string name = client.services()[which].name;
    client.services().erase(client.services().begin() + static_cast<std::ptrdiff_t>(which));
    // Until the answer is there it may or may not be; then it must not.
    client.memory().acknowledged.services.erase(name);
    client.call(
        "DeleteService",
        fmt::format(R"({{"service":"{}","force":true}})", name),
        [&client, name](const std::string&) {
            client.memory().acknowledged.deleted_services.insert(name);
        }
    );
}

}  // namespace gantry::sim
