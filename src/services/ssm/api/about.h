#pragma once

#include "api/ssm/get_parameter_history_request.h"
#include "api/ssm/get_parameter_request.h"
#include "api/ssm/get_parameters_by_path_request.h"
#include "api/ssm/get_parameters_request.h"
#include "api/ssm/put_parameter_request.h"
#include "api/ssm/resource_type_for_tagging.h"
#include "service/access_tags.h"
#include "service/authorizer.h"
#include "services/ssm/api/call.h"
#include "services/ssm/api/find.h"
#include "services/ssm/api/service_settings.h"

/// What calls are about, for policies: third arguments of service::operation (operation_table.cc).
/// What is there or not makes no difference, but that tags and keys come from rows. Values that are
/// read decrypted need the right to decrypt with their key, and those that are written the right to
/// encrypt, where it is not SSM's own key.
/// Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Systems
/// Manager".
namespace gantry::ssm::about {

/// A parameter by name or ARN, with its tags; selectors say nothing.
service::Resource parameter(const Rows& rows, const aws::Scope& scope, const std::string& text);
service::Resource parameter(const Call& call, const std::string& text);
/// What has tags.
service::Resource tagged(
    const Call& call, std::optional<api::ssm::ResourceTypeForTagging> type, const std::string& id
);

inline constexpr auto kOfName = [](const Call& call, const auto& input, service::Access& access) {
    access.resources.push_back(parameter(call, input.name.value_or("")));
};
inline constexpr auto kOfNames = [](const Call& call, const auto& input, service::Access& access) {
    for (const std::string& name : input.names.value_or(std::vector<std::string>{})) {
        access.resources.push_back(parameter(call, name));
    }
};
inline constexpr auto kOfTagged = [](const Call& call, const auto& input, service::Access& access) {
    access.resources.push_back(tagged(call, input.resource_type, input.resource_id.value_or("")));
    if constexpr (requires { input.tags; }) {
        service::add_request_tags(input.tags.value_or(Tags{}), access.context);
    } else if constexpr (requires { input.tag_keys; }) {
        access.context.push_back(
            {"aws:TagKeys", input.tag_keys.value_or(std::vector<std::string>{})}
        );
    }
};
/// A setting of the account, by its id or its ARN.
inline constexpr auto kOfSetting = [](const Call& call, const auto& input, service::Access& access
                                   ) {
    access.resources.push_back({setting_arn(call.scope, input.setting_id.value_or(""))});
};
/// All parameters of the account in the Region.
inline constexpr auto kOfAll = [](const Call& call, const auto&, service::Access& access) {
    access.resources.push_back(
        {"arn:" + std::string(aws::partition_of(call.scope.region)) + ":ssm:" + call.scope.region +
         ":" + call.scope.account + ":*"}
    );
};

void of_put(const Call& call, const api::ssm::PutParameterRequest& input, service::Access& access);
void of_get(const Call& call, const api::ssm::GetParameterRequest& input, service::Access& access);
void of_get_some(
    const Call& call, const api::ssm::GetParametersRequest& input, service::Access& access
);
void of_path(
    const Call& call, const api::ssm::GetParametersByPathRequest& input, service::Access& access
);
void of_history(
    const Call& call, const api::ssm::GetParameterHistoryRequest& input, service::Access& access
);

}  // namespace gantry::ssm::about
