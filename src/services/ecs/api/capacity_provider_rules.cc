#include "services/ecs/api/capacity_provider_rules.h"

#include <fmt/format.h>

#include <cctype>

#include "services/ecs/api/capacity_provider_strategy.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/names.h"

namespace gantry::ecs {
namespace {

using api::ecs::AutoScalingGroupProvider;
using api::ecs::CapacityProvider;
using api::ecs::CapacityProviderType;
using api::ecs::ManagedScaling;
using api::ecs::ManagedScalingStatus;

constexpr std::int32_t kMaxTargetCapacity = 100;
constexpr std::int32_t kMaxScalingStep = 10000;
constexpr std::int32_t kDefaultWarmupS = 300;

bool starts_with_any_case(std::string_view text, std::string_view lower_prefix) {
    if (text.size() < lower_prefix.size()) return false;
    for (std::size_t i = 0; i < lower_prefix.size(); ++i) {
        if (std::tolower(static_cast<unsigned char>(text[i])) != lower_prefix[i]) return false;
    }
    return true;
}

Result<void> check_range(
    std::string_view member, std::optional<std::int32_t> value, std::int32_t min, std::int32_t max
) {
    if (!value || (*value >= min && *value <= max)) return {};
    return invalid_parameter(fmt::format("{} must be between {} and {}.", member, min, max));
}

CapacityProvider fargate_provider(const Call& call, const std::string& name) {
    return {
        .capacity_provider_arn = capacity_provider_arn(call.scope, name),
        .name = name,
        .status = api::ecs::CapacityProviderStatus::Active,
        .type =
            name == "FARGATE" ? CapacityProviderType::Fargate : CapacityProviderType::FargateSpot,
    };
}

}  // namespace

Result<std::string> capacity_provider_name(const Call& call, std::string_view name_or_arn) {
    if (!looks_like_arn(name_or_arn)) return std::string(name_or_arn);
    const Result<Arn> arn = Arn::parse(name_or_arn, call.scope.account);
    if (!arn || arn->type != "capacity-provider" || !arn->is_of(call.scope)) {
        return invalid_parameter("Capacity Provider Identifier is invalid");
    }
    return arn->path;
}

std::optional<CapacityProvider> find_capacity_provider(const Call& call, const std::string& name) {
    if (is_fargate_provider(name)) return fargate_provider(call, name);
    const auto row = call.tx.get(call.tables.capacity_providers, call.scope.prefix() + name);
    if (!row) return std::nullopt;
    CapacityProvider provider = row->provider;
    provider.tags.reset();
    return provider;
}

Result<void> check_new_provider_name(const std::string& name) {
    if (!is_resource_name(name)) {
        return invalid_parameter(
            "The specified capacity provider name is invalid. Up to 255 characters are allowed, "
            "which include letters (upper and lowercase), numbers, underscores (_), and hyphens "
            "(-)."
        );
    }
    for (const std::string_view reserved : {"aws", "ecs", "fargate"}) {
        if (starts_with_any_case(name, reserved)) {
            return invalid_parameter(
                "The specified capacity provider name is invalid. It can not start with aws, ecs "
                "or fargate."
            );
        }
    }
    return {};
}

Result<void> check_provider(const AutoScalingGroupProvider& provider) {
    const ManagedScaling scaling = provider.managed_scaling.value_or(ManagedScaling{});
    const auto check = [](std::string_view member, const auto& value, std::int32_t max) {
        return check_range(member, value, 1, max);
    };
    if (auto good = check("targetCapacity", scaling.target_capacity, kMaxTargetCapacity); !good) {
        return good;
    }
    if (auto good =
            check("minimumScalingStepSize", scaling.minimum_scaling_step_size, kMaxScalingStep);
        !good) {
        return good;
    }
    if (auto good =
            check("maximumScalingStepSize", scaling.maximum_scaling_step_size, kMaxScalingStep);
        !good) {
        return good;
    }
    if (auto good =
            check_range("instanceWarmupPeriod", scaling.instance_warmup_period, 0, kMaxScalingStep);
        !good) {
        return good;
    }
    const bool protects =
        provider.managed_termination_protection == api::ecs::ManagedTerminationProtection::Enabled;
    if (protects && scaling.status != ManagedScalingStatus::Enabled) {
        return client_exception(
            "The managed termination protection setting for the capacity provider is invalid. To "
            "enable managed termination protection for a capacity provider, managed scaling must "
            "be enabled."
        );
    }
    return {};
}

void fill_provider_defaults(AutoScalingGroupProvider& provider) {
    const auto fill = [](auto& member, auto value) {
        if (!member) member = value;
    };
    ManagedScaling& scaling =
        provider.managed_scaling ? *provider.managed_scaling : provider.managed_scaling.emplace();
    fill(scaling.status, ManagedScalingStatus::Disabled);
    fill(scaling.target_capacity, kMaxTargetCapacity);
    fill(scaling.minimum_scaling_step_size, 1);
    fill(scaling.maximum_scaling_step_size, kMaxScalingStep);
    fill(scaling.instance_warmup_period, kDefaultWarmupS);
    fill(provider.managed_termination_protection, api::ecs::ManagedTerminationProtection::Disabled);
    fill(provider.managed_draining, api::ecs::ManagedDraining::Enabled);
}

}  // namespace gantry::ecs
