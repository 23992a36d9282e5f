#include "services/ssm/api/service_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "services/ssm/api/errors.h"

namespace gantry::ssm {
namespace {

using api::ssm::ParameterTier;
using api::ssm::ServiceSetting;

constexpr std::string_view kDefaultTier = "/ssm/parameter-store/default-parameter-tier";

/// A setting that there is. The first value is the default.
struct Known {
    std::string_view id;
    std::array<std::string_view, 3> values;
};
constexpr Known kSettings[] = {
    {kDefaultTier, {"Standard", "Advanced", "Intelligent-Tiering"}},
    {"/ssm/parameter-store/high-throughput-enabled", {"false", "true", ""}},
};

std::string prefix_of(const aws::Scope& scope) {
    return fmt::format(
        "arn:{}:ssm:{}:{}:servicesetting",
        aws::partition_of(scope.region),
        scope.region,
        scope.account
    );
}

/// Errors: ServiceSettingNotFound.
Result<const Known*> find_setting(const Call& call, std::string_view id) {
    const std::string arn = setting_arn(call.scope, id);
    for (const Known& known : kSettings) {
        if (setting_arn(call.scope, known.id) == arn) return &known;
    }
    return Error{
        ErrorKind::NotFound,
        "ServiceSettingNotFound",
        fmt::format("Setting {} is none of Parameter Store's; Gantry has no others.", id),
        {},
    };
}

std::string key_of(const Call& call, const Known& known) {
    return call.scope.prefix() + std::string(known.id);
}

ServiceSetting show(const Call& call, const Known& known) {
    ServiceSetting shown{
        .setting_id = std::string(known.id),
        .setting_value = std::string(known.values[0]),
        .arn = setting_arn(call.scope, known.id),
        .status = "Default",
    };
    if (const auto row = call.tx.get(call.tables.settings, key_of(call, known))) {
        shown.setting_value = row->value;
        shown.last_modified_date = row->modified;
        shown.last_modified_user = row->modified_by;
        shown.status = "Customized";
    }
    return shown;
}

}  // namespace

std::string setting_arn(const aws::Scope& scope, std::string_view id) {
    if (id.starts_with("arn:")) return std::string(id);
    return prefix_of(scope) + (id.starts_with('/') ? "" : "/") + std::string(id);
}

ParameterTier default_tier(const Call& call) {
    const auto row =
        call.tx.get(call.tables.settings, call.scope.prefix() + std::string(kDefaultTier));
    if (!row) return ParameterTier::Standard;
    return reflect::from_text<ParameterTier>(row->value).value_or(ParameterTier::Standard);
}

Result<api::ssm::GetServiceSettingResult> get_service_setting(
    Call& call, const api::ssm::GetServiceSettingRequest& input
) {
    const auto known = find_setting(call, input.setting_id.value_or(""));
    if (!known) return known.error();
    return api::ssm::GetServiceSettingResult{.service_setting = show(call, **known)};
}

Result<api::ssm::UpdateServiceSettingResult> update_service_setting(
    Call& call, const api::ssm::UpdateServiceSettingRequest& input
) {
    const auto known = find_setting(call, input.setting_id.value_or(""));
    if (!known) return known.error();
    const std::string value = input.setting_value.value_or("");
    const auto& values = (*known)->values;
    if (value.empty() || std::ranges::find(values, value) == values.end()) {
        return validation(fmt::format("{} is not a value of the setting {}.", value, (*known)->id));
    }
    SettingRow row{
        .id = std::string((*known)->id),
        .value = value,
        .modified = call.now,
        .modified_by = call.principal,
    };
    call.tx.put(call.tables.settings, key_of(call, **known), std::move(row));
    return api::ssm::UpdateServiceSettingResult{};
}

Result<api::ssm::ResetServiceSettingResult> reset_service_setting(
    Call& call, const api::ssm::ResetServiceSettingRequest& input
) {
    const auto known = find_setting(call, input.setting_id.value_or(""));
    if (!known) return known.error();
    const std::string key = key_of(call, **known);
    if (call.tx.get(call.tables.settings, key)) call.tx.erase(call.tables.settings, key);
    return api::ssm::ResetServiceSettingResult{.service_setting = show(call, **known)};
}

}  // namespace gantry::ssm
