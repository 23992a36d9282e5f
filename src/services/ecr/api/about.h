#pragma once

#include "api/ecr/batch_get_repository_scanning_configuration_request.h"
#include "api/ecr/create_repository_request.h"
#include "api/ecr/describe_repositories_request.h"
#include "api/ecr/list_image_referrers_request.h"
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

void add_by_arn(const Call& call, const std::string& arn, service::Access& access);

/// Of inputs with `resourceArn`, and the tags that are put or the keys of those that go.
inline constexpr auto kOfTagged = [](const Call& call, const auto& input, service::Access& access) {
    add_by_arn(call, input.resource_arn.value_or(""), access);
    if constexpr (requires { input.tags; }) {
        service::add_request_tags(input.tags.value_or(Tags{}), access.context);
    } else if constexpr (requires { input.tag_keys; }) {
        access.context.push_back(
            {"aws:TagKeys", input.tag_keys.value_or(std::vector<std::string>{})}
        );
    }
};

/// A whole registry: "*", where it is the caller's own.
void add_registry(
    const Call& call, const std::optional<std::string>& registry_id, service::Access& access
);
/// A role that ECR is to take on.
void add_role(const std::optional<std::string>& role, service::Access& access);

/// Of inputs with `registryId` that are about no single repository.
inline constexpr auto kOfRegistry = [](const Call& call, const auto& input, service::Access& access
                                    ) {
    add_registry(call, input.registry_id, access);
    if constexpr (requires { input.custom_role_arn; }) add_role(input.custom_role_arn, access);
};

inline constexpr auto kOfSetting = [](const Call&, const auto& input, service::Access& access) {
    access.context.push_back({"ecr:AccountSetting", {input.name.value_or("")}});
};

/// What repositories are to be given that are made from it: nobody gives by a template what he may
/// not give himself.
void add_given(
    const Call& call,
    const std::string& prefix,
    std::string_view action,
    const std::optional<std::string>& policy,
    service::Access& access
);
void add_given_tags(
    const Call& call,
    const std::string& prefix,
    const std::optional<Tags>& tags,
    service::Access& access
);
void add_key(
    const Call& call,
    const aws::Scope& scope,
    const std::optional<api::ecr::EncryptionConfiguration>& encryption,
    service::Access& access
);
inline constexpr auto kOfTemplate = [](const Call& call, const auto& input, service::Access& access
                                    ) {
    const std::string prefix = input.prefix.value_or("");
    add_given(call, prefix, "ecr:SetRepositoryPolicy", input.repository_policy, access);
    add_given(call, prefix, "ecr:PutLifecyclePolicy", input.lifecycle_policy, access);
    if (input.encryption_configuration) {
        const auto& encryption = *input.encryption_configuration;
        add_key(
            call,
            call.scope,
            api::ecr::EncryptionConfiguration{encryption.encryption_type, encryption.kms_key},
            access
        );
    }
    add_given_tags(call, prefix, input.resource_tags, access);
    add_role(input.custom_role_arn, access);
};

/// The repository, the tags that it is to have, and the key.
void of_create(const Call&, const api::ecr::CreateRepositoryRequest&, service::Access& access);
/// Those that are named; without names all there are.
void of_describe(
    const Call&, const api::ecr::DescribeRepositoriesRequest&, service::Access& access
);
void of_scanning(
    const Call&,
    const api::ecr::BatchGetRepositoryScanningConfigurationRequest&,
    service::Access& access
);
/// Asks for "ecr:BatchGetImage". Source: ECR API Reference, ListImageReferrers.
void of_referrers(const Call&, const api::ecr::ListImageReferrersRequest&, service::Access& access);

}  // namespace gantry::ecr::about
