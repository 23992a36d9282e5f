#include "services/ecs/api/account_setting_rules.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "base/reflect.h"
#include "services/ecs/api/errors.h"

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

Result<void> check_setting(const SettingRule& rule, const std::string& value) {
    const std::string_view name = reflect::to_text(rule.name);
    if (rule.read_only) {
        return invalid_parameter(
            fmt::format("The setting {} is managed by AWS and cannot be changed.", name)
        );
    }
    if (std::ranges::find(rule.values, value) != rule.values.end()) return {};
    if (name.ends_with("LongArnFormat") && value == "disabled") {
        // Terraform's provider matches on this text when it destroys a setting.
        return invalid_parameter("You can no longer disable Long Arn settings");
    }
    return invalid_parameter(fmt::format(
        "Invalid setting 'value'. Valid values for {}: {}.", name, fmt::join(rule.values, ", ")
    ));
}

std::string account_setting_key(const Scope& scope, Name name, std::string_view principal) {
    return fmt::format(
        "{}{}/{}",
        scope.prefix(),
        reflect::to_text(name),
        principal.empty() ? std::string_view("default") : principal
    );
}

}  // namespace gantry::ecs
