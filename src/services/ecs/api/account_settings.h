#pragma once

#include <string>

#include "api/ecs/delete_account_setting_request.h"
#include "api/ecs/delete_account_setting_response.h"
#include "api/ecs/list_account_settings_request.h"
#include "api/ecs/list_account_settings_response.h"
#include "api/ecs/put_account_setting_default_request.h"
#include "api/ecs/put_account_setting_default_response.h"
#include "api/ecs/put_account_setting_request.h"
#include "api/ecs/put_account_setting_response.h"
#include "services/ecs/api/call.h"
#include "services/ecs/model/account_setting.h"

/// Account settings: a value of one principal wins over the account's default, which wins over
/// ECS's own. Source: API Reference, PutAccountSetting; Developer Guide, account settings.
namespace gantry::ecs {

Result<api::ecs::PutAccountSettingResponse> put_account_setting(
    Call& call, const api::ecs::PutAccountSettingRequest& input
);
Result<api::ecs::PutAccountSettingDefaultResponse> put_account_setting_default(
    Call& call, const api::ecs::PutAccountSettingDefaultRequest& input
);
Result<api::ecs::DeleteAccountSettingResponse> delete_account_setting(
    Call& call, const api::ecs::DeleteAccountSettingRequest& input
);
Result<api::ecs::ListAccountSettingsResponse> list_account_settings(
    Call& call, const api::ecs::ListAccountSettingsRequest& input
);

/// Errors: InvalidParameterException when users may not write this value.
Result<void> check_setting(const SettingRule& rule, const std::string& value);

/// What a setting amounts to for a principal (for the caller, where none is named).
std::string effective_setting(const Call& call, api::ecs::SettingName name);
std::string effective_setting(
    const Call& call, api::ecs::SettingName name, const std::string& principal
);

}  // namespace gantry::ecs
