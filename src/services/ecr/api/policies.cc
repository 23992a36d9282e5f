#include "services/ecr/api/policies.h"

#include <fmt/format.h>

#include "services/ecr/api/find.h"
#include "services/ecr/api/registry_row.h"
#include "services/ecr/model/errors.h"
#include "services/ecr/model/policy_text.h"
#include "services/iam/port.h"

namespace gantry::ecr {
namespace {

using api::ecr::DeleteRegistryPolicyRequest;
using api::ecr::DeleteRegistryPolicyResponse;
using api::ecr::DeleteRepositoryPolicyRequest;
using api::ecr::DeleteRepositoryPolicyResponse;
using api::ecr::GetRegistryPolicyRequest;
using api::ecr::GetRegistryPolicyResponse;
using api::ecr::GetRepositoryPolicyRequest;
using api::ecr::GetRepositoryPolicyResponse;
using api::ecr::PutRegistryPolicyRequest;
using api::ecr::PutRegistryPolicyResponse;
using api::ecr::SetRepositoryPolicyRequest;
using api::ecr::SetRepositoryPolicyResponse;

Error bad_policy(std::string_view kind) {
    return invalid_parameter(fmt::format(
        "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid {} policy "
        "provided'",
        kind
    ));
}

/// The repository that an input names, where it has a policy.
template <class Input>
Result<Found> find_with_policy(const Call& call, const Input& input) {
    auto found = find_named(call, input);
    if (!found || !found->repository->policy.empty()) return found;
    return ecr_error(
        ErrorKind::NotFound,
        "RepositoryPolicyNotFoundException",
        fmt::format(
            "Repository policy does not exist for the repository with name '{}' in the registry "
            "with id '{}'",
            found->repository->name,
            found->scope.account
        )
    );
}

Error no_registry_policy(const Call& call) {
    return ecr_error(
        ErrorKind::NotFound,
        "RegistryPolicyNotFoundException",
        fmt::format(
            "Registry policy does not exist in the registry with id '{}'", call.scope.account
        )
    );
}

}  // namespace

Result<void> check_repository_policy(const std::string& text) {
    if (names_resources(text)) return bad_policy("repository");
    if (!iam::check_resource_policy(with_resources(text))) return bad_policy("repository");
    return {};
}

Result<SetRepositoryPolicyResponse> set_repository_policy(
    Call& call, const SetRepositoryPolicyRequest& input
) {
    const auto found = find_named(call, input);
    if (!found) return found.error();
    const std::string text = input.policy_text.value_or("");
    if (auto good = check_repository_policy(text); !good) return good.error();
    RepositoryRow row = *found->repository;
    row.policy = text;
    call.tx.put(call.tables.repositories, found->key, std::move(row));
    return SetRepositoryPolicyResponse{found->scope.account, found->repository->name, text};
}

Result<GetRepositoryPolicyResponse> get_repository_policy(
    Call& call, const GetRepositoryPolicyRequest& input
) {
    const auto found = find_with_policy(call, input);
    if (!found) return found.error();
    const RepositoryRow& row = *found->repository;
    return GetRepositoryPolicyResponse{found->scope.account, row.name, row.policy};
}

Result<DeleteRepositoryPolicyResponse> delete_repository_policy(
    Call& call, const DeleteRepositoryPolicyRequest& input
) {
    const auto found = find_with_policy(call, input);
    if (!found) return found.error();
    RepositoryRow row = *found->repository;
    row.policy.clear();
    call.tx.put(call.tables.repositories, found->key, std::move(row));
    return DeleteRepositoryPolicyResponse{
        found->scope.account, found->repository->name, found->repository->policy
    };
}

Result<PutRegistryPolicyResponse> put_registry_policy(
    Call& call, const PutRegistryPolicyRequest& input
) {
    const std::string text = input.policy_text.value_or("");
    if (!iam::check_resource_policy(text)) return bad_policy("registry");
    RegistryRow row = registry_row(call);
    row.policy = text;
    put_registry_row(call, std::move(row));
    return PutRegistryPolicyResponse{call.scope.account, text};
}

Result<GetRegistryPolicyResponse> get_registry_policy(
    Call& call, const GetRegistryPolicyRequest& /*input*/
) {
    const RegistryRow row = registry_row(call);
    if (row.policy.empty()) return no_registry_policy(call);
    return GetRegistryPolicyResponse{call.scope.account, row.policy};
}

Result<DeleteRegistryPolicyResponse> delete_registry_policy(
    Call& call, const DeleteRegistryPolicyRequest& /*input*/
) {
    RegistryRow row = registry_row(call);
    if (row.policy.empty()) return no_registry_policy(call);
    DeleteRegistryPolicyResponse out{call.scope.account, row.policy};
    row.policy.clear();
    put_registry_row(call, std::move(row));
    return out;
}

}  // namespace gantry::ecr
