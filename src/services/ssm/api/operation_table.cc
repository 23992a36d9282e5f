#include "services/ssm/api/operation_table.h"

#include <algorithm>
#include <array>

#include "services/ssm/api/about.h"
#include "services/ssm/api/about_machines.h"
#include "services/ssm/api/activations.h"
#include "services/ssm/api/labels.h"
#include "services/ssm/api/managed_instances.h"
#include "services/ssm/api/parameters.h"
#include "services/ssm/api/service_settings.h"
#include "services/ssm/api/tags.h"

namespace gantry::ssm {
namespace {

using service::operation;

constexpr std::array kOperations{
    operation<"AddTagsToResource", &add_tags_to_resource, about::kOfTagged>(),
    operation<"CreateActivation", &create_activation, &about::of_new_activation>(),
    operation<"DeleteActivation", &delete_activation, about::kOfAllThereIs>(),
    operation<"DeleteParameter", &delete_parameter, about::kOfName>(),
    operation<"DeleteParameters", &delete_parameters, about::kOfNames>(),
    operation<"DeregisterManagedInstance", &deregister_managed_instance, about::kOfInstance>(),
    operation<"DescribeActivations", &describe_activations, about::kOfAllThereIs>(),
    operation<"DescribeInstanceInformation", &describe_instance_information, about::kOfAllThereIs>(
    ),
    operation<"DescribeParameters", &describe_parameters, about::kOfAll>(),
    operation<"GetParameter", &get_parameter, &about::of_get>(),
    operation<"GetParameterHistory", &get_parameter_history, &about::of_history>(),
    operation<"GetParameters", &get_parameters, &about::of_get_some>(),
    operation<"GetParametersByPath", &get_parameters_by_path, &about::of_path>(),
    operation<"GetServiceSetting", &get_service_setting, about::kOfSetting>(),
    operation<"LabelParameterVersion", &label_parameter_version, about::kOfName>(),
    operation<"ListTagsForResource", &list_tags_for_resource, about::kOfTagged>(),
    operation<"PutParameter", &put_parameter, &about::of_put>(),
    operation<"RemoveTagsFromResource", &remove_tags_from_resource, about::kOfTagged>(),
    operation<"ResetServiceSetting", &reset_service_setting, about::kOfSetting>(),
    operation<"UnlabelParameterVersion", &unlabel_parameter_version, about::kOfName>(),
    operation<"UpdateManagedInstanceRole", &update_managed_instance_role, &about::of_new_role>(),
    operation<"UpdateServiceSetting", &update_service_setting, about::kOfSetting>(),
};

static_assert(std::ranges::is_sorted(kOperations, {}, &service::Operation::name));

}  // namespace

std::span<const service::Operation> operations() {
    return kOperations;
}

}  // namespace gantry::ssm
