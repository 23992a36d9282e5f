#pragma once

#include "api/ecr/create_pull_through_cache_rule_request.h"
#include "api/ecr/create_pull_through_cache_rule_response.h"
#include "api/ecr/delete_pull_through_cache_rule_request.h"
#include "api/ecr/delete_pull_through_cache_rule_response.h"
#include "api/ecr/describe_pull_through_cache_rules_request.h"
#include "api/ecr/describe_pull_through_cache_rules_response.h"
#include "api/ecr/update_pull_through_cache_rule_request.h"
#include "api/ecr/update_pull_through_cache_rule_response.h"
#include "services/ecr/api/call.h"

/// Pull through cache rules: kept, without effect. All have InvalidParameterException.
/// Source: ECR API Reference; ECR User Guide, "Sync an upstream registry with an Amazon ECR private
/// registry".
namespace gantry::ecr {

/// Errors: PullThroughCacheRuleAlreadyExistsException, UnsupportedUpstreamRegistryException,
/// LimitExceededException.
Result<api::ecr::CreatePullThroughCacheRuleResponse>
create_pull_through_cache_rule(Call&, const api::ecr::CreatePullThroughCacheRuleRequest&);
/// Errors: PullThroughCacheRuleNotFoundException.
Result<api::ecr::UpdatePullThroughCacheRuleResponse>
update_pull_through_cache_rule(Call&, const api::ecr::UpdatePullThroughCacheRuleRequest&);
/// Errors: PullThroughCacheRuleNotFoundException.
Result<api::ecr::DeletePullThroughCacheRuleResponse>
delete_pull_through_cache_rule(Call&, const api::ecr::DeletePullThroughCacheRuleRequest&);
/// Errors: PullThroughCacheRuleNotFoundException for the first of those named that is none.
Result<api::ecr::DescribePullThroughCacheRulesResponse>
describe_pull_through_cache_rules(Call&, const api::ecr::DescribePullThroughCacheRulesRequest&);

}  // namespace gantry::ecr
