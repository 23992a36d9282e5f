#pragma once

#include <optional>

#include "api/ecr/create_repository_request.h"
#include "api/ecr/create_repository_response.h"
#include "api/ecr/delete_repository_request.h"
#include "api/ecr/delete_repository_response.h"
#include "api/ecr/describe_repositories_request.h"
#include "api/ecr/describe_repositories_response.h"
#include "services/ecr/api/call.h"
#include "services/ecr/api/find.h"
#include "services/kms/port.h"

/// Repositories. Source: ECR API Reference.
namespace gantry::ecr {

/// Errors: RepositoryAlreadyExistsException, InvalidParameterException,
/// InvalidTagParameterException, TooManyTagsException, LimitExceededException, KmsException for a
/// key that cannot be used.
Result<api::ecr::CreateRepositoryResponse>
create_repository(Call&, const api::ecr::CreateRepositoryRequest&);
/// Errors: RepositoryNotFoundException for the first of the names that is none,
/// InvalidParameterException.
Result<api::ecr::DescribeRepositoriesResponse>
describe_repositories(Call&, const api::ecr::DescribeRepositoriesRequest&);
/// Errors: RepositoryNotFoundException; RepositoryNotEmptyException unless it is forced.
Result<api::ecr::DeleteRepositoryResponse>
delete_repository(Call&, const api::ecr::DeleteRepositoryRequest&);

/// The key of KMS that a repository is to be encrypted with; nothing where it is none.
std::optional<kms::Use> key_use(
    const aws::Scope& scope, const std::optional<api::ecr::EncryptionConfiguration>& encryption
);

/// An encryption configuration as it is kept: AES256 where none is given, keys by their ARNs.
/// Errors: InvalidParameterException, KmsException.
Result<api::ecr::EncryptionConfiguration> read_encryption(
    const service::Registry& services,
    const core::Transaction& tx,
    const aws::Scope& scope,
    const std::optional<api::ecr::EncryptionConfiguration>& given
);

}  // namespace gantry::ecr
