#include "services/ecr/api/pull_through_rules.h"

#include <fmt/format.h>

#include <iterator>

#include "service/paging.h"
#include "services/ecr/api/checks.h"
#include "services/ecr/api/find.h"
#include "services/ecr/model/errors.h"

namespace gantry::ecr {
namespace {

using namespace api::ecr;  // NOLINT(google-build-using-namespace): names of shapes only

constexpr std::size_t kMaxPullThroughRules = 50;

struct Upstream {
    UpstreamRegistry registry;
    std::string_view url;  ///< what it ends with, where it begins with a dot
    bool needs_secret = false;
};

constexpr Upstream kUpstreams[] = {
    {UpstreamRegistry::EcrPublic, "public.ecr.aws"},
    {UpstreamRegistry::K8s, "registry.k8s.io"},
    {UpstreamRegistry::Quay, "quay.io"},
    {UpstreamRegistry::DockerHub, "registry-1.docker.io", true},
    {UpstreamRegistry::GithubContainerRegistry, "ghcr.io", true},
    {UpstreamRegistry::GitlabContainerRegistry, "registry.gitlab.com", true},
    {UpstreamRegistry::AzureContainerRegistry, ".azurecr.io", true},
    {UpstreamRegistry::Chainguard, "cgr.dev", true},
    {UpstreamRegistry::Ecr, ".amazonaws.com"},
};

const Upstream* find_upstream(std::string_view url) {
    for (const Upstream& upstream : kUpstreams) {
        const bool is_end = upstream.url.starts_with('.');
        if (is_end ? url.ends_with(upstream.url) : url == upstream.url) return &upstream;
    }
    return nullptr;
}

Result<Upstream> check_upstream(const CreatePullThroughCacheRuleRequest& input) {
    const Upstream* upstream = find_upstream(*input.upstream_registry_url);
    const bool as_named = upstream != nullptr && input.upstream_registry.value_or(upstream->registry
                                                 ) == upstream->registry;
    if (!as_named) {
        return ecr_error(
            ErrorKind::InvalidArgument,
            "UnsupportedUpstreamRegistryException",
            fmt::format("The upstream registry '{}' is not supported", *input.upstream_registry_url)
        );
    }
    if (upstream->needs_secret && !input.credential_arn) {
        return invalid_parameter(
            "Invalid parameter at 'credentialArn' failed to satisfy constraint: 'credentialArn is "
            "required for the upstream registry'"
        );
    }
    return *upstream;
}

std::string rule_key(const aws::Scope& scope, const std::string& prefix) {
    return scope.prefix() + prefix;
}

Error no_rule(const aws::Scope& scope, std::string_view prefix) {
    return ecr_error(
        ErrorKind::NotFound,
        "PullThroughCacheRuleNotFoundException",
        fmt::format(
            "The pull through cache rule with prefix '{}' does not exist in the registry with id "
            "'{}'",
            prefix,
            scope.account
        )
    );
}

/// The rule that an input names.
template <class Input>
Result<PullThroughCacheRule> find_rule(const Call& call, const Input& input) {
    const auto scope = own_registry(call, input.registry_id);
    if (!scope) return scope.error();
    const std::string& prefix = *input.ecr_repository_prefix;
    const auto row = call.tx.get(call.tables.pull_through_rules, rule_key(*scope, prefix));
    if (!row) return no_rule(*scope, prefix);
    return row->rule;
}

/// All that answers have of a rule, as far as their type has it.
template <class Output>
Output show(const PullThroughCacheRule& rule) {
    Output out;
    out.ecr_repository_prefix = rule.ecr_repository_prefix;
    out.registry_id = rule.registry_id;
    out.credential_arn = rule.credential_arn;
    out.custom_role_arn = rule.custom_role_arn;
    out.upstream_repository_prefix = rule.upstream_repository_prefix;
    if constexpr (requires { out.upstream_registry_url; }) {
        out.upstream_registry_url = rule.upstream_registry_url;
        out.created_at = rule.created_at;
    }
    if constexpr (requires { out.upstream_registry; })
        out.upstream_registry = rule.upstream_registry;
    if constexpr (requires { out.updated_at; }) out.updated_at = rule.updated_at;
    return out;
}

Result<DescribePullThroughCacheRulesResponse> describe_named(
    const Call& call, const aws::Scope& scope, const std::vector<std::string>& prefixes
) {
    DescribePullThroughCacheRulesResponse out;
    out.pull_through_cache_rules.emplace();
    for (const std::string& prefix : prefixes) {
        const auto row = call.tx.get(call.tables.pull_through_rules, rule_key(scope, prefix));
        if (!row) return no_rule(scope, prefix);
        out.pull_through_cache_rules->push_back(row->rule);
    }
    return out;
}

}  // namespace

Result<CreatePullThroughCacheRuleResponse> create_pull_through_cache_rule(
    Call& call, const CreatePullThroughCacheRuleRequest& input
) {
    const auto upstream = check_upstream(input);
    if (!upstream) return upstream.error();
    if (const auto own = own_registry(call, input.registry_id); !own) return own.error();
    const aws::Scope& scope = call.scope;
    const std::string key = rule_key(scope, *input.ecr_repository_prefix);
    if (call.tx.get(call.tables.pull_through_rules, key)) {
        return ecr_error(
            ErrorKind::Conflict,
            "PullThroughCacheRuleAlreadyExistsException",
            fmt::format(
                "A pull through cache rule already exists with prefix '{}' in the registry with id "
                "'{}'",
                *input.ecr_repository_prefix,
                scope.account
            )
        );
    }
    const auto rules = call.tables.pull_through_rules.with_prefix(scope.prefix());
    if (static_cast<std::size_t>(std::distance(rules.begin(), rules.end())) >=
        kMaxPullThroughRules) {
        return limit_exceeded(fmt::format(
            "The registry cannot have more than {} pull through cache rules.", kMaxPullThroughRules
        ));
    }
    PullThroughCacheRule rule{
        .ecr_repository_prefix = input.ecr_repository_prefix,
        .upstream_registry_url = input.upstream_registry_url,
        .created_at = call.now,
        .registry_id = scope.account,
        .credential_arn = input.credential_arn,
        .custom_role_arn = input.custom_role_arn,
        .upstream_repository_prefix = input.upstream_repository_prefix.value_or("ROOT"),
        .upstream_registry = upstream->registry,
        .updated_at = call.now,
    };
    auto out = show<CreatePullThroughCacheRuleResponse>(rule);
    call.tx.put(call.tables.pull_through_rules, key, PullThroughRow{std::move(rule)});
    return out;
}

Result<UpdatePullThroughCacheRuleResponse> update_pull_through_cache_rule(
    Call& call, const UpdatePullThroughCacheRuleRequest& input
) {
    auto rule = find_rule(call, input);
    if (!rule) return rule.error();
    if (!input.credential_arn && !input.custom_role_arn) {
        return invalid_parameter(
            "Invalid parameter: one of credentialArn and customRoleArn is required."
        );
    }
    if (input.credential_arn) rule->credential_arn = input.credential_arn;
    if (input.custom_role_arn) rule->custom_role_arn = input.custom_role_arn;
    rule->updated_at = call.now;
    const std::string key = rule_key(call.scope, *input.ecr_repository_prefix);
    call.tx.put(call.tables.pull_through_rules, key, PullThroughRow{*rule});
    return show<UpdatePullThroughCacheRuleResponse>(*rule);
}

Result<DeletePullThroughCacheRuleResponse> delete_pull_through_cache_rule(
    Call& call, const DeletePullThroughCacheRuleRequest& input
) {
    const auto rule = find_rule(call, input);
    if (!rule) return rule.error();
    const std::string key = rule_key(call.scope, *input.ecr_repository_prefix);
    call.tx.erase(call.tables.pull_through_rules, key);
    return show<DeletePullThroughCacheRuleResponse>(*rule);
}

Result<DescribePullThroughCacheRulesResponse> describe_pull_through_cache_rules(
    Call& call, const DescribePullThroughCacheRulesRequest& input
) {
    constexpr std::int32_t kPageSize = 100;
    if (const auto own = own_registry(call, input.registry_id); !own) return own.error();
    const aws::Scope& scope = call.scope;
    if (input.ecr_repository_prefixes && !input.ecr_repository_prefixes->empty()) {
        return describe_named(call, scope, *input.ecr_repository_prefixes);
    }
    const auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {"ecr:DescribePullThroughCacheRules " + scope.account,
         static_cast<std::size_t>(input.max_results.value_or(kPageSize)),
         input.next_token},
        service::rows_with_prefix(
            call.tables.pull_through_rules,
            scope.prefix(),
            [](const PullThroughRow&) { return true; }
        )
    );
    if (!page) return invalid_token();
    DescribePullThroughCacheRulesResponse out;
    out.pull_through_cache_rules.emplace();
    for (const std::string& key : page->keys) {
        out.pull_through_cache_rules->push_back(call.tables.pull_through_rules.find(key)->rule);
    }
    out.next_token = page->next;
    return out;
}

}  // namespace gantry::ecr
