#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/ecs/auto_scaling_group_provider.h"
#include "services/ecs/api/call.h"

namespace gantry::ecs {

/// The name in `name_or_arn`. Errors: InvalidParameterException for ARNs of something else.
Result<std::string> capacity_provider_name(const Call& call, std::string_view name_or_arn);

/// A provider as it is described, without its tags; nothing when there is none.
std::optional<api::ecs::CapacityProvider> find_capacity_provider(
    const Call& call, const std::string& name
);

/// Errors: ClientException / InvalidParameterException for names that are reserved or malformed.
Result<void> check_new_provider_name(const std::string& name);

/// Errors: InvalidParameterException for numbers out of range, and for managed termination
/// protection without managed scaling.
Result<void> check_provider(const api::ecs::AutoScalingGroupProvider& provider);

/// Fills in what was left out: no managed scaling, no termination protection, managed draining.
void fill_provider_defaults(api::ecs::AutoScalingGroupProvider& provider);

}  // namespace gantry::ecs
