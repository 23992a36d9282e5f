#include "services/ecr/api/repositories.h"

#include <fmt/format.h>

#include "service/paging.h"
#include "services/ecr/api/checks.h"
#include "services/ecr/api/show.h"
#include "services/ecr/model/errors.h"
#include "services/ecr/model/names.h"
#include "services/ecr/model/repository_count.h"

namespace gantry::ecr {
namespace {

using api::ecr::CreateRepositoryRequest;
using api::ecr::CreateRepositoryResponse;
using api::ecr::DeleteRepositoryRequest;
using api::ecr::DeleteRepositoryResponse;
using api::ecr::DescribeRepositoriesRequest;
using api::ecr::DescribeRepositoriesResponse;
using api::ecr::EncryptionConfiguration;
using api::ecr::EncryptionType;
using api::ecr::ImageTagMutability;

Error already_there(const aws::Scope& scope, std::string_view name) {
    return ecr_error(
        ErrorKind::Conflict,
        "RepositoryAlreadyExistsException",
        fmt::format(
            "The repository with name '{}' already exists in the registry with id '{}'",
            name,
            scope.account
        )
    );
}

/// Another account's lets in only whom its policy names; that was asked before.
Result<void> check_registry(const Call& call, const std::optional<std::string>& registry_id) {
    const auto own = own_registry(call, registry_id);
    if (own) return {};
    const auto registry =
        call.tables.registries.find(registry_key(registry_scope(call, registry_id)));
    if (registry && !registry->policy.empty()) return {};
    return own.error();
}

Result<DescribeRepositoriesResponse> describe_named(
    Call& call, const DescribeRepositoriesRequest& input
) {
    if (input.max_results || input.next_token) {
        return invalid_parameter(
            "Invalid parameter: maxResults and nextToken cannot be used with repositoryNames."
        );
    }
    DescribeRepositoriesResponse out{.repositories = std::vector<api::ecr::Repository>{}};
    for (const std::string& name : *input.repository_names) {
        const auto found = find_repository(call, input.registry_id, name);
        if (!found) return found.error();
        out.repositories->push_back(show_repository(*found, call.settings.endpoint));
    }
    return out;
}

}  // namespace

std::optional<kms::Use> key_use(
    const aws::Scope& scope, const std::optional<EncryptionConfiguration>& encryption
) {
    if (!encryption || encryption->encryption_type == EncryptionType::Aes256) return std::nullopt;
    return kms::Use{
        .scope = scope,
        .service = "ecr",
        .key = encryption->kms_key.value_or(""),
        .context = {},
    };
}

Result<EncryptionConfiguration> read_encryption(
    const service::Registry& services,
    const core::Transaction& tx,
    const aws::Scope& scope,
    const std::optional<EncryptionConfiguration>& given
) {
    EncryptionConfiguration kept;
    kept.encryption_type =
        given ? given->encryption_type.value_or(EncryptionType::Aes256) : EncryptionType::Aes256;
    const auto use = key_use(scope, given);
    if (!use) {
        if (!given || given->kms_key.value_or("").empty()) return kept;
        return invalid_parameter(
            "Invalid parameter at 'encryptionConfiguration' failed to satisfy constraint: 'kmsKey "
            "must not be set when encryptionType is AES256'"
        );
    }
    const auto key = kms::find_usable_key(services, tx, *use);
    if (!key) {
        return ecr_error(ErrorKind::InvalidArgument, "KmsException", key.error().message);
    }
    if (!key->empty()) kept.kms_key = *key;
    return kept;
}

Result<CreateRepositoryResponse> create_repository(
    Call& call, const CreateRepositoryRequest& input
) {
    const std::string name = input.repository_name.value_or("");
    const auto mutability = input.image_tag_mutability.value_or(ImageTagMutability::Mutable);
    const auto filters = input.image_tag_mutability_exclusion_filters.value_or(ExclusionFilters{});
    if (auto good = check_mutability(mutability, filters); !good) return good.error();
    const auto tags = merge_tags({}, input.tags.value_or(Tags{}));
    if (!tags) return tags.error();
    if (auto good = check_registry(call, input.registry_id); !good) return good.error();
    Found found{registry_scope(call, input.registry_id), {}, nullptr};
    found.key = repository_key(found.scope, name);
    if (call.tx.get(call.tables.repositories, found.key)) return already_there(found.scope, name);
    auto encryption =
        read_encryption(call.services, call.tx, found.scope, input.encryption_configuration);
    if (!encryption) return encryption.error();
    if (auto good = check_repository_count(call.tables, found.scope); !good) return good.error();
    RepositoryRow row{
        .name = name,
        .created = call.now,
        .mutability = mutability,
        .exclusion_filters = filters,
        .encryption = std::move(*encryption),
        .policy = {},
        .lifecycle_policy = {},
        .lifecycle_evaluated = std::nullopt,
        .tags = *tags,
    };
    if (input.image_scanning_configuration) {
        row.scan_on_push = input.image_scanning_configuration->scan_on_push.value_or(false);
    }
    call.tx.put(call.tables.repositories, found.key, row);
    found.repository = std::make_shared<const RepositoryRow>(std::move(row));
    return CreateRepositoryResponse{.repository = show_repository(found, call.settings.endpoint)};
}

Result<DescribeRepositoriesResponse> describe_repositories(
    Call& call, const DescribeRepositoriesRequest& input
) {
    constexpr std::int32_t kPageSize = 100;
    if (input.repository_names && !input.repository_names->empty()) {
        return describe_named(call, input);
    }
    const aws::Scope scope = registry_scope(call, input.registry_id);
    const auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {"ecr:DescribeRepositories " + scope.account,
         static_cast<std::size_t>(input.max_results.value_or(kPageSize)),
         input.next_token},
        service::rows_with_prefix(
            call.tables.repositories,
            scope.prefix(),
            [own = scope.account == call.scope.account](const RepositoryRow& row) {
                return own || !row.policy.empty();
            }
        )
    );
    if (!page) return invalid_token();
    DescribeRepositoriesResponse out{.repositories = std::vector<api::ecr::Repository>{}};
    for (const std::string& key : page->keys) {
        const Found found{scope, key, call.tables.repositories.find(key)};
        out.repositories->push_back(show_repository(found, call.settings.endpoint));
    }
    out.next_token = page->next;
    return out;
}

Result<DeleteRepositoryResponse> delete_repository(
    Call& call, const DeleteRepositoryRequest& input
) {
    const auto found = find_named(call, input);
    if (!found) return found.error();
    const auto images = call.tables.images.with_prefix(members_prefix(found->key));
    if (!images.empty() && !input.force.value_or(false)) {
        return ecr_error(
            ErrorKind::Conflict,
            "RepositoryNotEmptyException",
            fmt::format(
                "The repository with name '{}' in registry with id '{}' cannot be deleted because "
                "it still contains images",
                found->repository->name,
                found->scope.account
            )
        );
    }
    for (const auto& [key, image] : images) erase_image(call.tx, call.tables, key);
    call.tx.erase(call.tables.previews, found->key);
    call.tx.erase(call.tables.repositories, found->key);
    return DeleteRepositoryResponse{.repository = show_repository(*found, call.settings.endpoint)};
}

}  // namespace gantry::ecr
