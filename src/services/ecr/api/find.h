#pragma once

#include <optional>
#include <string>

#include "services/ecr/api/call.h"
#include "services/ecr/model/images.h"

/// Repositories by what callers name them.
namespace gantry::ecr {

/// A repository that was named.
struct Found {
    aws::Scope scope;  ///< of its registry
    std::string key;
    RepositoryPtr repository;
};

/// The registry that is meant: the caller's own where none is named.
aws::Scope registry_scope(const Call& call, const std::optional<std::string>& registry_id);

/// What a registry has is for its own account. Errors: InvalidParameterException.
Result<aws::Scope> own_registry(const Call& call, const std::optional<std::string>& registry_id);

/// Those of other registries are there only where they have a policy; whether it lets the caller in
/// was asked before. Errors: RepositoryNotFoundException.
Result<Found> find_repository(
    const Call& call, const std::optional<std::string>& registry_id, const std::string& name
);

/// The repository that an input names by `registryId` and `repositoryName`.
template <class Input>
Result<Found> find_named(const Call& call, const Input& input) {
    return find_repository(call, input.registry_id, input.repository_name.value_or(""));
}

}  // namespace gantry::ecr
