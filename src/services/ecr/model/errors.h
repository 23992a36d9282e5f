#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

/// The exceptions of ECR as values, with the texts that clients match on.
/// Source: ECR API Reference, errors of each operation; answers of ECR.
namespace gantry::ecr {

Error invalid_parameter(std::string message);      ///< InvalidParameterException
Error invalid_tag_parameter(std::string message);  ///< InvalidTagParameterException
Error validation(std::string message);             ///< ValidationException
Error limit_exceeded(std::string message);         ///< LimitExceededException
Error server_error(std::string message);           ///< ServerException
/// UnsupportedOperationException: what Gantry does not do, decided by an operation.
Error not_done(std::string message);
/// Any other. @param code "ScanNotFoundException"
Error ecr_error(ErrorKind kind, std::string_view code, std::string message);

/// RepositoryNotFoundException. @param registry the account
Error repository_not_found(std::string_view registry, std::string_view name);
/// ImageNotFoundException. @param image `{imageDigest:'…', imageTag:'…'}`
Error image_not_found(
    std::string_view registry, std::string_view repository, std::string_view image
);

}  // namespace gantry::ecr
