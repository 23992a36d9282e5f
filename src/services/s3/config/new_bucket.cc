#include "services/s3/config/new_bucket.h"

#include "services/s3/config/bucket_tags.h"
#include "services/s3/config/ownership.h"
#include "services/s3/config/public_access.h"

namespace gantry::s3 {

using api::s3::ObjectOwnership;

Result<void> configure_new_bucket(
    Call& call, const BucketRow& bucket, const api::s3::CreateBucketRequest& input
) {
    const auto ownership = input.object_ownership.value_or(ObjectOwnership::BucketOwnerEnforced);
    keep<BucketOwnership>(call, bucket, ownership_of(ownership));
    keep<PublicAccessBlock>(call, bucket, block_all());
    const auto& wanted = input.create_bucket_configuration;
    if (!wanted || !wanted->tags) return {};
    BucketTags::Value tags{.tag_set = wanted->tags};
    if (auto good = BucketTags::check(call, bucket, tags); !good) return good;
    keep<BucketTags>(call, bucket, tags);
    return {};
}

}  // namespace gantry::s3
