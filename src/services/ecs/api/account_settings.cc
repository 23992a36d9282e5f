#include "services/ecs/api/account_settings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "services/ecs/api/errors.h"
#include "services/ecs/api/paging.h"

namespace gantry::ecs {
namespace {

using api::ecs::Setting;
using api::ecs::SettingName;
using api::ecs::SettingType;

constexpr PageLimits kSettingPages{.max = 10, .default_count = 10};

Setting describe(SettingName name, std::string value, const std::string& principal) {
    return {
        .name = name,
        .value = std::move(value),
        .principal_arn = principal,
        .type = setting_rule(name).read_only ? SettingType::AwsManaged : SettingType::User,
    };
}

/// The principal a request is about: the caller, unless it names one of its account.
Result<std::string> principal_of(const Call& call, const std::optional<std::string>& named) {
    if (!named || named->empty() || *named == call.principal) return call.principal;
    if (!named->starts_with(iam_prefix(call.scope))) {
        return invalid_parameter("The specified principalArn is not valid: " + *named);
    }
    return *named;
}

/// Stores a value of a principal, or the account's default where it is empty.
Result<void> put(
    Call& call, SettingName name, const std::string& value, const std::string& principal
) {
    if (auto good = check_setting(setting_rule(name), value); !good) return good;
    call.tx.put(
        call.tables.account_settings,
        account_setting_key(call.scope, name, principal),
        AccountSettingRow{
            .account = call.scope.account,
            .region = call.scope.region,
            .principal_arn = principal,
            .name = std::string(reflect::to_text(name)),
            .value = value,
        }
    );
    return {};
}

StoredSetting stored_in(const Call& call) {
    return [&call](const std::string& key) -> std::optional<std::string> {
        const auto row = call.tx.get(call.tables.account_settings, key);
        return row ? std::optional(row->value) : std::nullopt;
    };
}

bool wanted(const api::ecs::ListAccountSettingsRequest& input, const Setting& setting) {
    return (!input.name || input.name == setting.name) &&
           (!input.value || input.value == setting.value);
}

/// The own values of a principal, or what every setting amounts to for it.
std::vector<Setting> settings_of(
    const Call& call,
    const api::ecs::ListAccountSettingsRequest& input,
    const std::string& principal
) {
    std::vector<Setting> settings;
    const StoredSetting stored = stored_in(call);
    for (const SettingRule& rule : setting_rules()) {
        const auto own = stored(account_setting_key(call.scope, rule.name, principal));
        if (!own && !input.effective_settings) continue;
        const std::string value =
            input.effective_settings ? effective_setting(call, rule.name, principal) : *own;
        Setting setting = describe(rule.name, value, principal);
        if (wanted(input, setting)) settings.push_back(std::move(setting));
    }
    return settings;
}

std::string name_key(const Setting& setting) {
    return std::string(reflect::to_text(*setting.name));
}

}  // namespace

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

std::string effective_setting(const Call& call, SettingName name, const std::string& principal) {
    return effective_setting(stored_in(call), call.scope, name, principal);
}

std::string effective_setting(const Call& call, SettingName name) {
    return effective_setting(call, name, call.principal);
}

Result<api::ecs::PutAccountSettingResponse> put_account_setting(
    Call& call, const api::ecs::PutAccountSettingRequest& input
) {
    if (setting_rule(*input.name).default_only) {
        return invalid_parameter(
            "The setting can only be changed for the whole account: use PutAccountSettingDefault."
        );
    }
    const Result<std::string> principal = principal_of(call, input.principal_arn);
    if (!principal) return principal.error();
    if (auto done = put(call, *input.name, *input.value, *principal); !done) return done.error();
    return api::ecs::PutAccountSettingResponse{
        .setting = describe(*input.name, *input.value, *principal)
    };
}

Result<api::ecs::PutAccountSettingDefaultResponse> put_account_setting_default(
    Call& call, const api::ecs::PutAccountSettingDefaultRequest& input
) {
    if (auto done = put(call, *input.name, *input.value, ""); !done) return done.error();
    return api::ecs::PutAccountSettingDefaultResponse{
        .setting = describe(*input.name, *input.value, root_arn(call.scope))
    };
}

Result<api::ecs::DeleteAccountSettingResponse> delete_account_setting(
    Call& call, const api::ecs::DeleteAccountSettingRequest& input
) {
    const Result<std::string> principal = principal_of(call, input.principal_arn);
    if (!principal) return principal.error();
    const std::string key = account_setting_key(call.scope, *input.name, *principal);
    call.tx.erase(call.tables.account_settings, key);
    return api::ecs::DeleteAccountSettingResponse{
        .setting =
            describe(*input.name, effective_setting(call, *input.name, *principal), *principal)
    };
}

Result<api::ecs::ListAccountSettingsResponse> list_account_settings(
    Call& call, const api::ecs::ListAccountSettingsRequest& input
) {
    if (input.value && !input.name) {
        return invalid_parameter("A setting name must be specified with a value.");
    }
    const Result<std::string> principal = principal_of(call, input.principal_arn);
    if (!principal) return principal.error();
    const std::vector<Setting> settings = settings_of(call, input, *principal);

    PageRequest request{
        .operation = "ListAccountSettings",
        .filter = *principal,
        .next_token = input.next_token,
        .limits = kSettingPages,
    };
    if (input.max_results != 0) request.max_results = input.max_results;
    std::vector<std::string> keys;
    std::ranges::transform(settings, std::back_inserter(keys), name_key);
    const Result<Page> page = take_page(call, request, sorted_keys(std::move(keys)));
    if (!page) return page.error();

    api::ecs::ListAccountSettingsResponse output{.next_token = page->next_token};
    output.settings.emplace();
    for (const std::string& key : page->keys) {
        output.settings->push_back(*std::ranges::find(settings, key, name_key));
    }
    return output;
}

}  // namespace gantry::ecs
