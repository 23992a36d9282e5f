#include "services/ecs/placement/request.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/ecs/model/task_network.h"
#include "services/ecs/model/task_volume.h"

namespace gantry::ecs::placement {

namespace {

using api::ecs::PlacementConstraintType;
using api::ecs::PlacementStrategyType;

constexpr std::size_t kMaxConstraints = 10;
constexpr std::size_t kMaxStrategies = 5;

Error invalid(std::string message) {
    return Error{ErrorKind::InvalidArgument, "InvalidParameterException", std::move(message), {}};
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

/// `expression` is that of a memberOf; the definition's constraints know no other type.
Result<Constraint> parse_member_of(const std::optional<std::string>& expression) {
    if (!expression || expression->empty()) {
        return invalid("A memberOf placement constraint must have an expression.");
    }
    Result<Query> query = Query::parse(*expression);
    if (!query) {
        return invalid(fmt::format(
            "Invalid placement constraint expression '{}': {}.", *expression, query.error().message
        ));
    }
    return Constraint{Constraint::Kind::MemberOf, std::move(*query)};
}

Result<Constraint> parse_constraint(const api::ecs::PlacementConstraint& constraint) {
    if (!constraint.type) return invalid("A placement constraint must have a type.");
    if (*constraint.type == PlacementConstraintType::MemberOf) {
        return parse_member_of(constraint.expression);
    }
    if (constraint.expression && !constraint.expression->empty()) {
        return invalid("distinctInstance expression should not be specified.");
    }
    return Constraint{};
}

Result<Strategy> parse_spread(const std::string& field) {
    constexpr std::string_view kAttribute = "attribute:";
    if (field == "instanceId" || field == "host") {
        return Strategy{Strategy::Kind::Spread, "instanceId"};
    }
    if (field.starts_with(kAttribute) && field.size() > kAttribute.size()) {
        return Strategy{Strategy::Kind::Spread, field.substr(kAttribute.size())};
    }
    return invalid(fmt::format("Invalid field '{}' for placement strategy spread.", field));
}

Result<Strategy> parse_binpack(const std::string& field) {
    const std::string resource = lower(field);
    if (resource == "cpu") return Strategy{Strategy::Kind::BinpackCpu, {}};
    if (resource == "memory") return Strategy{Strategy::Kind::BinpackMemory, {}};
    return invalid(fmt::format("Invalid field '{}' for placement strategy binpack.", field));
}

Result<Strategy> parse_strategy(const api::ecs::PlacementStrategy& strategy) {
    if (!strategy.type) return invalid("A placement strategy must have a type.");
    const std::string field = strategy.field.value_or("");
    switch (*strategy.type) {
        case PlacementStrategyType::Spread: return parse_spread(field);
        case PlacementStrategyType::Binpack: return parse_binpack(field);
        case PlacementStrategyType::Random: break;
    }
    return Strategy{};
}

std::vector<RequiredAttribute> required_attributes(const api::ecs::TaskDefinition& definition) {
    std::vector<RequiredAttribute> required;
    if (definition.requires_attributes) {
        for (const api::ecs::Attribute& attribute : *definition.requires_attributes) {
            required.push_back({attribute.name.value_or(""), attribute.value});
        }
    }
    if (definition.runtime_platform && definition.runtime_platform->cpu_architecture) {
        const auto architecture = reflect::to_text(*definition.runtime_platform->cpu_architecture);
        required.push_back({"ecs.cpu-architecture", lower(std::string(architecture))});
    }
    if (is_awsvpc(definition)) required.push_back({kNetworkAddress, std::nullopt});
    return required;
}

}  // namespace

Result<std::vector<Constraint>> parse_constraints(
    std::span<const api::ecs::PlacementConstraint> constraints
) {
    if (constraints.size() > kMaxConstraints) {
        return invalid("There can be at most 10 placement constraints.");
    }
    std::vector<Constraint> parsed;
    for (const api::ecs::PlacementConstraint& constraint : constraints) {
        Result<Constraint> one = parse_constraint(constraint);
        if (!one) return one.error();
        parsed.push_back(std::move(*one));
    }
    return parsed;
}

Result<std::vector<Strategy>> parse_strategies(
    std::span<const api::ecs::PlacementStrategy> strategies
) {
    if (strategies.size() > kMaxStrategies) {
        return invalid("There can be at most 5 placement strategies.");
    }
    std::vector<Strategy> parsed;
    for (const api::ecs::PlacementStrategy& strategy : strategies) {
        Result<Strategy> one = parse_strategy(strategy);
        if (!one) return one.error();
        parsed.push_back(std::move(*one));
    }
    return parsed;
}

std::vector<Strategy> default_service_strategies() {
    return {
        {Strategy::Kind::Spread, "ecs.availability-zone"},
        {Strategy::Kind::Spread, "instanceId"},
    };
}

Result<Request> request_for(const TaskDemand& demand) {
    Result<std::vector<Constraint>> constraints = parse_constraints(demand.constraints);
    if (!constraints) return constraints.error();
    Result<std::vector<Strategy>> strategies = parse_strategies(demand.strategies);
    if (!strategies) return strategies.error();
    if (demand.definition.placement_constraints) {
        for (const auto& constraint : *demand.definition.placement_constraints) {
            Result<Constraint> one = parse_member_of(constraint.expression);
            if (!one) return one.error();
            constraints->push_back(std::move(*one));
        }
    }
    if (constraints->size() > kMaxConstraints) {
        return invalid("There can be at most 10 placement constraints.");
    }
    if (demand.launch_type == api::ecs::LaunchType::Fargate) {
        strategies = std::vector<Strategy>{{Strategy::Kind::Spread, "instanceId"}};
    }
    std::vector<RequiredAttribute> attributes = required_attributes(demand.definition);
    if (volume_at_launch(demand.definition) != nullptr) {
        attributes.push_back({std::string(kTaskDisksAttribute), {}});
    }
    if (!demand.snapshot_store.empty()) {
        attributes.push_back({std::string(kSnapshotStoreAttribute), demand.snapshot_store});
    }
    if (demand.execute_command) attributes.push_back({"ecs.capability.execute-command", {}});
    return Request{
        .needs = demand.needs,
        .group = demand.group,
        .external = demand.launch_type == api::ecs::LaunchType::External,
        .zones = demand.zones,
        .attributes = std::move(attributes),
        .constraints = std::move(*constraints),
        .strategies = std::move(*strategies),
    };
}

}  // namespace gantry::ecs::placement
