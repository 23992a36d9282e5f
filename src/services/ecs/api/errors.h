#pragma once

#include <string>
#include <vector>

#include "base/result.h"

/// The exceptions of the ECS API as values, with the texts that clients match on.
/// Source: API Reference, Common Errors and the errors of each operation.
namespace gantry::ecs {

/// Any modelled exception. `code` is its bare name; kind InvalidArgument (HTTP 400).
Error api_error(std::string code, std::string message);

Error invalid_parameter(std::string message);    ///< InvalidParameterException
Error client_exception(std::string message);     ///< ClientException
Error access_denied(std::string message);        ///< AccessDeniedException
Error limit_exceeded(std::string message);       ///< LimitExceededException
Error unsupported_feature(std::string message);  ///< UnsupportedFeatureException
Error resource_in_use(std::string message);      ///< ResourceInUseException
Error update_in_progress(std::string message);   ///< UpdateInProgressException
Error resource_not_found(std::string message);   ///< ResourceNotFoundException
Error target_not_found(std::string message);     ///< TargetNotFoundException
/// ConflictException; `resource_ids` are the ARNs that stand in the way.
Error conflict(std::string message, std::vector<std::string> resource_ids);

Error cluster_not_found();             ///< ClusterNotFoundException "Cluster not found."
Error cluster_inactive();              ///< ClusterNotFoundException, the cluster was deleted
Error service_not_found();             ///< ServiceNotFoundException "Service not found."
Error service_not_active();            ///< ServiceNotActiveException "Service was not ACTIVE."
Error task_not_found();                ///< InvalidParameterException, unknown or expired task
Error container_instance_not_found();  ///< InvalidParameterException
Error container_instance_inactive();   ///< InvalidParameterException, it was deregistered
Error task_definition_missing();       ///< ClientException "TaskDefinition not found."

}  // namespace gantry::ecs
