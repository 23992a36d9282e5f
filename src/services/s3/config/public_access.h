#pragma once

#include "api/s3/public_access_block_configuration.h"
#include "services/s3/config/configuration.h"

namespace gantry::s3 {

/// What of public access a bucket never gives. A new bucket blocks all of it.
/// Source: S3 API Reference, PutPublicAccessBlock; S3 User Guide, "Blocking public access to your
/// Amazon S3 storage".
struct PublicAccessBlock {
    using Value = api::s3::PublicAccessBlockConfiguration;
    static constexpr std::string_view kWord = "publicAccessBlock";
    static Result<Value> absent();  ///< NoSuchPublicAccessBlockConfiguration
    /// What is not said is false. Errors: InvalidRequest where nothing is said.
    static Result<void> check(Call& call, const BucketRow& bucket, Value& value);
};

/// All four.
PublicAccessBlock::Value block_all();
/// Whether policies that let in the public are refused.
bool blocks_public_policies(const Call& call, std::string_view bucket);
/// Whether such a policy, where there is one, lets in the owner's account only.
bool restricts_public_buckets(const Call& call, std::string_view bucket);

}  // namespace gantry::s3
