#include "services/ecr/api/unsupported_members.h"

#include <algorithm>
#include <array>

namespace gantry::ecr {
namespace {

using service::UnsupportedMember;
using enum service::Treatment;

constexpr std::string_view kAsPushed = "manifests are given as they were pushed";
constexpr std::string_view kDocker = "layers are pushed and pulled with Docker";
constexpr std::string_view kNoRole = "no role is taken on";
constexpr std::string_view kNoUpstream = "nothing is pulled through";
constexpr std::string_view kNotEncrypted = "layers are kept as they come";
constexpr std::string_view kNotReplicated = "nothing is replicated";
constexpr std::string_view kNotScanned = "nothing is scanned";
constexpr std::string_view kOnlyOnPush =
    "PULL_THROUGH_CACHE and REPLICATION: nothing is pulled through, or replicated";

// clang-format off
constexpr std::array kMembers{
    UnsupportedMember{"BatchCheckLayerAvailability", "", RefusedByOperation, kDocker},
    UnsupportedMember{"BatchGetImage", "acceptedMediaTypes", Ignored, kAsPushed},
    UnsupportedMember{"CompleteLayerUpload", "", RefusedByOperation, kDocker},
    UnsupportedMember{"CreatePullThroughCacheRule", "credentialArn", Kept, kNoUpstream},
    UnsupportedMember{"CreatePullThroughCacheRule", "customRoleArn", Kept, kNoRole},
    UnsupportedMember{"CreatePullThroughCacheRule", "upstreamRegistryUrl", Kept, kNoUpstream},
    UnsupportedMember{"CreatePullThroughCacheRule", "upstreamRepositoryPrefix", Kept, kNoUpstream},
    UnsupportedMember{"CreateRepository", "encryptionConfiguration", Kept, kNotEncrypted},
    UnsupportedMember{"CreateRepository", "imageScanningConfiguration", Kept, kNotScanned},
    UnsupportedMember{"CreateRepositoryCreationTemplate", "appliedFor", Kept, kOnlyOnPush},
    UnsupportedMember{"CreateRepositoryCreationTemplate", "customRoleArn", Kept, kNoRole},
    UnsupportedMember{"CreateRepositoryCreationTemplate", "encryptionConfiguration", Kept, kNotEncrypted},
    UnsupportedMember{"DescribeImageReplicationStatus", "", Ignored, "always empty: nothing is replicated"},
    UnsupportedMember{"GetDownloadUrlForLayer", "", RefusedByOperation, kDocker},
    UnsupportedMember{"InitiateLayerUpload", "", RefusedByOperation, kDocker},
    UnsupportedMember{"PutAccountSetting", "value", Kept, "nothing is scanned; registries' policies are asked only about CreateRepository from another account, layers are mounted where the caller may read them"},
    UnsupportedMember{"PutImageScanningConfiguration", "imageScanningConfiguration", Kept, kNotScanned},
    UnsupportedMember{"PutLifecyclePolicy", "lifecyclePolicyText", RefusedByOperation, "where it transitions images: there is no archive"},
    UnsupportedMember{"PutRegistryPolicy", "policyText", Kept, "asked only about CreateRepository from another account"},
    UnsupportedMember{"PutRegistryScanningConfiguration", "rules", Kept, kNotScanned},
    UnsupportedMember{"PutRegistryScanningConfiguration", "scanType", Kept, kNotScanned},
    UnsupportedMember{"PutReplicationConfiguration", "replicationConfiguration", Kept, kNotReplicated},
    UnsupportedMember{"SetRepositoryPolicy", "force", Ignored, "nobody is kept from locking himself out; the account's root can mend it"},
    UnsupportedMember{"StartImageScan", "", RefusedByOperation, kNotScanned},
    UnsupportedMember{"StartLifecyclePolicyPreview", "lifecyclePolicyText", RefusedByOperation, "where it transitions images: there is no archive"},
    UnsupportedMember{"UpdatePullThroughCacheRule", "credentialArn", Kept, kNoUpstream},
    UnsupportedMember{"UpdatePullThroughCacheRule", "customRoleArn", Kept, kNoRole},
    UnsupportedMember{"UpdateRepositoryCreationTemplate", "appliedFor", Kept, kOnlyOnPush},
    UnsupportedMember{"UpdateRepositoryCreationTemplate", "customRoleArn", Kept, kNoRole},
    UnsupportedMember{"UpdateRepositoryCreationTemplate", "encryptionConfiguration", Kept, kNotEncrypted},
    UnsupportedMember{"UploadLayerPart", "", RefusedByOperation, kDocker},
    UnsupportedMember{"ValidatePullThroughCacheRule", "", RefusedByOperation, kNoUpstream},
};
// clang-format on

static_assert(std::ranges::is_sorted(kMembers, {}, &UnsupportedMember::operation));

}  // namespace

std::span<const UnsupportedMember> unsupported_members() {
    return kMembers;
}

}  // namespace gantry::ecr
