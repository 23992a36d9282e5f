#include <algorithm>

#include "services/ecs/api/capacity_provider_rules.h"
#include "services/ecs/api/capacity_providers.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/tags.h"

namespace gantry::ecs {
namespace {

using api::ecs::CreateCapacityProviderRequest;

Result<void> check(const Call& call, const CreateCapacityProviderRequest& input) {
    const std::string& name = *input.name;
    if (auto good = check_new_provider_name(name); !good) return good;
    if (auto good = check_tags(input.tags); !good) return good;
    if (!input.auto_scaling_group_provider) {
        return invalid_parameter("An autoScalingGroupProvider must be specified.");
    }
    if (auto good = check_provider(*input.auto_scaling_group_provider); !good) return good;
    if (find_capacity_provider(call, name)) {
        return client_exception(
            "The specified capacity provider already exists. To change the configuration of an "
            "existing capacity provider, update the capacity provider."
        );
    }
    const auto& group = input.auto_scaling_group_provider->auto_scaling_group_arn;
    const auto others = call.tables.capacity_providers.with_prefix(call.scope.prefix());
    const bool taken = std::ranges::any_of(others, [&group](const auto& entry) {
        const auto& other = entry.second->provider.auto_scaling_group_provider;
        return other && other->auto_scaling_group_arn == group;
    });
    if (taken) {
        return client_exception(
            "The specified Auto Scaling group ARN is already being used by another capacity "
            "provider. Specify a unique Auto Scaling group ARN and try again."
        );
    }
    return {};
}

}  // namespace

Result<api::ecs::CreateCapacityProviderResponse> create_capacity_provider(
    Call& call, const CreateCapacityProviderRequest& input
) {
    if (auto good = check(call, input); !good) return good.error();
    api::ecs::CapacityProvider provider{
        .capacity_provider_arn = capacity_provider_arn(call.scope, *input.name),
        .name = input.name,
        .status = api::ecs::CapacityProviderStatus::Active,
        .auto_scaling_group_provider = input.auto_scaling_group_provider,
        .update_status = api::ecs::CapacityProviderUpdateStatus::CreateComplete,
        .tags = merge_tags({}, input.tags.value_or(Tags{})),
        .type = api::ecs::CapacityProviderType::Ec2Autoscaling,
    };
    fill_provider_defaults(*provider.auto_scaling_group_provider);
    call.tx.put(
        call.tables.capacity_providers,
        call.scope.prefix() + *input.name,
        CapacityProviderRow{
            .account = call.scope.account,
            .region = call.scope.region,
            .name = *input.name,
            .provider = provider,
        }
    );
    return api::ecs::CreateCapacityProviderResponse{.capacity_provider = std::move(provider)};
}

}  // namespace gantry::ecs
