#include "services/ecs/api/errors.h"

namespace gantry::ecs {
namespace {

Error make(ErrorKind kind, std::string code, std::string message) {
    return Error{kind, std::move(code), std::move(message), {}};
}

}  // namespace

Error api_error(std::string code, std::string message) {
    return make(ErrorKind::InvalidArgument, std::move(code), std::move(message));
}

Error invalid_parameter(std::string message) {
    return api_error("InvalidParameterException", std::move(message));
}

Error client_exception(std::string message) {
    return api_error("ClientException", std::move(message));
}

Error access_denied(std::string message) {
    return make(ErrorKind::Denied, "AccessDeniedException", std::move(message));
}

Error limit_exceeded(std::string message) {
    return make(ErrorKind::LimitExceeded, "LimitExceededException", std::move(message));
}

Error unsupported_feature(std::string message) {
    return api_error("UnsupportedFeatureException", std::move(message));
}

Error resource_in_use(std::string message) {
    return make(ErrorKind::Conflict, "ResourceInUseException", std::move(message));
}

Error update_in_progress(std::string message) {
    return make(ErrorKind::Conflict, "UpdateInProgressException", std::move(message));
}

Error resource_not_found(std::string message) {
    return make(ErrorKind::NotFound, "ResourceNotFoundException", std::move(message));
}

Error target_not_found(std::string message) {
    return make(ErrorKind::NotFound, "TargetNotFoundException", std::move(message));
}

Error conflict(std::string message, std::vector<std::string> resource_ids) {
    return Error{
        ErrorKind::Conflict, "ConflictException", std::move(message), std::move(resource_ids)
    };
}

Error cluster_not_found() {
    return make(ErrorKind::NotFound, "ClusterNotFoundException", "Cluster not found.");
}

Error cluster_inactive() {
    return make(
        ErrorKind::NotFound, "ClusterNotFoundException", "The referenced cluster was inactive."
    );
}

Error service_not_found() {
    return make(ErrorKind::NotFound, "ServiceNotFoundException", "Service not found.");
}

Error service_not_active() {
    return make(ErrorKind::Conflict, "ServiceNotActiveException", "Service was not ACTIVE.");
}

Error task_not_found() {
    return invalid_parameter("The referenced task was not found.");
}

Error container_instance_not_found() {
    return invalid_parameter("The referenced container instance was not found.");
}

Error container_instance_inactive() {
    return invalid_parameter("The referenced container instance is inactive.");
}

Error task_definition_missing() {
    return client_exception("TaskDefinition not found.");
}

}  // namespace gantry::ecs
