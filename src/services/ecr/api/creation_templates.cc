#include "services/ecr/api/creation_templates.h"

#include <fmt/format.h>

#include <iterator>

#include "service/paging.h"
#include "services/ecr/api/checks.h"
#include "services/ecr/api/policies.h"
#include "services/ecr/api/repositories.h"
#include "services/ecr/model/errors.h"
#include "services/ecr/model/lifecycle_policy.h"

namespace gantry::ecr {
namespace {

using namespace api::ecr;  // NOLINT(google-build-using-namespace): names of shapes only

constexpr std::size_t kMaxTemplates = 50;

/// "team/" is "team".
std::string bare_prefix(std::string prefix) {
    if (prefix.ends_with('/')) prefix.pop_back();
    return prefix;
}

std::string template_key(const Call& call, const std::string& prefix) {
    return call.scope.prefix() + bare_prefix(prefix);
}

Error no_template(const Call& call, std::string_view prefix) {
    return ecr_error(
        ErrorKind::NotFound,
        "TemplateNotFoundException",
        fmt::format(
            "The repository creation template with prefix '{}' does not exist in the registry with "
            "id '{}'",
            prefix,
            call.scope.account
        )
    );
}

/// That repositories can be made from it.
Result<void> check(const Call& call, const RepositoryCreationTemplate& what) {
    const auto filters = what.image_tag_mutability_exclusion_filters.value_or(ExclusionFilters{});
    auto good = check_mutability(*what.image_tag_mutability, filters);
    if (!good) return good;
    if (const auto tags = merge_tags({}, what.resource_tags.value_or(Tags{})); !tags) {
        return tags.error();
    }
    const std::string policy = what.repository_policy.value_or("");
    if (!policy.empty()) good = check_repository_policy(policy);
    if (!good) return good;
    const std::string lifecycle = what.lifecycle_policy.value_or("");
    if (!lifecycle.empty()) {
        if (const auto rules = read_lifecycle_policy(lifecycle); !rules) return rules.error();
    }
    EncryptionConfiguration encryption{
        what.encryption_configuration->encryption_type, std::nullopt
    };
    const std::string key = what.encryption_configuration->kms_key.value_or("");
    if (!key.empty()) encryption.kms_key = key;
    const auto read = read_encryption(call.services, call.tx, call.scope, encryption);
    if (!read) return read.error();
    return {};
}

/// What an input says, over what is there.
template <class Input>
void apply(const Input& input, RepositoryCreationTemplate& what) {
    const auto take = [](const auto& from, auto& to) {
        if (from) to = from;
    };
    take(input.description, what.description);
    take(input.encryption_configuration, what.encryption_configuration);
    take(input.resource_tags, what.resource_tags);
    take(input.image_tag_mutability, what.image_tag_mutability);
    // They go with the kind of mutability.
    if (input.image_tag_mutability || input.image_tag_mutability_exclusion_filters) {
        what.image_tag_mutability_exclusion_filters = input.image_tag_mutability_exclusion_filters;
    }
    take(input.repository_policy, what.repository_policy);
    take(input.lifecycle_policy, what.lifecycle_policy);
    take(input.applied_for, what.applied_for);
    take(input.custom_role_arn, what.custom_role_arn);
}

}  // namespace

Result<CreateRepositoryCreationTemplateResponse> create_repository_creation_template(
    Call& call, const CreateRepositoryCreationTemplateRequest& input
) {
    const std::string key = template_key(call, *input.prefix);
    if (call.tx.get(call.tables.templates, key)) {
        return ecr_error(
            ErrorKind::Conflict,
            "TemplateAlreadyExistsException",
            fmt::format(
                "The repository creation template with prefix '{}' already exists in the registry "
                "with id '{}'",
                *input.prefix,
                call.scope.account
            )
        );
    }
    const auto all = call.tables.templates.with_prefix(call.scope.prefix());
    if (static_cast<std::size_t>(std::distance(all.begin(), all.end())) >= kMaxTemplates) {
        return limit_exceeded(
            fmt::format("The registry cannot have more than {} templates.", kMaxTemplates)
        );
    }
    RepositoryCreationTemplate what{
        .prefix = bare_prefix(*input.prefix),
        .encryption_configuration =
            EncryptionConfigurationForRepositoryCreationTemplate{EncryptionType::Aes256, {}},
        .image_tag_mutability = ImageTagMutability::Mutable,
        .created_at = call.now,
        .updated_at = call.now,
    };
    apply(input, what);
    if (auto good = check(call, what); !good) return good.error();
    call.tx.put(call.tables.templates, key, TemplateRow{what});
    return CreateRepositoryCreationTemplateResponse{call.scope.account, std::move(what)};
}

Result<UpdateRepositoryCreationTemplateResponse> update_repository_creation_template(
    Call& call, const UpdateRepositoryCreationTemplateRequest& input
) {
    const std::string key = template_key(call, *input.prefix);
    const auto row = call.tx.get(call.tables.templates, key);
    if (!row) return no_template(call, *input.prefix);
    RepositoryCreationTemplate what = row->what;
    apply(input, what);
    what.updated_at = call.now;
    if (auto good = check(call, what); !good) return good.error();
    call.tx.put(call.tables.templates, key, TemplateRow{what});
    return UpdateRepositoryCreationTemplateResponse{call.scope.account, std::move(what)};
}

Result<DeleteRepositoryCreationTemplateResponse> delete_repository_creation_template(
    Call& call, const DeleteRepositoryCreationTemplateRequest& input
) {
    const std::string key = template_key(call, *input.prefix);
    const auto row = call.tx.get(call.tables.templates, key);
    if (!row) return no_template(call, *input.prefix);
    call.tx.erase(call.tables.templates, key);
    return DeleteRepositoryCreationTemplateResponse{call.scope.account, row->what};
}

Result<DescribeRepositoryCreationTemplatesResponse> describe_repository_creation_templates(
    Call& call, const DescribeRepositoryCreationTemplatesRequest& input
) {
    constexpr std::int32_t kPageSize = 100;
    DescribeRepositoryCreationTemplatesResponse out{.registry_id = call.scope.account};
    out.repository_creation_templates.emplace();
    if (input.prefixes && !input.prefixes->empty()) {
        for (const std::string& prefix : *input.prefixes) {
            const auto row = call.tx.get(call.tables.templates, template_key(call, prefix));
            if (row) out.repository_creation_templates->push_back(row->what);
        }
        return out;
    }
    const auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {"ecr:DescribeRepositoryCreationTemplates",
         static_cast<std::size_t>(input.max_results.value_or(kPageSize)),
         input.next_token},
        service::rows_with_prefix(
            call.tables.templates, call.scope.prefix(), [](const TemplateRow&) { return true; }
        )
    );
    if (!page) return invalid_token();
    for (const std::string& key : page->keys) {
        out.repository_creation_templates->push_back(call.tables.templates.find(key)->what);
    }
    out.next_token = page->next;
    return out;
}

}  // namespace gantry::ecr
