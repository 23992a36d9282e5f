#include "services/ecr/api/operation_table.h"

#include <algorithm>
#include <array>

#include "services/ecr/api/about.h"
#include "services/ecr/api/authorization.h"
#include "services/ecr/api/creation_templates.h"
#include "services/ecr/api/images.h"
#include "services/ecr/api/lifecycle_policies.h"
#include "services/ecr/api/policies.h"
#include "services/ecr/api/pull_through_rules.h"
#include "services/ecr/api/refused.h"
#include "services/ecr/api/registry_settings.h"
#include "services/ecr/api/repositories.h"
#include "services/ecr/api/repository_settings.h"

namespace gantry::ecr {
namespace {

using about::kOfRepository;
using about::kOfTagged;
using service::operation;
using namespace api::ecr;  // NOLINT(google-build-using-namespace): names of shapes only

// clang-format off
constexpr std::array kOperations{
    operation<"BatchCheckLayerAvailability", &refuse_layers<BatchCheckLayerAvailabilityResponse, BatchCheckLayerAvailabilityRequest>, kOfRepository>(),
    operation<"BatchDeleteImage", &batch_delete_image, kOfRepository>(),
    operation<"BatchGetImage", &batch_get_image, kOfRepository>(),
    operation<"BatchGetRepositoryScanningConfiguration", &batch_get_repository_scanning_configuration, &about::of_scanning>(),
    operation<"CompleteLayerUpload", &refuse_layers<CompleteLayerUploadResponse, CompleteLayerUploadRequest>, kOfRepository>(),
    operation<"CreatePullThroughCacheRule", &create_pull_through_cache_rule, about::kOfRegistry>(),
    operation<"CreateRepository", &create_repository, &about::of_create>(),
    operation<"CreateRepositoryCreationTemplate", &create_repository_creation_template, about::kOfTemplate>(),
    operation<"DeleteLifecyclePolicy", &delete_lifecycle_policy, kOfRepository>(),
    operation<"DeletePullThroughCacheRule", &delete_pull_through_cache_rule, about::kOfRegistry>(),
    operation<"DeleteRegistryPolicy", &delete_registry_policy>(),
    operation<"DeleteRepository", &delete_repository, kOfRepository>(),
    operation<"DeleteRepositoryCreationTemplate", &delete_repository_creation_template>(),
    operation<"DeleteRepositoryPolicy", &delete_repository_policy, kOfRepository>(),
    operation<"DeregisterPullTimeUpdateExclusion", &deregister_pull_time_update_exclusion>(),
    operation<"DescribeImageReplicationStatus", &describe_image_replication_status, kOfRepository>(),
    operation<"DescribeImageScanFindings", &describe_image_scan_findings, kOfRepository>(),
    operation<"DescribeImages", &describe_images, kOfRepository>(),
    operation<"DescribePullThroughCacheRules", &describe_pull_through_cache_rules, about::kOfRegistry>(),
    operation<"DescribeRegistry", &describe_registry>(),
    operation<"DescribeRepositories", &describe_repositories, &about::of_describe>(),
    operation<"DescribeRepositoryCreationTemplates", &describe_repository_creation_templates>(),
    operation<"GetAccountSetting", &get_account_setting, about::kOfSetting>(),
    operation<"GetAuthorizationToken", &get_authorization_token>(),
    operation<"GetDownloadUrlForLayer", &refuse_layers<GetDownloadUrlForLayerResponse, GetDownloadUrlForLayerRequest>, kOfRepository>(),
    operation<"GetLifecyclePolicy", &get_lifecycle_policy, kOfRepository>(),
    operation<"GetLifecyclePolicyPreview", &get_lifecycle_policy_preview, kOfRepository>(),
    operation<"GetRegistryPolicy", &get_registry_policy>(),
    operation<"GetRegistryScanningConfiguration", &get_registry_scanning_configuration>(),
    operation<"GetRepositoryPolicy", &get_repository_policy, kOfRepository>(),
    operation<"InitiateLayerUpload", &refuse_layers<InitiateLayerUploadResponse, InitiateLayerUploadRequest>, kOfRepository>(),
    operation<"ListImageReferrers", &list_image_referrers, &about::of_referrers>(),
    operation<"ListImages", &list_images, kOfRepository>(),
    operation<"ListPullTimeUpdateExclusions", &list_pull_time_update_exclusions>(),
    operation<"ListTagsForResource", &list_tags_for_resource, kOfTagged>(),
    operation<"PutAccountSetting", &put_account_setting, about::kOfSetting>(),
    operation<"PutImage", &put_image, kOfRepository>(),
    operation<"PutImageScanningConfiguration", &put_image_scanning_configuration, kOfRepository>(),
    operation<"PutImageTagMutability", &put_image_tag_mutability, kOfRepository>(),
    operation<"PutLifecyclePolicy", &put_lifecycle_policy, kOfRepository>(),
    operation<"PutRegistryPolicy", &put_registry_policy>(),
    operation<"PutRegistryScanningConfiguration", &put_registry_scanning_configuration>(),
    operation<"PutReplicationConfiguration", &put_replication_configuration>(),
    operation<"RegisterPullTimeUpdateExclusion", &register_pull_time_update_exclusion>(),
    operation<"SetRepositoryPolicy", &set_repository_policy, kOfRepository>(),
    operation<"StartImageScan", &start_image_scan, kOfRepository>(),
    operation<"StartLifecyclePolicyPreview", &start_lifecycle_policy_preview, kOfRepository>(),
    operation<"TagResource", &tag_resource, kOfTagged>(),
    operation<"UntagResource", &untag_resource, kOfTagged>(),
    operation<"UpdatePullThroughCacheRule", &update_pull_through_cache_rule, about::kOfRegistry>(),
    operation<"UpdateRepositoryCreationTemplate", &update_repository_creation_template, about::kOfTemplate>(),
    operation<"UploadLayerPart", &refuse_layers<UploadLayerPartResponse, UploadLayerPartRequest>, kOfRepository>(),
    operation<"ValidatePullThroughCacheRule", &validate_pull_through_cache_rule, about::kOfRegistry>(),
};
// clang-format on

static_assert(std::ranges::is_sorted(kOperations, {}, &service::Operation::name));

}  // namespace

std::span<const service::Operation> operations() {
    return kOperations;
}

}  // namespace gantry::ecr
