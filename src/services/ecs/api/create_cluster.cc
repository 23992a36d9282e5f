#include <fmt/format.h>

#include "services/ecs/api/account_settings.h"
#include "services/ecs/api/capacity_provider_strategy.h"
#include "services/ecs/api/cluster_checks.h"
#include "services/ecs/api/cluster_view.h"
#include "services/ecs/api/clusters.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/names.h"
#include "services/ecs/api/tags.h"

namespace gantry::ecs {
namespace {

using api::ecs::ClusterSetting;
using api::ecs::ClusterSettingName;
using api::ecs::CreateClusterRequest;

Result<void> check(const Call& call, const CreateClusterRequest& input, const std::string& name) {
    if (!is_resource_name(name)) {
        return invalid_parameter(
            fmt::format("Cluster must match ^[a-zA-Z0-9\\-_]{{1,255}}$, but was {}", name)
        );
    }
    if (auto good = check_tags(input.tags); !good) return good;
    if (auto good = check_cluster_settings(input.settings); !good) return good;
    if (auto good = check_cluster_configuration(input.configuration); !good) return good;
    const auto providers = input.capacity_providers.value_or(std::vector<std::string>{});
    if (auto good = check_capacity_providers(call, providers); !good) return good;
    if (!input.default_capacity_provider_strategy) return {};
    return check_strategy(*input.default_capacity_provider_strategy, providers);
}

std::optional<api::ecs::ClusterServiceConnectDefaults> defaults_of(const CreateClusterRequest& input
) {
    if (!input.service_connect_defaults) return std::nullopt;
    return api::ecs::ClusterServiceConnectDefaults{input.service_connect_defaults->namespace_};
}

ClusterRow new_row(const Call& call, const CreateClusterRequest& input, const std::string& name) {
    const ClusterSetting insights{
        .name = ClusterSettingName::ContainerInsights,
        .value = effective_setting(call, api::ecs::SettingName::ContainerInsights),
    };
    ClusterRow row{
        .account = call.scope.account,
        .region = call.scope.region,
        .name = name,
        .settings = merge_cluster_settings(
            {insights}, input.settings.value_or(std::vector<ClusterSetting>{})
        ),
        .configuration = input.configuration,
        .capacity_providers = input.capacity_providers.value_or(std::vector<std::string>{}),
        .service_connect_defaults = defaults_of(input),
        .tags = merge_tags({}, input.tags.value_or(Tags{})),
        .created_at = call.now,
    };
    if (input.default_capacity_provider_strategy) {
        row.default_strategy = *input.default_capacity_provider_strategy;
    }
    return row;
}

/// A repeated request may leave things out, but not ask for something else.
bool is_repeat(const CreateClusterRequest& input, const ClusterRow& row, const ClusterRow& fresh) {
    return (!input.settings || fresh.settings == row.settings) &&
           (!input.configuration || fresh.configuration == row.configuration) &&
           (!input.capacity_providers || fresh.capacity_providers == row.capacity_providers) &&
           (!input.default_capacity_provider_strategy ||
            fresh.default_strategy == row.default_strategy) &&
           (!input.service_connect_defaults ||
            fresh.service_connect_defaults == row.service_connect_defaults);
}

}  // namespace

Result<api::ecs::CreateClusterResponse> create_cluster(
    Call& call, const CreateClusterRequest& input
) {
    const std::string name = input.cluster_name.value_or("default");
    if (auto good = check(call, input, name); !good) return good.error();

    const std::string key = cluster_key(call.scope, name);
    const auto existing = call.tx.get(call.tables.clusters, key);
    ClusterRow row = new_row(call, input, name);
    if (existing && existing->status != ClusterStatus::Inactive) {
        if (!is_repeat(input, *existing, row)) {
            return invalid_parameter(
                "Arguments on this idempotent request are inconsistent with arguments used in "
                "previous request(s)."
            );
        }
        row = *existing;
    } else {
        call.tx.put(call.tables.clusters, key, row);
    }
    const ClusterInclude include{.configurations = true, .settings = true, .tags = true};
    return api::ecs::CreateClusterResponse{.cluster = view_cluster(call, row, include)};
}

}  // namespace gantry::ecs
