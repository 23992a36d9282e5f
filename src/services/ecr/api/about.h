#pragma once

#include "api/ecr/create_repository_request.h"
#include "api/ecr/describe_repositories_request.h"
#include "service/access_tags.h"
#include "service/authorizer.h"
#include "services/ecr/api/call.h"

/// What calls are about, for policies: third arguments of service::operation (operation_table.cc).
/// Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon
/// Elastic Container Registry".
namespace gantry::ecr::about {

/// A repository with its tags and its own policy, whether or not it is there.
/// @param caller_account the account of who asks
service::Resource repository(
    const Tables& tables,
    const aws::Scope& scope,
    std::string_view name,
    std::string_view caller_account
);

void add_repository(
    const Call& call,
    const std::optional<std::string>& registry_id,
    const std::string& name,
    service::Access& access
);

/// Of inputs with `registryId` and `repositoryName`.
inline constexpr auto kOfRepository =
    [](const Call& call, const auto& input, service::Access& access) {
        add_repository(call, input.registry_id, input.repository_name.value_or(""), access);
    };

/// The repository, the tags that it is to have, and the key.
void of_create(const Call&, const api::ecr::CreateRepositoryRequest&, service::Access& access);
/// Those that are named; without names all there are.
void of_describe(
    const Call&, const api::ecr::DescribeRepositoriesRequest&, service::Access& access
);

}  // namespace gantry::ecr::about
