#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/ecs/capacity_provider_strategy_item.h"
#include "api/ecs/cluster_configuration.h"
#include "api/ecs/cluster_service_connect_defaults.h"
#include "api/ecs/cluster_setting.h"
#include "api/ecs/tag.h"
#include "base/reflect.h"
#include "services/ecs/model/arn.h"
#include "services/ecs/model/states.h"

namespace gantry::ecs {

/// A cluster. Key: cluster_key. Counts are not stored: they are counted when asked for.
struct ClusterRow {
    std::string account;
    std::string region;
    std::string name;
    ClusterStatus status = ClusterStatus::Active;
    std::vector<api::ecs::ClusterSetting> settings;
    std::optional<api::ecs::ClusterConfiguration> configuration;
    std::vector<std::string> capacity_providers;
    std::vector<api::ecs::CapacityProviderStrategyItem> default_strategy;
    std::optional<api::ecs::ClusterServiceConnectDefaults> service_connect_defaults;
    std::vector<api::ecs::Tag> tags;
    SysTime created_at;
    std::optional<SysTime> deleted_at;

    [[nodiscard]] Scope scope() const { return {account, region}; }
    [[nodiscard]] std::string arn() const { return cluster_arn(scope(), name); }
    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::ecs
