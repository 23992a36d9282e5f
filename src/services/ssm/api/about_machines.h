#pragma once

#include "api/ssm/create_activation_request.h"
#include "api/ssm/update_managed_instance_role_request.h"
#include "service/authorizer.h"
#include "services/ssm/api/call.h"

/// What calls about machines are about, for policies; see about.h.
/// Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Systems
/// Manager".
namespace gantry::ssm::about {

/// A machine by its id, with its tags.
service::Resource machine(const Call& call, const std::string& id);

/// "*": activations are nothing that policies can name.
inline constexpr auto kOfAllThereIs = [](const Call&, const auto&, service::Access&) {};
inline constexpr auto kOfInstance = [](const Call& call, const auto& input, service::Access& access
                                    ) {
    access.resources.push_back(machine(call, input.instance_id.value_or("")));
};

/// iam:PassRole as well; of tags, what is asked for.
void of_new_activation(
    const Call& call, const api::ssm::CreateActivationRequest& input, service::Access& access
);
/// iam:PassRole as well.
void of_new_role(
    const Call& call,
    const api::ssm::UpdateManagedInstanceRoleRequest& input,
    service::Access& access
);

}  // namespace gantry::ssm::about
