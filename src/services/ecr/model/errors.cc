#include "services/ecr/model/errors.h"

#include <fmt/format.h>

namespace gantry::ecr {

Error ecr_error(ErrorKind kind, std::string_view code, std::string message) {
    return {kind, std::string(code), std::move(message), {}};
}

Error invalid_parameter(std::string message) {
    return ecr_error(ErrorKind::InvalidArgument, "InvalidParameterException", std::move(message));
}

Error invalid_tag_parameter(std::string message) {
    return ecr_error(
        ErrorKind::InvalidArgument, "InvalidTagParameterException", std::move(message)
    );
}

Error validation(std::string message) {
    return ecr_error(ErrorKind::InvalidArgument, "ValidationException", std::move(message));
}

Error limit_exceeded(std::string message) {
    return ecr_error(ErrorKind::LimitExceeded, "LimitExceededException", std::move(message));
}

Error server_error(std::string message) {
    return ecr_error(ErrorKind::Unavailable, "ServerException", std::move(message));
}

Error not_done(std::string message) {
    return ecr_error(
        ErrorKind::InvalidArgument, "UnsupportedOperationException", std::move(message)
    );
}

Error repository_not_found(std::string_view registry, std::string_view name) {
    return ecr_error(
        ErrorKind::NotFound,
        "RepositoryNotFoundException",
        fmt::format(
            "The repository with name '{}' does not exist in the registry with id '{}'",
            name,
            registry
        )
    );
}

Error image_not_found(
    std::string_view registry, std::string_view repository, std::string_view image
) {
    return ecr_error(
        ErrorKind::NotFound,
        "ImageNotFoundException",
        fmt::format(
            "The image with imageId {} does not exist within the repository with name '{}' in the "
            "registry with id '{}'",
            image,
            repository,
            registry
        )
    );
}

}  // namespace gantry::ecr
