#include "services/ecs/model/account_setting.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "base/reflect.h"

namespace gantry::ecs {
namespace {

using Name = api::ecs::SettingName;
using namespace std::string_view_literals;

constexpr std::array kOnlyEnabled{"enabled"sv};
constexpr std::array kSwitch{"enabled"sv, "disabled"sv};
constexpr std::array kOnOff{"on"sv, "off"sv};
constexpr std::array kInsights{"enhanced"sv, "enabled"sv, "disabled"sv};
constexpr std::array kRetirement{"0"sv, "7"sv, "14"sv};
constexpr std::array kLogModes{"blocking"sv, "non-blocking"sv};

constexpr std::array kRules{
    SettingRule{Name::AwsvpcTrunking, "disabled", kSwitch},
    SettingRule{Name::ContainerInsights, "disabled", kInsights},
    SettingRule{Name::ContainerInstanceLongArnFormat, "enabled", kOnlyEnabled},
    SettingRule{Name::DefaultLogDriverMode, "non-blocking", kLogModes},
    SettingRule{Name::DualStackIPv6, "enabled", kSwitch},
    SettingRule{Name::FargateEventWindows, "disabled", kSwitch},
    SettingRule{Name::FargateFIPSMode, "disabled", kSwitch},
    SettingRule{Name::FargateTaskRetirementWaitPeriod, "7", kRetirement, true},
    SettingRule{Name::GuardDutyActivate, "off", kOnOff, false, true},
    SettingRule{Name::ServiceLongArnFormat, "enabled", kOnlyEnabled},
    SettingRule{Name::TagResourceAuthorization, "off", kOnOff},
    SettingRule{Name::TaskLongArnFormat, "enabled", kOnlyEnabled},
};

}  // namespace

std::span<const SettingRule> setting_rules() {
    return kRules;
}

const SettingRule& setting_rule(Name name) {
    const auto found = std::ranges::find(kRules, name, &SettingRule::name);
    GANTRY_ASSERT(found != kRules.end());
    return *found;
}

std::string account_setting_key(const Scope& scope, Name name, std::string_view principal) {
    return fmt::format(
        "{}{}/{}",
        scope.prefix(),
        reflect::to_text(name),
        principal.empty() ? std::string_view("default") : principal
    );
}

std::string effective_setting(
    const StoredSetting& stored, const Scope& scope, Name name, std::string_view principal
) {
    if (auto own = stored(account_setting_key(scope, name, principal))) return *own;
    if (auto of_account = stored(account_setting_key(scope, name, ""))) return *of_account;
    return std::string(setting_rule(name).default_value);
}

}  // namespace gantry::ecs
