#pragma once

#include <string>
#include <string_view>

#include "api/ssm/get_service_setting_request.h"
#include "api/ssm/get_service_setting_result.h"
#include "api/ssm/parameter_tier.h"
#include "api/ssm/reset_service_setting_request.h"
#include "api/ssm/reset_service_setting_result.h"
#include "api/ssm/update_service_setting_request.h"
#include "api/ssm/update_service_setting_result.h"
#include "services/ssm/api/call.h"

/// Settings of the account, of which there are those of Parameter Store.
/// Source: API Reference, UpdateServiceSetting.
namespace gantry::ssm {

/// Errors: ServiceSettingNotFound for all others.
Result<api::ssm::GetServiceSettingResult>
get_service_setting(Call&, const api::ssm::GetServiceSettingRequest&);
/// Errors: ServiceSettingNotFound, ValidationException.
Result<api::ssm::UpdateServiceSettingResult>
update_service_setting(Call&, const api::ssm::UpdateServiceSettingRequest&);
/// Answers with the setting as it is then. Errors: ServiceSettingNotFound.
Result<api::ssm::ResetServiceSettingResult>
reset_service_setting(Call&, const api::ssm::ResetServiceSettingRequest&);

/// The tier of parameters for which none is given.
api::ssm::ParameterTier default_tier(const Call& call);

/// `arn:aws:ssm:<region>:<account>:servicesetting/ssm/…`, of an id or of that itself.
std::string setting_arn(const aws::Scope& scope, std::string_view id);

}  // namespace gantry::ssm
