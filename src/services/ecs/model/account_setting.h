#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "api/ecs/setting_name.h"
#include "services/ecs/model/arn.h"

namespace gantry::ecs {

/// What there is to know about one account setting.
struct SettingRule {
    api::ecs::SettingName name;
    std::string_view default_value;
    std::span<const std::string_view> values;  ///< those a user may write
    bool default_only = false;                 ///< only PutAccountSettingDefault takes it
    bool read_only = false;                    ///< AWS's own; users cannot write it
};

/// Every setting, in the order of their names.
std::span<const SettingRule> setting_rules();
const SettingRule& setting_rule(api::ecs::SettingName name);

/// Row key of a principal's setting; an empty principal is the account's default.
std::string account_setting_key(
    const Scope& scope, api::ecs::SettingName name, std::string_view principal
);

/// The value that a row has, if there is that row.
using StoredSetting = std::function<std::optional<std::string>(const std::string& key)>;

/// What a setting amounts to: the value of the principal itself wins over the account's default,
/// which wins over ECS's own. Source: API Reference, PutAccountSetting.
std::string effective_setting(
    const StoredSetting& stored,
    const Scope& scope,
    api::ecs::SettingName name,
    std::string_view principal
);

}  // namespace gantry::ecs
