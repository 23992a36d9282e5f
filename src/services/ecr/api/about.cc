#include "services/ecr/api/about.h"

#include "services/ecr/api/find.h"
#include "services/ecr/api/repositories.h"
#include "services/ecr/model/names.h"
#include "services/ecr/model/policy_text.h"
#include "services/ecr/model/templates.h"
#include "services/kms/port.h"

namespace gantry::ecr::about {

using service::Access;
using service::Resource;

namespace {

/// All repositories that a template with that prefix is for.
Resource made_from_template(const Call& call, const std::string& prefix) {
    const bool all = prefix == kRootPrefix;
    const std::string names = all ? "*" : prefix + (prefix.ends_with('/') ? "*" : "/*");
    return {repository_arn(call.scope, names)};
}

}  // namespace

Resource repository(
    const Tables& tables,
    const aws::Scope& scope,
    std::string_view name,
    std::string_view caller_account
) {
    Resource resource{repository_arn(scope, name)};
    const auto row = tables.repositories.find(repository_key(scope, name));
    if (row) {
        resource.context = service::resource_tags("ecr", row->tags);
        if (!row->policy.empty()) resource.policy = {.document = with_resources(row->policy)};
    }
    if (scope.account != caller_account) resource.account = scope.account;
    return resource;
}

void add_repository(
    const Call& call,
    const std::optional<std::string>& registry_id,
    const std::string& name,
    Access& access
) {
    const aws::Scope scope = registry_scope(call, registry_id);
    access.resources.push_back(repository(call.tables, scope, name, call.scope.account));
}

void add_by_arn(const Call& call, const std::string& arn, Access& access) {
    const auto named = parse_repository_arn(arn);
    if (!named) {
        access.resources.push_back({arn});
        return;
    }
    access.resources.push_back(
        repository(call.tables, named->scope, named->name, call.scope.account)
    );
}

void add_registry(const Call& call, const std::optional<std::string>& registry_id, Access& access) {
    const aws::Scope scope = registry_scope(call, registry_id);
    if (scope.account == call.scope.account) return;
    Resource other{repository_arn(scope, "*")};
    other.account = scope.account;
    access.resources.push_back(std::move(other));
}

void add_role(const std::optional<std::string>& role, Access& access) {
    if (!role || role->empty()) return;
    access.also.push_back({
        .action = "iam:PassRole",
        .resources = {{*role}},
        .context = {{"iam:PassedToService", {"ecr.amazonaws.com"}}},
    });
}

void add_given(
    const Call& call,
    const std::string& prefix,
    std::string_view action,
    const std::optional<std::string>& policy,
    Access& access
) {
    if (!policy || policy->empty()) return;
    access.also.push_back({
        .action = std::string(action),
        .resources = {made_from_template(call, prefix)},
        .context = {},
    });
}

void add_given_tags(
    const Call& call, const std::string& prefix, const std::optional<Tags>& tags, Access& access
) {
    if (!tags || tags->empty()) return;
    Access tagging{
        .action = "ecr:TagResource",
        .resources = {made_from_template(call, prefix)},
        .context = {},
    };
    service::add_request_tags(*tags, tagging.context);
    access.also.push_back(std::move(tagging));
}

void add_key(
    const Call& call,
    const aws::Scope& scope,
    const std::optional<api::ecr::EncryptionConfiguration>& encryption,
    Access& access
) {
    auto use = key_use(scope, encryption);
    if (!use) return;
    use->caller_account = call.scope.account;
    for (const std::string_view action : {"kms:CreateGrant", "kms:DescribeKey"}) {
        auto also = kms::key_access(call.services, *use, action);
        if (also) access.also.push_back(std::move(*also));
    }
}

void of_create(const Call& call, const api::ecr::CreateRepositoryRequest& input, Access& access) {
    const aws::Scope scope = registry_scope(call, input.registry_id);
    Resource made{repository_arn(scope, input.repository_name.value_or(""))};
    if (scope.account != call.scope.account) {
        made.account = scope.account;
        const auto registry = call.tables.registries.find(registry_key(scope));
        if (registry && !registry->policy.empty()) made.policy = {.document = registry->policy};
    }
    access.resources.push_back(made);
    if (input.tags && !input.tags->empty()) {
        service::add_request_tags(*input.tags, access.context);
        Access tagging{.action = "ecr:TagResource", .resources = {made}};
        tagging.context = access.context;
        access.also.push_back(std::move(tagging));
    }
    add_key(call, scope, input.encryption_configuration, access);
}

void of_describe(
    const Call& call, const api::ecr::DescribeRepositoriesRequest& input, Access& access
) {
    if (!input.repository_names || input.repository_names->empty()) {
        Resource all{repository_arn(registry_scope(call, input.registry_id), "*")};
        if (input.registry_id && *input.registry_id != call.scope.account) {
            all.account = *input.registry_id;
        }
        access.resources.push_back(std::move(all));
        return;
    }
    for (const std::string& name : *input.repository_names) {
        add_repository(call, input.registry_id, name, access);
    }
}

void of_scanning(
    const Call& call,
    const api::ecr::BatchGetRepositoryScanningConfigurationRequest& input,
    Access& access
) {
    for (const std::string& name : input.repository_names.value_or(std::vector<std::string>{})) {
        add_repository(call, std::nullopt, name, access);
    }
}

void of_referrers(
    const Call& call, const api::ecr::ListImageReferrersRequest& input, Access& access
) {
    access.action = "ecr:BatchGetImage";
    add_repository(call, input.registry_id, input.repository_name.value_or(""), access);
}

}  // namespace gantry::ecr::about
