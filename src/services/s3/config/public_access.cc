#include "services/s3/config/public_access.h"

namespace gantry::s3 {

Result<PublicAccessBlock::Value> PublicAccessBlock::absent() {
    return refused(
        ErrorKind::NotFound,
        "NoSuchPublicAccessBlockConfiguration",
        "The public access block configuration was not found"
    );
}

Result<void> PublicAccessBlock::check(Call& /*call*/, const BucketRow& /*bucket*/, Value& value) {
    const bool says_something = value.block_public_acls || value.ignore_public_acls ||
                                value.block_public_policy || value.restrict_public_buckets;
    if (!says_something) return invalid_request("Must specify at least one configuration.");
    for (auto* one :
         {&value.block_public_acls,
          &value.ignore_public_acls,
          &value.block_public_policy,
          &value.restrict_public_buckets}) {
        *one = one->value_or(false);
    }
    return {};
}

PublicAccessBlock::Value block_all() {
    return {
        .block_public_acls = true,
        .ignore_public_acls = true,
        .block_public_policy = true,
        .restrict_public_buckets = true,
    };
}

bool blocks_public_policies(const Call& call, std::string_view bucket) {
    const auto value = kept<PublicAccessBlock>(call, bucket);
    return value && value->block_public_policy.value_or(false);
}

bool restricts_public_buckets(const Call& call, std::string_view bucket) {
    const auto value = kept<PublicAccessBlock>(call, bucket);
    return value && value->restrict_public_buckets.value_or(false);
}

}  // namespace gantry::s3
