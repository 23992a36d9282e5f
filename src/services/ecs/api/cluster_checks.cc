#include "services/ecs/api/cluster_checks.h"

#include <algorithm>

#include "services/ecs/api/account_settings.h"
#include "services/ecs/api/errors.h"

namespace gantry::ecs {

using api::ecs::ClusterSetting;
using api::ecs::ExecuteCommandLogging;

Result<void> check_cluster_settings(const std::optional<std::vector<ClusterSetting>>& settings) {
    if (!settings) return {};
    for (const ClusterSetting& setting : *settings) {
        if (!setting.name) return invalid_parameter("Setting name should not be null or empty.");
        // The only cluster setting has the values of the account setting of the same name.
        const SettingRule& rule = setting_rule(api::ecs::SettingName::ContainerInsights);
        if (auto good = check_setting(rule, setting.value.value_or("")); !good) return good;
    }
    return {};
}

Result<void> check_cluster_configuration(
    const std::optional<api::ecs::ClusterConfiguration>& configuration
) {
    if (!configuration || !configuration->execute_command_configuration) return {};
    const auto& execute = *configuration->execute_command_configuration;
    const bool overrides = execute.logging == ExecuteCommandLogging::Override;
    if (overrides && !execute.log_configuration) {
        return invalid_parameter(
            "A logConfiguration must be specified when the execute command logging is OVERRIDE."
        );
    }
    if (!overrides && execute.log_configuration) {
        return invalid_parameter(
            "A logConfiguration can only be specified when the execute command logging is OVERRIDE."
        );
    }
    return {};
}

std::vector<ClusterSetting> merge_cluster_settings(
    std::vector<ClusterSetting> current, const std::vector<ClusterSetting>& changed
) {
    for (const ClusterSetting& setting : changed) {
        const auto same = std::ranges::find(current, setting.name, &ClusterSetting::name);
        if (same == current.end()) {
            current.push_back(setting);
        } else {
            *same = setting;
        }
    }
    return current;
}

}  // namespace gantry::ecs
