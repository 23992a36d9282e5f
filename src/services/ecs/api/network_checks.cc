#include "services/ecs/api/network_checks.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "services/ec2/port.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/model/task_network.h"

namespace gantry::ecs {
namespace {

constexpr std::size_t kMostSubnets = 16;
constexpr std::size_t kMostSecurityGroups = 5;

/// The VPC of all the subnets. Errors: one that is not there, or in another.
Result<std::string> vpc_of_subnets(const Call& call, const std::vector<std::string>& subnets) {
    std::string vpc;
    for (const std::string& id : subnets) {
        const auto subnet = ec2::find_subnet(call.services, call.scope, id);
        if (!subnet) {
            return invalid_parameter(fmt::format(
                "Error retrieving subnet information for [{0}]: The subnet ID '{0}' does not exist "
                "(ErrorCode: InvalidSubnetID.NotFound)",
                id
            ));
        }
        if (!vpc.empty() && subnet->vpc_id != vpc) {
            return invalid_parameter("Subnets must belong to the same VPC.");
        }
        vpc = subnet->vpc_id;
    }
    return vpc;
}

Result<void> check_groups(
    const Call& call, const std::vector<std::string>& groups, const std::string& vpc
) {
    for (const std::string& id : groups) {
        const auto found = ec2::vpc_of_group(call.services, call.scope, id);
        if (!found) {
            return invalid_parameter(fmt::format(
                "Error retrieving security group information for [{0}]: The security group '{0}' "
                "does not exist (ErrorCode: InvalidGroup.NotFound)",
                id
            ));
        }
        if (*found != vpc) {
            return invalid_parameter(fmt::format(
                "Security group {} does not appear to belong to the same VPC as the input subnets.",
                id
            ));
        }
    }
    return {};
}

}  // namespace

Result<void> check_network(
    const Call& call,
    const api::ecs::TaskDefinition& definition,
    const std::optional<api::ecs::NetworkConfiguration>& configuration
) {
    const auto wanted = network_asked_for(configuration);
    if (!is_awsvpc(definition)) {
        if (!wanted) return {};
        return invalid_parameter(
            "Network Configuration is not valid for the given networkMode of this task definition."
        );
    }
    if (!wanted) {
        return invalid_parameter(
            "Network Configuration must be provided when networkMode 'awsvpc' is specified."
        );
    }
    if (wanted->subnets.empty()) return invalid_parameter("subnets can not be empty.");
    if (wanted->subnets.size() > kMostSubnets) {
        return invalid_parameter("subnets can have at most 16 items.");
    }
    if (wanted->groups.size() > kMostSecurityGroups) {
        return invalid_parameter("securityGroups can have at most 5 items.");
    }
    const auto vpc = vpc_of_subnets(call, wanted->subnets);
    if (!vpc) return vpc.error();
    return check_groups(call, wanted->groups, *vpc);
}

Result<void> check_public_address(
    api::ecs::LaunchType launch_type,
    const std::optional<api::ecs::NetworkConfiguration>& configuration
) {
    const auto wanted = network_asked_for(configuration);
    if (!wanted || !wanted->assign_public_ip || launch_type == api::ecs::LaunchType::Fargate) {
        return {};
    }
    return invalid_parameter("Assign public IP is not supported for this launch type.");
}

}  // namespace gantry::ecs
